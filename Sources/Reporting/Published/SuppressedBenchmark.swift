public import Statistics
public import Treatment

/// A ``BenchmarkTable`` after disclosure control: differences and tests are made of what is shown.
public struct SuppressedBenchmark: Sendable, Equatable {
  public enum State: String, Sendable, Hashable {
    case comparable = "yes"
    /// By the row's words, but no step of the cohort is in it, or too few to be shown.
    case empty = "no steps"
    case incomparable = "no"
  }

  public struct Row: Sendable, Equatable {
    public var published: PublishedRate
    public var comparability: Comparability
    public var state: State
    /// As events / n, with Wilson's limits.
    public var limits: RateLimits?
    public var own: SuppressedRates.Row?
    /// Steps of ours with a score in the window.
    public var scored: Int?
    /// Ours less theirs.
    public var difference: RateLimits?
    /// Whether patients of ours have several steps, so that nothing is tested.
    public var isClustered: Bool
    public var p: Double?
    public var adjusted: Double?
  }

  public var rows: [Row]
  public var standardised: [BenchmarkTable.Standardised]
  public var tolerances: BenchmarkTolerances
  public var level: Double
  public var includesUnverified: Bool
  public var isRounded: Bool
  public var notes: [String]

  /// Rows that stand beside a rate of the cohort.
  public var compared: [Row] { rows.filter { $0.state == .comparable } }

  init(
    _ table: BenchmarkTable, _ own: [SuppressedRates], isRounded: Bool, _ run: DisclosureRun,
    notes: [String]
  ) {
    tolerances = table.tolerances
    level = table.level
    includesUnverified = table.includesUnverified
    self.isRounded = isRounded
    self.notes = notes
    rows = table.rows.map { row in
      Self.row(
        row, row.table.map { own[$0] },
        isClustered: row.table.map { Self.nests(table.tables[$0]) } ?? false,
        isRounded: isRounded, run, table)
    }
    standardised = []
    let tested = rows.indices.filter { rows[$0].p != nil }
    let adjusted = run.recomputation.adjusted(tested.compactMap { rows[$0].p })
    for (place, p) in zip(tested, adjusted) { rows[place].adjusted = p }
    // A number made of hidden or rounded counts is an equation for them.
    if !isRounded {
      standardised = table.standardised.filter { one in
        one.rows.allSatisfy { rows[$0].own?.events != nil && rows[$0].own?.suppressed == Suppression.none }
      }
    }
  }

  private static func nests(_ table: RateTable) -> Bool {
    table.rows.contains { $0.steps != $0.patients }
  }

  private static func row(
    _ row: BenchmarkTable.Row, _ rates: SuppressedRates?, isClustered: Bool, isRounded: Bool,
    _ run: DisclosureRun, _ table: BenchmarkTable
  ) -> Row {
    let own = rates?.rows.last
    var result = Row(
      published: row.published, comparability: row.comparability, state: .incomparable, limits: row.limits,
      own: own, scored: rates?.rows.first?.n,
      difference: nil, isClustered: isClustered, p: nil, adjusted: nil)
    guard case .comparable = row.comparability else { return result }
    // Under rounding, none and a few are told alike.
    guard let own, !isRounded || own.n != nil else {
      result.own = nil
      result.state = .empty
      return result
    }
    result.state = .comparable
    guard let events = own.events, let n = own.n, let theirs = row.published.events,
      let theirN = row.published.n
    else { return result }
    if isClustered {
      result.difference = isRounded ? nil : row.clusteredDifference
      return result
    }
    result.difference = run.recomputation.difference(events, n, theirs, theirN, table.level).map {
      RateLimits(estimate: $0.estimate, low: $0.low, high: $0.high)
    }
    if row.published.isVerified || table.includesUnverified {
      result.p = run.recomputation.test(events, n, theirs, theirN)
    }
    return result
  }
}
