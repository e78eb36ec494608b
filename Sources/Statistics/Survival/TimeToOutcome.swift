public import Summaries
public import Treatment

/// Days from the start of a step to the first score that is a response or a remission, or from there to a relapse, by group.
///
/// A patient counts once a group, with the first step that the filter keeps and that was neither in remission at its start nor without a
/// baseline for a response; of a relapse, with the first that brought a remission. Scores count up to the next step, and to `tail` days after the
/// treatment's end. The next step, a stop without one, being lost and death compete with the event; else the time is censored at the last
/// score. Whoever comes under observation late (a day of entry after the start, a landmark) is at risk from then on.
///
/// Shapes: groups in the order of their keys.
/// Units: days from time zero.
/// Grade: exact
/// Not: the day on which the event came about, which lies between two scores; how far apart they were is counted.
/// Throws: ``StatisticError/noRows(wanted:)``, ``StatisticError/notAvailable(outcome:scale:reason:)``
/// Source: Documentation/Survival.md.
public struct TimeToOutcome: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = TimeTable

  public let outcome: TimeOutcome
  public let keys: [GroupKey]
  public let filter: Filter?
  public var scale: String?
  public var baseline = BaselineKind.step
  /// Days after the treatment's end in which scores count; `nil` sets no end.
  public var tail: Int? = Endpoint.daysAfterEnd
  /// Day after the step's start from which patients are under observation.
  public var landmark = 0
  /// A score from which on it is a relapse; else the catalogue's.
  public var relapseAt: Double?
  /// Covariates of patients that hold the day of death, and of being lost.
  public var death: String?
  public var dropout: String?
  /// The day on which follow-up ends for everybody; `nil` sets none.
  public var until: Int?
  public var level = 0.95

  public init(to outcome: TimeOutcome, by keys: [GroupKey], where filter: Filter? = nil) {
    self.outcome = outcome
    self.keys = keys
    self.filter = filter
  }

  /// The same question with other groups.
  public func by(_ keys: [GroupKey]) -> TimeToOutcome {
    var result = TimeToOutcome(to: outcome, by: keys, where: filter)
    (result.scale, result.baseline, result.tail, result.landmark) = (scale, baseline, tail, landmark)
    (result.relapseAt, result.death, result.dropout) = (relapseAt, death, dropout)
    (result.until, result.level) = (until, level)
    return result
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scale.map { [$0] }, columns: [.episode, .days, .histories])
    if baseline == .entry || keys.contains(.baselineSeverity) { request.columns.insert(.entry) }
    for key in keys { request.read(key.reads) }
    if let filter { request.read(filter.reads) }
    for name in [death, dropout].compactMap({ $0 }) {
      request.read(([], [CovariateRequest(name, as: .number)]))
    }
    return request
  }

  public var empty: TimeSummary { TimeSummary(keys: keys.count) }

  /// What makes a score the outcome.
  ///
  /// Not: there where the scale has no such rule.
  func rule(on scale: Scale) -> TimeRule? {
    switch outcome {
    case .response: scale.unavailability(of: .response) == nil ? .response(scale) : nil
    case .remission: scale.remissionCutoff == nil ? nil : .remission(scale)
    case .relapse:
      scale.remissionCutoff == nil
        ? nil : (relapseAt ?? scale.relapseCutoff).map { .from($0) }
    }
  }
}

/// What makes a score the outcome.
enum TimeRule: Sendable {
  case response(Scale)
  case remission(Scale)
  case from(Double)

  func holds(from baseline: Double, _ score: Double) -> Bool {
    switch self {
    case .response(let scale): scale.responds(from: baseline, to: score) ?? false
    case .remission(let scale): scale.remits(at: score) ?? false
    case .from(let least): score >= least
    }
  }
}

extension Scale {
  /// The lowest score that is a relapse, as the catalogue has it; where it asks for two visits in a row, one is enough here.
  public var relapseCutoff: Double? {
    let text = facts.relapseCutoff
    guard text.hasPrefix(">=") else { return nil }
    return Double(text.dropFirst(2).prefix { $0.isNumber || $0 == "." })
  }
}
