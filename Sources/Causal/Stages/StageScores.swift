/// What is known of each row of a stage when a rule is to be chosen there.
struct StageScores {
  /// Q by action, then row; empty for actions without a model.
  let outcomes: [[Double]]
  /// `Q(a, h) + 1[A = a] 1[not lost] / (π ρ) (r + Z - Q(a, h))`, Z being the later stages' own, by action, then row.
  let doublyRobust: [[Double]]
}

/// A rule that was chosen, with what it was chosen by.
struct LearnedRule {
  var rule: StageRule
  var tree: PolicyTree?
  var stability: SplitStability?
}

/// Where the rule of a stage comes from.
enum RuleSource {
  case fixed(StagedPolicy)
  /// From the scores of the rows at the places, which are those that may be learned from; it covers every row and names actions.
  case learned(
    name: String, (_ stage: Int, _ scores: StageScores, _ rows: [Int]) throws(PolicyError) -> LearnedRule)

  var name: String {
    switch self {
    case .fixed(let policy): policy.name
    case .learned(let name, _): name
    }
  }
}
