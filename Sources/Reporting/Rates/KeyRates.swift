import Treatment

/// The rates that a study's question is about: one grouping, the first scale, one baseline, at every endpoint asked for.
///
/// The grouping with the fewest columns, the first of them; of baselines the one with the most endpoints. Tables with a condition of
/// their own are of other patients and stay out.
struct KeyRates {
  /// A row with the place of its table.
  struct Row {
    var table: Int
    var row: SuppressedRates.Row
  }

  let names: ReportNames
  let by: [String]
  let level: Double
  let scale: String
  let baseline: BaselineKind
  let outcomes: [Outcome]
  let endpoints: [Endpoint]
  /// In the order in which people read them.
  let groups: [[String]]
  /// The reading that is told first.
  let reading: MissingReading
  let rows: [Row]

  init?(_ tables: [SuppressedRates], isOfAll: (Int) -> Bool) {
    let open = tables.indices.filter { isOfAll($0) && !tables[$0].rows.isEmpty }
    guard let first = open.min(by: { (tables[$0].by.count, $0) < (tables[$1].by.count, $1) }) else {
      return nil
    }
    let main = tables[first]
    guard let scale = main.rows.first?.scale else { return nil }
    (names, by, level, self.scale) = (main.names, main.by, main.level, scale)
    let own = open.filter { tables[$0].by == main.by }.flatMap { place in
      tables[place].rows.filter { $0.scale == scale }.map { Row(table: place, row: $0) }
    }
    let baselines = Self.distinct(own.map(\.row.baseline))
    func endpoints(_ baseline: BaselineKind) -> [Endpoint] {
      Self.distinct(own.filter { $0.row.baseline == baseline }.map(\.row.endpoint))
    }
    let widest = baselines.max { endpoints($0).count < endpoints($1).count }
    let baseline = baselines.first { endpoints($0).count == widest.map { endpoints($0).count } } ?? .step
    self.baseline = baseline
    let rows = own.filter { $0.row.baseline == baseline }
    self.rows = rows
    self.endpoints = endpoints(baseline)
    outcomes = Self.distinct(rows.map(\.row.outcome))
    reading = rows.first?.row.missing ?? .observed
    groups = main.names.ordered(Self.distinct(rows.map(\.row.group)), by: main.by) { $0 }
  }

  private static func distinct<Element: Equatable>(_ elements: [Element]) -> [Element] {
    var result: [Element] = []
    for element in elements where !result.contains(element) { result.append(element) }
    return result
  }

  func row(
    _ group: [String], _ outcome: Outcome, _ endpoint: Endpoint, _ reading: MissingReading
  ) -> Row? {
    rows.first {
      $0.row.group == group && $0.row.outcome == outcome && $0.row.endpoint == endpoint
        && $0.row.missing == reading
    }
  }

  /// Whether no rate may be shown.
  var isHidden: Bool {
    rows.allSatisfy { $0.row.estimate == nil } && rows.contains { $0.row.suppressed != .none }
  }

  /// The worst case beside another reading, where it is asked for.
  var faint: MissingReading? {
    reading != .worstCase && rows.contains { $0.row.missing == .worstCase } ? .worstCase : nil
  }

  /// Whether the figure of the first page shows these rows, so that no other one has to.
  func shows(_ section: SuppressedRates.Section, of rates: SuppressedRates, at table: Int) -> Bool {
    rates.by == by && section.scale == scale && section.baseline == baseline
      && rows.contains {
        $0.table == table && $0.row.endpoint == section.endpoint && $0.row.outcome == section.outcome
      }
      && groups.count <= KeyRatesPlot.mostGroups
  }
}
