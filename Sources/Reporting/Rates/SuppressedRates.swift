public import Regression
import Statistics
public import Treatment

/// A ``RateTable`` after disclosure control: a value that may not be shown is not in it.
public struct SuppressedRates: Sendable, Equatable {
  public var by: [String]
  public var level: Double
  public var rows: [Row]
  /// What the reader of the table must know: the ``RateTable``'s own notes, and doubts about what is hidden.
  ///
  /// Tables for people print them below the rows. CSV and JSON have no place for them, so whoever writes those says
  /// them elsewhere.
  public internal(set) var notes: [String]
  /// The rule that the rows went through.
  public internal(set) var disclosure: Disclosure
  /// What people read for the groups.
  var names = ReportNames.codes
  /// Whether starts in remission and, for remission, steps without a start are left out of n.
  public internal(set) var isEvaluable = false

  /// The table with everything shown.
  init(_ table: RateTable, under disclosure: Disclosure, names: ReportNames = .codes) {
    self.names = names
    by = table.by
    level = table.level
    rows = table.rows.map { Row($0, under: disclosure) }
    notes = table.notes
    self.disclosure = disclosure
    isEvaluable = table.isEvaluable
  }

  /// A ``Rate`` whose counts, estimate and limits are `nil` where hidden (or where there is none, n being 0).
  public struct Row: Sendable, Equatable {
    public var group: [String]
    public var outcome: Outcome
    public var baseline: BaselineKind
    public var scale: String
    public var endpoint: Endpoint
    public var missing: MissingReading
    public var interval: IntervalMethod
    public var patients: Int?
    public var steps: Int?
    public var noBaseline: Int?
    /// Steps that start at the scale's minimum; for sentences, in no column.
    public var notEvaluable: Amount?
    /// Steps already in remission at their baseline; for sentences, in no column.
    public var remittedAtBaseline: Amount?
    /// Patients never assessed on the scale, and their steps; for sentences, in no column.
    public var notAssessed: Amount?
    public var notAssessedSteps: Amount?
    public var n: Int?
    public var events: Int?
    public var estimate: Double?
    public var confLow: Double?
    public var confHigh: Double?
    public var robustLow: Double?
    public var robustHigh: Double?
    public var suppressed: Suppression

    /// The row with everything shown.
    init(_ rate: Rate, under disclosure: Disclosure) {
      group = rate.group
      outcome = rate.outcome
      baseline = rate.baseline
      scale = rate.scale
      endpoint = rate.endpoint
      missing = rate.missing
      interval = rate.interval
      patients = rate.patients
      steps = rate.steps
      noBaseline = rate.noBaseline
      notEvaluable = Amount(rate.notEvaluable, under: disclosure)
      remittedAtBaseline = Amount(rate.remittedAtBaseline, under: disclosure)
      notAssessed = Amount(rate.notAssessed, under: disclosure)
      notAssessedSteps = Amount(rate.notAssessedSteps, under: disclosure)
      n = rate.n
      events = rate.events
      estimate = rate.estimate
      confLow = rate.confLow
      confHigh = rate.confHigh
      robustLow = rate.robustLow
      robustHigh = rate.robustHigh
      suppressed = .none
    }

    /// Takes away the events and every number made from them.
    mutating func hideEvents(_ reason: Suppression) {
      events = nil
      estimate = nil
      confLow = nil
      confHigh = nil
      robustLow = nil
      robustHigh = nil
      suppressed = suppressed.joined(with: reason)
    }

    /// Takes away every count of the cell.
    mutating func hideCell(_ reason: Suppression) {
      hideEvents(reason)
      patients = nil
      steps = nil
      noBaseline = nil
      notEvaluable = nil
      remittedAtBaseline = nil
      notAssessed = nil
      notAssessedSteps = nil
      n = nil
    }
  }
}
