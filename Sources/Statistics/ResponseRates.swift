public import Regression
public import Summaries
public import Treatment

/// How often each outcome occurred in each group, with plain and cluster-robust limits.
///
///     rate = events / n
///
/// over step rows of the group that count under the reading of a missing endpoint:
///
/// | | observed | worst-case | locf, locf-baseline |
/// |---|---|---|---|
/// | response | start evaluable, endpoint there | start evaluable | start evaluable, carried endpoint there |
/// | remission | endpoint there | every row | carried endpoint there |
///
/// A patient without any score of the scale was not assessed on it: outside n in every reading, and counted. `evaluable`
/// leaves out starts in remission and, for remission, rows without a start. A start at the scale's minimum is not evaluable for response. A scale that is itself a change score (CGI-I)
/// needs no start. Scales are never pooled.
///
/// Shapes: one ``Rate`` a outcome, baseline, scale, reading and group that occurs.
/// Grade: exact
/// Not: an effect of treatment. Rates before and after are uncontrolled unless the arms were randomised.
/// Throws: ``StatisticError/noRows(wanted:)``, ``StatisticError/tooManyLevels(of:limit:numeric:)``,
/// ``StatisticError/notAvailable(outcome:scale:reason:)`` where no asked-for outcome exists on any scale.
/// Source: Documentation/Formats/Scores.md; Documentation/Formats/Outputs.md, "Robust interval of a rate over steps".
public struct ResponseRates: SharedStatistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Summary = RateSummary
  public typealias Result = RateTable

  /// Below this many patients the robust limits are noted.
  public static let fewPatients = 20

  public let outcomes: [Outcome]
  public let keys: [GroupKey]
  public let scales: [String]?
  public let baselines: [BaselineKind]
  public let endpoint: Endpoint
  public let readings: [MissingReading]
  public private(set) var interval: ProportionInterval
  public let filter: Filter?
  /// Leaves rows already in remission at their baseline out of n and, for remission, those without one.
  public let evaluable: Bool

  /// Outcomes, baselines and readings are put in the order of the table; repetitions are dropped.
  public init(
    of outcomes: [Outcome], by keys: [GroupKey], scales: [String]? = nil, baselines: [BaselineKind] = [.step],
    endpoint: Endpoint = .last, missing readings: [MissingReading] = [.observed],
    interval: IntervalMethod = .wilson, level: Double = 0.95, where filter: Filter? = nil,
    evaluable: Bool = false
  ) {
    self.outcomes = [.response, .remission].filter(outcomes.contains)
    self.keys = keys
    self.scales = scales
    self.baselines = [.step, .entry].filter(baselines.contains)
    self.endpoint = endpoint
    self.readings = [.observed, .worstCase, .locf, .locfBaseline].filter(readings.contains)
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
    self.evaluable = evaluable
  }

  public init(
    of outcome: Outcome, by keys: [GroupKey], scales: [String]? = nil, baselines: [BaselineKind] = [.step],
    endpoint: Endpoint = .last, missing readings: [MissingReading] = [.observed],
    interval: IntervalMethod = .wilson, level: Double = 0.95, where filter: Filter? = nil,
    evaluable: Bool = false
  ) {
    self.init(
      of: [outcome], by: keys, scales: scales, baselines: baselines, endpoint: endpoint, missing: readings,
      interval: interval, level: level, where: filter, evaluable: evaluable)
  }

  /// The same rates by other keys.
  public func by(_ keys: [GroupKey]) -> ResponseRates {
    ResponseRates(
      of: outcomes, by: keys, scales: scales, baselines: baselines, endpoint: endpoint, missing: readings,
      interval: interval.method, level: interval.level, where: filter, evaluable: evaluable)
  }

  public var counted: Self {
    var counted = self
    counted.interval = ProportionInterval(.wilson, level: 0.95)
    return counted
  }

  public var request: PageRequest {
    var request = PageRequest(scales: scales, endpoint: endpoint)
    for key in keys { request.read(key.reads) }
    if let filter { request.read(filter.reads) }
    if baselines.contains(.entry) { request.columns.insert(.entry) }
    if readings.contains(.locf) || readings.contains(.locfBaseline) { request.columns.insert(.last) }
    return request
  }

  public var empty: RateSummary { RateSummary(keys: keys.count) }
}
