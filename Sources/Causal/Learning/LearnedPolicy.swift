/// How a policy is learned.
public enum PolicyLearner: Sendable, Equatable {
  /// The action of the highest Q at each stage, the last stage first (Q-learning).
  case backwardInduction
  /// The best tree at each stage over the doubly robust scores, the last stage first; covariates a stage.
  case trees([TreeCovariates], TreeOptions)
}

/// A policy that the data gave, with what it is worth.
public struct LearnedPolicy: Sendable {
  /// Learned from all patients, judged on them: on average too high.
  public let inSample: JudgedPolicy
  /// Each patient with a policy, and by models, that were made without them: what learning in this way is worth. Its rules differ by fold.
  public let honest: JudgedPolicy
  /// A tree a stage; empty after backward induction.
  public let trees: [PolicyTree]
  /// How stable the trees' first questions are, a stage each; empty after backward induction, or where no samples were asked for.
  public let stability: [SplitStability]

  /// Learned from all patients.
  public var policy: StagedPolicy { inSample.policy }
}

extension StagedModels {
  /// Learns a policy, and judges it.
  ///
  /// Scores are made by these models, cross-fitted where they are. For the honest value patients are parted by `folds`, and each fold's policy is
  /// learned from the others alone, by models of theirs.
  ///
  /// Grade: canonical
  /// Not: the policy's own value where it was chosen among many ways of learning by that value.
  /// Throws: ``PolicyError``
  /// Source: Nordland & Holst, arXiv:2212.02335, for both ways and for cross-fitted evaluation.
  public func learned(
    _ learner: PolicyLearner, name: String, folds: Int = 5
  ) throws(PolicyError) -> LearnedPolicy {
    precondition(folds > 1, "an honest value needs two folds")
    var parted = options
    parted.folds = folds
    let others = options.folds == folds ? self : try StagedModels(rows, parted)
    let own = try outcomes(learner, name, learnsTogether: true)
    let judged = JudgedPolicy(self, own, try check(own.policy))
    let apart = try others.outcomes(learner, name, learnsTogether: false)
    let honest = JudgedPolicy(others, apart, try others.check(apart.policy))
    return LearnedPolicy(inSample: judged, honest: honest, trees: own.trees, stability: own.stability)
  }

  private func outcomes(
    _ learner: PolicyLearner, _ name: String, learnsTogether: Bool
  ) throws(PolicyError) -> PolicyOutcomes {
    let learning: StageLearning =
      switch learner {
      case .backwardInduction: .highest
      case .trees(let covariates, let options): .tree(covariates, options, isStable: learnsTogether)
      }
    let source = RuleSource.learned(name: name) { (place, scores, trained) throws(PolicyError) in
      try learning.rule(place, scores, trained, of: rows, seed: options.seed)
    }
    return try BackwardInduction(self, learnsTogether: learnsTogether).outcomes([source])[0].get()
  }
}
