public import Regression

/// One stage of a road: who reached it, what they had there, what they gained by it, and who was lost after it.
///
/// A patient who reached the stage and stands in no later one has ended (remitted, say), or was lost; who ended keeps what was gained.
///
/// Shapes: `patients`, `taken`, `reward`, `isLost` and the rows of `design` hold one value each for every patient who reached the stage,
/// in the order of `patients`, which ascends and counts from 0 among all patients.
/// Not: rows that lack a covariate, or whose action is none of `actions`; whoever makes the stage counts those.
public struct StageDecisions: Sendable {
  /// What the stage is called in messages, such as "step 2".
  public let name: String
  public let actions: [String]
  public let patients: [Int]
  /// The place in `actions` of what each had.
  public let taken: [Int]
  /// What was known when the action was chosen; `y` is not looked at.
  public let design: Design
  /// What was gained between this action and the next stage, or the end; NaN where it was not seen.
  public let reward: [Double]
  /// Whether what came after the action is not known. Whoever has no reward is lost, whatever stands here.
  public let isLost: [Bool]
  /// The columns of the models of who got what, of the outcome, and of who was lost; empty = all.
  public var treatmentColumns: [Int] = []
  public var outcomeColumns: [Int] = []
  public var lossColumns: [Int] = []
  /// The columns whose part in the outcome may differ by action. `nil` = all, which is a model an action; empty = actions differ by a
  /// constant.
  public var modifierColumns: [Int]?
  /// The part of the reward that an action is known to bring, by action, then row; empty = none. Models are of the rest. Linear models only.
  public var certainRewards: [[Double]] = []

  public init(
    name: String, actions: [String], patients: [Int], taken: [Int], design: Design, reward: [Double],
    isLost: [Bool] = []
  ) {
    precondition(
      [taken.count, design.count, reward.count].allSatisfy { $0 == patients.count }, "a value a patient")
    precondition(isLost.isEmpty || isLost.count == patients.count, "a mark a patient")
    precondition(taken.allSatisfy(actions.indices.contains), "an action is one of the stage's")
    self.name = name
    self.actions = actions
    self.patients = patients
    self.taken = taken
    self.design = design
    self.reward = reward
    self.isLost = reward.indices.map { reward[$0].isNaN || (!isLost.isEmpty && isLost[$0]) }
  }

  public var count: Int { patients.count }
}
