/// What a policy does with each patient who reached a stage.
public enum StageRule: Sendable, Equatable {
  /// The place of each row's action; ``StageRule/asObserved`` leaves the row to what it had.
  case actions([Int])
  /// The share of each action in each row, row-major, which adds up to 1 in a row.
  case shares([Double])

  /// In place of an action: whatever the patient had.
  public static let asObserved = -1

  /// Everybody the same.
  public static func always(_ action: Int, at stage: StageDecisions) -> StageRule {
    .actions(Array(repeating: action, count: stage.count))
  }
}

/// A policy: at each stage an action, or the shares of actions, for every patient who may reach it.
///
/// Shapes: a rule a stage, a row of it for each patient who reached the stage, whatever they had before.
public struct StagedPolicy: Sendable, Equatable {
  public let name: String
  public let rules: [StageRule]

  public init(name: String, rules: [StageRule]) {
    self.name = name
    self.rules = rules
  }

  /// What was done, for every patient at every stage: the reference of other policies.
  public static func asObserved(_ rows: StagedRows, name: String = "as observed") -> StagedPolicy {
    StagedPolicy(name: name, rules: rows.stages.map { .always(StageRule.asObserved, at: $0) })
  }
}
