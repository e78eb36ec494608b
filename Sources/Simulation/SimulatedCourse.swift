internal import Summaries
internal import Treatment

/// What became of a step, as it was, not as anybody measured it.
public enum TrueOutcome: String, Sendable, CaseIterable {
  case remission, response, nonresponse
  /// Stopped for side effects.
  case intolerance
  /// The patient left within the step.
  case lost
}

/// A step as it was.
struct TrueStep: Sendable {
  var episode: Int
  var number: Int
  /// From 1, over all episodes.
  var attempt: Int
  var strategy: Strategy
  /// What was chosen: `strategy` is what it is called, by where it stands.
  var option: Strategy
  var start: Int32
  /// The last day of what began with the step; `Int32.max` = it runs on.
  var end: Int32
  /// What began, joined by `+`.
  var agents: String
  var outcome: TrueOutcome
  var isAdherent: Bool
  var severity: Double
  var finalSeverity: Double
  var programme: Programme?
  /// Whether the end of the course is slow (drugs) or quick (ECT, ketamine).
  var isRapid: Bool
}

/// A patient's road: the steps as they were, and what the files say of them.
struct SimulatedCourse: Sendable {
  var steps: [TrueStep] = []
  var exposures: [ExposureRow] = []
  var assessments: [(day: Int32, isRated: Bool, score: Int)] = []
  var lastDay: Int32 = 0
  /// The day of relapse after the step of that place, where there was one.
  var relapses: [Int: Int32] = [:]

  /// A course of nothing, in the memory of this one.
  mutating func clear() {
    steps.removeAll(keepingCapacity: true)
    exposures.removeAll(keepingCapacity: true)
    assessments.removeAll(keepingCapacity: true)
    relapses.removeAll(keepingCapacity: true)
    lastDay = 0
  }
}
