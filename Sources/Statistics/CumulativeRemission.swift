public import Summaries
public import Treatment

/// Remission by the end of each step, chained, observed and in the worst case, scale by scale.
///
///     chained    1 - ∏ (1 - remitted / scored) over the steps so far
///     observed   patients in remission by now / (those + patients scored in this step who never were)
///     worst case patients in remission by now / all who began the first step
///
/// The first step is the lowest number among the rows; the worst case follows the patients who began it. Once in
/// remission a patient stays counted, whatever a later step brings. Of a patient with several episodes the first
/// one counts, so that a patient begins each step once.
///
/// Shapes: one row a scale with a cut-off and step.
/// Grade: exact
/// Not: an estimate of remission had everyone gone on, nor of lasting remission. `chained` assumes that those who
/// left would have done as those who stayed; it has no value where nobody was scored in a step before.
/// Throws: ``StatisticError/noRows(wanted:)``; ``StatisticError/notAvailable(outcome:scale:reason:)`` where no
/// scale has a cut-off.
public struct CumulativeRemission: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = [CumulativeRemissionRow]

  /// Counts of patients by scale, first step and step.
  public struct Summary: Mergeable {
    enum Kind: Int, Codable {
      case entered, scored, remitted
      /// Scored in this step and never in remission so far.
      case scoredNotYet
      /// In remission for the first time.
      case firstRemission
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

    public mutating func merge(_ other: Summary) {
      counts.merge(other.counts)
      scales.merge(other.scales)
    }
  }

  public let scales: [String]?
  public let endpoint: Endpoint
  public let filter: Filter?

  public init(scales: [String]? = nil, endpoint: Endpoint = .last, where filter: Filter? = nil) {
    self.scales = scales
    self.endpoint = endpoint
    self.filter = filter
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scales, endpoint: endpoint, columns: .episode)
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: Summary { Summary() }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    precondition(page.request.endpoint == endpoint, "The page was made for another endpoint.")
    let selection = RowSelection(page, scales: scales, where: filter)
    for patient in 0..<page.patientCount {
      let rows = selection.rows(of: patient)
      guard let first = rows.first else { continue }
      let ofEpisode = rows.filter { page.episode(of: $0) == page.episode(of: first) }
      for place in Set(ofEpisode.map { Int(page.rows.scale[$0]) }).sorted() {
        summary.scales.note(page, at: place)
        add(
          ofEpisode.filter { Int(page.rows.scale[$0]) == place }, on: page.catalogue.scales[place], page,
          &summary)
      }
    }
  }

  /// Adds a patient's rows on one scale, ascending by step.
  private func add(_ rows: [Int], on scale: Scale, _ page: PatientPage, _ summary: inout Summary) {
    let first = Int(page.rows.step[rows[0]])
    var hasRemitted = false
    for row in rows {
      func count(_ kind: Summary.Kind) {
        summary.counts.add(
          Summary.Key(scale: scale.id, first: first, step: Int(page.rows.step[row]), kind: kind))
      }
      count(.entered)
      guard let remits = scale.remits(at: page.rows.endpoint[row]) else { continue }
      count(.scored)
      if remits {
        count(.remitted)
        if !hasRemitted { count(.firstRemission) }
        hasRemitted = true
      } else if !hasRemitted {
        count(.scoredNotYet)
      }
    }
  }

  public func finish(_ summary: Summary) throws(StatisticError) -> [CumulativeRemissionRow] {
    var result: [CumulativeRemissionRow] = []
    var refusals: [StatisticError] = []
    for (scale, note) in summary.scales.inOrder {
      if let reason = note.noRemission {
        refusals.append(.notAvailable(outcome: Outcome.remission.rawValue, scale: scale, reason: reason))
      } else {
        result += rows(on: scale, summary)
      }
    }
    if result.isEmpty { throw refusals.first ?? .noRows(wanted: "cumulative remission") }
    return result
  }

  private func rows(on scale: String, _ summary: Summary) -> [CumulativeRemissionRow] {
    let counts = summary.counts.ordered.filter { $0.key.scale == scale }
    func count(_ kind: Summary.Kind, where holds: (Summary.Key) -> Bool) -> Int {
      counts.reduce(0) { $0 + ($1.key.kind == kind && holds($1.key) ? $1.count : 0) }
    }
    let steps = Set(counts.map(\.key.step)).sorted()
    guard let start = counts.map(\.key.first).min() else { return [] }
    let began = count(.entered) { $0.first == start && $0.step == start }
    var notYet: Double? = 1
    return steps.map { step in
      let scored = count(.scored) { $0.step == step }
      let remitted = count(.remitted) { $0.step == step }
      notYet = scored == 0 ? nil : notYet.map { $0 * (1 - Double(remitted) / Double(scored)) }
      let byNow = count(.firstRemission) { $0.step <= step }
      let known = byNow + count(.scoredNotYet) { $0.step == step }
      let ofBeginners = count(.firstRemission) { $0.first == start && $0.step <= step }
      return CumulativeRemissionRow(
        scale: scale, step: step, entered: count(.entered) { $0.step == step }, scored: scored,
        remitted: remitted,
        chained: notYet.map { 1 - $0 }, observedN: known, observedEvents: byNow,
        observed: known == 0 ? nil : Double(byNow) / Double(known), worstCaseN: began,
        worstCaseEvents: ofBeginners,
        worstCase: began == 0 ? nil : Double(ofBeginners) / Double(began))
    }
  }
}
