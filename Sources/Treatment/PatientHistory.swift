/// One patient's events as they stand in the files, before any rule has looked at them.
///
/// A history is refilled for each patient in turn; it is what rules read, never what is kept.
/// Units: days from the patient's own day 0.
public struct PatientHistory: Sendable {
  public var exposures: [Exposure] = []
  /// Ascending by day, then by scale.
  public var assessments: [Assessment] = []
  public var entryDay: Int = 0
  /// `nil` where no file states it.
  public var lastDay: Int?

  public init() {}

  public mutating func removeAll() {
    exposures.removeAll(keepingCapacity: true)
    assessments.removeAll(keepingCapacity: true)
    entryDay = 0
    lastDay = nil
  }
}

/// One row of exposures: a constant-dose segment of a drug, or a course of anything else.
public struct Exposure: Sendable, Hashable {
  /// Index into the catalogue's agents.
  public var agent: Int
  public var startDay: Int
  /// `nil` = still running on the patient's last day.
  public var endDay: Int?
  /// The strategy that the file or cohort.yaml declares; it wins over derivation.
  public var declaredStrategy: String?
  public var stopReason: String?

  public init(
    agent: Int, startDay: Int, endDay: Int?, declaredStrategy: String? = nil,
    stopReason: String? = nil
  ) {
    self.agent = agent
    self.startDay = startDay
    self.endDay = endDay
    self.declaredStrategy = declaredStrategy
    self.stopReason = stopReason
  }
}

public struct Assessment: Sendable, Hashable {
  public var day: Int
  /// Index into the catalogue's scales.
  public var scale: Int
  public var score: Double

  public init(day: Int, scale: Int, score: Double) {
    self.day = day
    self.scale = scale
    self.score = score
  }
}

/// One treatment attempt of a patient, from its onset to its end.
public struct Step: Sendable, Hashable {
  public var episode: Int
  public var number: Int
  public var strategy: String
  /// Catalogue indices, the leading new agent first.
  public var agents: [Int]
  public var startDay: Int
  public var endDay: Int?

  public init(
    episode: Int = 1, number: Int, strategy: String, agents: [Int], startDay: Int, endDay: Int?
  ) {
    self.episode = episode
    self.number = number
    self.strategy = strategy
    self.agents = agents
    self.startDay = startDay
    self.endDay = endDay
  }
}

/// A rule that makes steps of a patient's exposures.
///
/// The place where derivation by the decision table will stand beside ``DeclaredSteps``.
public protocol StepRule: Sendable {
  /// The name that provenance prints.
  var name: String { get }
  /// Steps ascending by start.
  func steps(of history: PatientHistory, in catalogue: Catalogue) throws(TreatmentError) -> [Step]
}
