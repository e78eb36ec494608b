/// Columns of scored steps: one row a patient x episode x step x scale, the rows of a patient together.
///
/// Shapes: `step`, `scale`, `strategy`, `marks` and the score columns hold one value a row, always. The others
/// hold one a row where the page was asked for them (see ``PageRequest/Columns``), else they are empty.
/// Units: days from the patient's own day 0; scores on the row's own scale; a missing score is NaN, a missing
/// day ``missingDay``.
public struct StepColumns: Sendable {
  public var step: [Int32] = []
  /// Index into `catalogue.scales` of the page.
  public var scale: [UInt16] = []
  /// Code in the page's vocabulary, as `agent`, `agents` and `stopReason`.
  public var strategy: [UInt32] = []
  /// The score that the step started from.
  public var baseline: [Double] = []
  /// The score that the patient entered the cohort with; asked for by `.entry`.
  public var entry: [Double] = []
  /// The score that the request's ``Endpoint`` picks.
  public var endpoint: [Double] = []
  /// The last score after the start, up to the endpoint's latest day; asked for by `.last`.
  ///
  /// From a steps file, whose `score_last` has no day: the endpoint where there is one. Without it, `score_last`, but only
  /// where `end_score_day` is blank, since beside a known day it may be later than the endpoint may be; with a day D
  /// within W days also `score_end` where it stands after the start and before the window; else none.
  public var last: [Double] = []
  /// What else scoring found; empty in a page that is made without files.
  public var marks: [StepMarks] = []
  public var episode: [Int32] = []
  /// The leading new agent of the step; asked for by `.agents`.
  public var agent: [UInt32] = []
  /// All agents of the step joined by `+`; asked for by `.agents`.
  public var agents: [UInt32] = []
  public var startDay: [Int32] = []
  public var endDay: [Int32] = []
  /// The day of the score at the step's end; asked for by `.endpointDays`.
  public var endpointDay: [Int32] = []

  public init() {}

  /// Stands in `startDay`, `endDay` and `endpointDay` for a day that is not known.
  public static let missingDay = Int32.min

  public var count: Int { step.count }

  /// Empties every column and keeps the memory, so that one page serves a worker for its whole run.
  public mutating func removeAll() {
    step.removeAll(keepingCapacity: true)
    scale.removeAll(keepingCapacity: true)
    strategy.removeAll(keepingCapacity: true)
    baseline.removeAll(keepingCapacity: true)
    entry.removeAll(keepingCapacity: true)
    endpoint.removeAll(keepingCapacity: true)
    last.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    episode.removeAll(keepingCapacity: true)
    agent.removeAll(keepingCapacity: true)
    agents.removeAll(keepingCapacity: true)
    startDay.removeAll(keepingCapacity: true)
    endDay.removeAll(keepingCapacity: true)
    endpointDay.removeAll(keepingCapacity: true)
  }
}
