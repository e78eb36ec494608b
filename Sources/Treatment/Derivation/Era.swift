/// One agent in one role without a break longer than the era gap: the element that the decision table judges.
///
/// Units: days from the patient's own day 0, intervals closed; `end` never lies after the data end.
public struct Era: Sendable, Hashable {
  public var agent: Int32
  /// The role at the doses of this era, recomputed on every dose segment.
  public var kind: Formulary.Kind
  public var start: Int32
  public var end: Int32
  /// The treatment runs on at the data end (F2).
  public var isCensored: Bool
  /// Dose segments of the era, ascending, in ``TreatmentRecord/segments``.
  public var segments: Range<Int32>
  /// Sum over the rows; -1 where any row leaves it out.
  public var sessions: Int32
  /// Sum over the rows that state them, so the least there can have been.
  public var statedSessions: Int32
  /// Days covered by supply, in the era; -1 where any row lacks `days_supplied` (F8).
  public var suppliedDays: Int32
  /// Highest plasma level of the rows; NaN = unknown.
  public var level: Double
  /// That of the last row that states one.
  public var stopReason: StopReason
  public var declared: Strategy?
  /// That of the first row; rows for depression and rows for anything else make eras of their own.
  public var indication: Indication
  /// Every route that a row states (F38).
  public var routes: Route
  public var marks: Exposure.Marks

  public init(agent: Int32, kind: Formulary.Kind, start: Int32, end: Int32) {
    self.agent = agent
    self.kind = kind
    self.start = start
    self.end = end
    isCensored = false
    segments = 0..<0
    sessions = -1
    statedSessions = 0
    suppliedDays = -1
    level = .nan
    stopReason = .unknown
    declared = nil
    indication = .depression
    routes = []
    marks = []
  }

  public var days: Int32 { end - start + 1 }
}

/// A run of days of an era at one dose.
///
/// Days that an era bridges have no segment: no dose is assumed on them (F7).
public struct DoseSegment: Sendable, Hashable {
  public var start: Int32
  public var end: Int32
  /// Milligrams a day; NaN = unknown.
  public var dose: Double

  public init(start: Int32, end: Int32, dose: Double) {
    self.start = start
    self.end = end
    self.dose = dose
  }
}
