public import Regression
public import Treatment

/// Rates of outcomes by group, each with the reading, the denominators and the limits it was made with.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct RateTable: Sendable, Equatable {
  /// Names of the grouping columns, in order. `scale` is not among them unless it was asked for.
  public var by: [String]
  public var level: Double
  /// Ordered by outcome, baseline, scale, missing reading, then by group.
  public var rows: [Rate]
  /// What the reader of the table must know: outcomes that a scale does not have, limits from few patients.
  public var notes: [String]
  /// The window that picked the baselines; `nil` where they stand in a file of steps.
  public var baselineWindow: BaselineWindow?
  /// Whether starts in remission and, for remission, steps without a start are left out of n.
  public var isEvaluable: Bool
  /// Which steps it counts; `nil` for all of the cohort.
  public var filter: Filter?
  /// By column, the levels that stand together because too few patients have them.
  public var pools: [String: LevelPool] = [:]

  public init(
    by: [String], level: Double, rows: [Rate], notes: [String] = [], baselineWindow: BaselineWindow? = nil,
    isEvaluable: Bool = false, filter: Filter? = nil
  ) {
    self.by = by
    self.level = level
    self.rows = rows
    self.notes = notes
    self.baselineWindow = baselineWindow
    self.isEvaluable = isEvaluable
    self.filter = filter
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
  /// Patients of the cell without any score on the scale in the files, outside n in every reading, and their steps.
  public var notAssessed: Int
  public var notAssessedSteps: Int
  /// Step rows whose endpoint lies after the step's end.
  public var afterEnd: Int
  /// Step rows without the baseline under each of ``BaselineWindow/wider``; empty where no window picked it.
  public var noBaselineWider: [Int]
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
    notEvaluable: Int = 0, remittedAtBaseline: Int = 0, notAssessed: Int = 0, notAssessedSteps: Int = 0,
    afterEnd: Int = 0, noBaselineWider: [Int] = [], n: Int, events: Int, estimate: Double?,
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
    self.notAssessed = notAssessed
    self.notAssessedSteps = notAssessedSteps
    self.afterEnd = afterEnd
    self.noBaselineWider = noBaselineWider
    self.n = n
    self.events = events
    self.estimate = estimate
    self.confLow = confLow
    self.confHigh = confHigh
    self.robustLow = robustLow
    self.robustHigh = robustHigh
  }
}
