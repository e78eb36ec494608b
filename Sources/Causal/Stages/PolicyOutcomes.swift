/// Backward induction for a policy: its rules, and what its models say of every patient at each stage.
///
/// Shapes: one array a stage, with one value a row of it; with cross-fitting each row by the models of its own fold's set.
struct PolicyOutcomes: Sendable {
  let policy: StagedPolicy
  /// `Vₖ(h) = Σ p(a | h) Qₖ(a, h)`, of what is gained from here on.
  var values: [[Double]]
  /// `Qₖ(A, h)` of what the row had; 0 where the policy never gives that.
  var own: [[Double]]
  /// The models of each stage, where there is a single set.
  var fits: [[StageOutcome]]
  /// What learned rules were chosen by, from all rows.
  var trees: [PolicyTree] = []
  var stability: [SplitStability] = []
}
