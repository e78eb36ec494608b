public import Regression
public import Summaries
public import Treatment

/// Remission by the end of each step among those who began the first one, chained, observed and in the worst case,
/// scale by scale.
///
///     chained    1 - ∏ (1 - remitted / scored) over the steps so far
///     observed   in remission by now / those whose state is known: they, and who was scored at the end of the last step
///                begun by now and never was in remission
///     worst case in remission by now / all who began the first step
///
/// Who stops without remission stays in the denominator of every later step. The first step is the lowest number among
/// the rows. Once in remission a patient stays counted, whatever a later step brings. Of a patient with several episodes
/// the first one counts, so that a patient begins each step once. Who was never assessed on the scale is counted apart.
///
/// Shapes: one row a scale with a cut-off and step.
/// Grade: exact
/// Not: an estimate of remission had everyone gone on, nor of lasting remission. `chained` assumes that those who
/// left would have done as those who stayed; it has no value where nobody was scored in a step before. Not for
/// crossovers, whose steps are no answer to the step before.
/// Throws: ``StatisticError/noRows(wanted:)``; ``StatisticError/notAvailable(outcome:scale:reason:)`` where no
/// scale has a cut-off, and for a crossover.
/// Source: Documentation/Formats/Scores.md, "Cumulative remission".
public struct CumulativeRemission: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = [CumulativeRemissionRow]

  /// Counts of patients by scale, first step and step.
  public struct Summary: Mergeable {
    enum Kind: Int, Codable {
      case entered, scored, remitted
      /// In remission for the first time.
      case firstRemission
      /// From this step on known not to be in remission so far: scored at the end of the last step begun.
      case isKnown
      /// No more: a further step begun ends in remission, or without a score.
      case isKnownNoMore
      /// Without any score on the scale in the files.
      case notAssessed
    }

    struct Key: Hashable, Comparable, Codable {
      var scale: String
      /// The step that the patient began with.
      var first: Int
      var step: Int
      var kind: Kind

      static func < (a: Key, b: Key) -> Bool {
        (a.scale, a.first, a.step, a.kind.rawValue) < (b.scale, b.first, b.step, b.kind.rawValue)
      }
    }

    var counts = Tally<Key>()
    var scales = KeyedSums<String, ScaleNote>()
    var hasCrossover = false

    public mutating func merge(_ other: Summary) {
      counts.merge(other.counts)
      scales.merge(other.scales)
      hasCrossover = hasCrossover || other.hasCrossover
    }
  }

  public let scales: [String]?
  public let endpoint: Endpoint
  public private(set) var interval: ProportionInterval
  public let filter: Filter?

  public init(
    scales: [String]? = nil, endpoint: Endpoint = .last, interval: IntervalMethod = .wilson,
    level: Double = 0.95, where filter: Filter? = nil
  ) {
    self.scales = scales
    self.endpoint = endpoint
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
  }

  public var counted: Self {
    var counted = self
    counted.interval = ProportionInterval(.wilson, level: 0.95)
    return counted
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scales, endpoint: endpoint, columns: .episode)
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    precondition(page.request.endpoint == endpoint, "The page was made for another endpoint.")
    summary.hasCrossover = summary.hasCrossover || page.design == .crossover
    let selection = RowSelection(page, scales: scales, where: filter)
    let assessed = page.assessed()
    var isNoted = page.catalogue.scales.map { _ in false }
    var counts = PageCounts()
    var own: [Int] = []
    let places = Set(page.rows.scale).sorted()
    let scales = page.catalogue.scales
    var rows: [Int] = []
    for patient in 0..<page.patientCount {
      selection.rows(of: patient, into: &rows)
      for place in places {
        // The first episode that has rows on the scale, so that no other scale of the study changes this one's figures.
        own.removeAll(keepingCapacity: true)
        for row in rows where page.rows.scale[row] == place {
          if let first = own.first, page.episode(of: row) != page.episode(of: first) { continue }
          own.append(row)
        }
        guard let first = own.first else { continue }
        if !isNoted[Int(place)] { summary.scales.note(page, at: Int(place)) }
        isNoted[Int(place)] = true
        let isAssessed = assessed.isEmpty || assessed[first]
        add(own, on: scales, place, isAssessed, page, &counts)
      }
    }
    counts.add(to: &summary, page)
  }

  /// Adds a patient's rows on one scale, ascending by step.
  private func add(
    _ rows: [Int], on scales: [Scale], _ place: UInt16, _ isAssessed: Bool, _ page: PatientPage,
    _ counts: inout PageCounts
  ) {
    let first = page.rows.step[rows[0]]
    var hasRemitted = false
    var isKnown = false
    for row in rows {
      func count(_ kind: Summary.Kind) {
        counts.add(kind, scale: place, first: first, step: page.rows.step[row])
      }
      if !isAssessed { return count(.notAssessed) }
      count(.entered)
      let remits = scales[Int(place)].remits(at: page.rows.endpoint[row])
      if let remits {
        count(.scored)
        if remits {
          count(.remitted)
          if !hasRemitted { count(.firstRemission) }
          hasRemitted = true
        }
      }
      let isKnownNow = !hasRemitted && remits != nil
      if isKnownNow, !isKnown { count(.isKnown) }
      if isKnown, !isKnownNow { count(.isKnownNoMore) }
      isKnown = isKnownNow
    }
  }
}

/// What a page adds to the counts, by numbers, before scales are known by their names.
private struct PageCounts {
  private var scalesAndKinds: [UInt32] = []
  private var firsts: [UInt32] = []
  private var steps: [UInt32] = []

  mutating func add(_ kind: CumulativeRemission.Summary.Kind, scale: UInt16, first: Int32, step: Int32) {
    scalesAndKinds.append(UInt32(scale) << 3 | UInt32(kind.rawValue))
    firsts.append(UInt32(bitPattern: first))
    steps.append(UInt32(bitPattern: step))
  }

  func add(to summary: inout CumulativeRemission.Summary, _ page: PatientPage) {
    let (numbers, rows) = PairIndex.numbers(of: PairIndex.numbers(of: scalesAndKinds, firsts).numbers, steps)
    var counts = rows.map { _ in 0 }
    for number in numbers { counts[Int(number)] += 1 }
    for (row, count) in zip(rows, counts) {
      guard let kind = CumulativeRemission.Summary.Kind(rawValue: Int(scalesAndKinds[row] & 7)) else {
        continue
      }
      let key = CumulativeRemission.Summary.Key(
        scale: page.catalogue.scales[Int(scalesAndKinds[row] >> 3)].id,
        first: Int(Int32(bitPattern: firsts[row])), step: Int(Int32(bitPattern: steps[row])), kind: kind)
      summary.counts.add(key, count: count)
    }
  }
}
