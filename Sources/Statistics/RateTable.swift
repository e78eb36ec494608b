public import Treatment

/// Rates of outcomes by group, each with the reading, the denominators and the limits it was made with.
public struct RateTable: Sendable, Equatable {
  /// Names of the grouping columns, in order. `scale` is not among them unless it was asked for.
  public var by: [String]
  public var level: Double
  /// Ordered by outcome, baseline, scale, missing reading, then by group.
  public var rows: [Rate]
  /// What the reader of the table must know: outcomes that a scale does not have, limits from few patients.
  public var notes: [String]

  public init(by: [String], level: Double, rows: [Rate], notes: [String] = []) {
    self.by = by
    self.level = level
    self.rows = rows
    self.notes = notes
  }
}

/// One rate: events among n, with its limits.
///
/// `estimate` and the limits are `nil` where n is 0.
public struct Rate: Sendable, Equatable {
  /// Values of the grouping columns, in the order of ``RateTable/by``.
  public var group: [String]
  public var outcome: Outcome
  public var baseline: BaselineKind
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  public var interval: IntervalMethod
  /// Patients with a step in the cell.
  public var patients: Int
  /// All step rows of the cell.
  public var steps: Int
  /// Step rows without the baseline that the rate is against.
  public var noBaseline: Int
  /// Step rows that start at the scale's minimum (response only).
  public var notEvaluable: Int
  /// Step rows already in remission at their baseline, kept in n unless left out on request.
  public var remittedAtBaseline: Int
  public var n: Int
  public var events: Int
  public var estimate: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var robustLow: Double?
  public var robustHigh: Double?

  public init(
    group: [String], outcome: Outcome, baseline: BaselineKind, scale: String, endpoint: Endpoint,
    missing: MissingReading, interval: IntervalMethod, patients: Int, steps: Int, noBaseline: Int,
    notEvaluable: Int = 0, remittedAtBaseline: Int = 0, n: Int, events: Int, estimate: Double?,
    confLow: Double?, confHigh: Double?, robustLow: Double?, robustHigh: Double?
  ) {
    self.group = group
    self.outcome = outcome
    self.baseline = baseline
    self.scale = scale
    self.endpoint = endpoint
    self.missing = missing
    self.interval = interval
    self.patients = patients
    self.steps = steps
    self.noBaseline = noBaseline
    self.notEvaluable = notEvaluable
    self.remittedAtBaseline = remittedAtBaseline
    self.n = n
    self.events = events
    self.estimate = estimate
    self.confLow = confLow
    self.confHigh = confHigh
    self.robustLow = robustLow
    self.robustHigh = robustHigh
  }
}

/// How the limits of a proportion are made.
public enum IntervalMethod: String, Sendable, Hashable, Codable, CaseIterable {
  case wilson, exact, jeffreys
  case agrestiCoull = "agresti-coull"
}
