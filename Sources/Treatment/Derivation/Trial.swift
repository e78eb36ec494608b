/// What the duration and dose of a trial amount to: never adequate by default.
public enum Adequacy: String, Sendable, Hashable, Codable, CaseIterable {
  case adequate = "yes"
  case inadequate = "no"
  case unknown
}

/// What a trial came to by the last valid score, or by the file's code where there is none (F24, F25).
public enum TrialOutcome: UInt8, Sendable, Hashable, CaseIterable {
  case nonresponse, response, remission, unknown
}

/// Why a trial ended, by the first reason that holds (Documentation/Treatment/Trials.md, "Why a trial ended").
public enum EndReason: String, Sendable, Hashable, CaseIterable {
  case nonresponse, partial, response, completedRemission, intolerance, intoleranceOrEarlyStop, planned
  case nonadherence, lost, other, unknown
  /// Still running at the data end.
  case ongoing
}

/// One agent's exposure, judged by dose, duration and outcome.
///
/// Units: days from the patient's own day 0, intervals closed; doses in milligrams a day.
public struct Trial: Sendable, Hashable {
  public var era: Int32
  /// Place in ``TreatmentRecord/steps`` of the step in which the era is new.
  public var step: Int32
  public var agent: Int32
  public var kind: Formulary.Kind
  public var episode: Int32
  public var start: Int32
  public var end: Int32
  public var isCensored: Bool
  /// The step is MAINTENANCE: no acute trial, so neither failure nor success of one.
  public var isMaintenance: Bool
  /// An antidepressant whose step is COMBINE_ABORTED: inadequate, whatever it lasted (S22).
  public var isAborted: Bool

  public var adequacy: Adequacy
  /// Days at or above the minimum dose, and days whose dose is unknown.
  public var daysAtDose: Int32
  public var daysOfUnknownDose: Int32
  /// Days that the trial had to last, and days at dose it had to have; 0 where sessions decide.
  public var requiredDays: Int32
  public var requiredDaysAtDose: Int32
  /// Sessions of the course and how many it had to have; -1 = not stated. Of use where ``isJudgedBySessions``.
  public var sessions: Int32
  public var requiredSessions: Int32
  public var isJudgedBySessions: Bool
  /// A plasma level in the agent's range, which stands for the dose.
  public var levelInRange: Bool
  /// Proportion of days covered; NaN = unknown.
  public var coverage: Double
  /// Highest known dose; NaN = none known.
  public var maximumDose: Double
  /// First day at 0.75 x the usual maximum or more; ``Day/none`` = never (P-05).
  public var optimisedDoseDay: Int32

  public var outcome: TrialOutcome
  public var endReason: EndReason
  /// The file's code, also where a score overrides it: intolerance after an adequate trial is kept beside.
  public var stopReason: StopReason
  /// Day of the assessment that decides, else the trial's last day; ``Day/none`` = outcome unknown.
  public var outcomeDay: Int32
  /// A valid score decides, not the file's code.
  public var isScored: Bool
  /// Scores that decide, on ``TreatmentRecord/scale``; NaN = none.
  public var baseline: Double
  public var lastScore: Double
  /// The baseline lies below the scale's floor of illness, or in remission already: kept, and flagged.
  public var startsLow: Bool
  public var startsInRemission: Bool
  /// A score after the start shows less than a response, however early it is.
  public var showsNoResponse: Bool
  /// No row of the patient follows this trial, and the data run on for longer than `lostAfterDays`.
  public var isLost: Bool
  /// A response was shown and the last score is one no more, on continued treatment.
  public var isBreakthrough: Bool

  public init(
    era: Int32, step: Int32, agent: Int32, kind: Formulary.Kind, episode: Int32, start: Int32, end: Int32
  ) {
    self.era = era
    self.step = step
    self.agent = agent
    self.kind = kind
    self.episode = episode
    self.start = start
    self.end = end
    isCensored = false
    isMaintenance = false
    isAborted = false
    adequacy = .unknown
    daysAtDose = 0
    daysOfUnknownDose = 0
    requiredDays = 0
    requiredDaysAtDose = 0
    sessions = -1
    requiredSessions = -1
    isJudgedBySessions = false
    levelInRange = false
    coverage = .nan
    maximumDose = .nan
    optimisedDoseDay = Day.none
    outcome = .unknown
    endReason = .unknown
    stopReason = .unknown
    outcomeDay = Day.none
    isScored = false
    baseline = .nan
    lastScore = .nan
    startsLow = false
    startsInRemission = false
    showsNoResponse = false
    isLost = false
    isBreakthrough = false
  }

  public var days: Int32 { end - start + 1 }

  /// Adequate in dose and duration, and less than a response at its end.
  public var isAdequateFailure: Bool { adequacy == .adequate && outcome == .nonresponse }

  public var isSuccess: Bool { outcome == .response || outcome == .remission }

  public var endedByIntolerance: Bool { endReason == .intolerance || endReason == .intoleranceOrEarlyStop }
}
