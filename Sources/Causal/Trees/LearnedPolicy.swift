/// How a policy is learned.
public enum PolicyLearner: Sendable, Equatable {
  /// The action of the highest Q at each stage, the last stage first.
  case backwardInduction
  /// The best tree at each stage over the doubly robust scores, the last stage first; covariates a stage.
  case trees([TreeCovariates], TreeOptions)
}

/// How often samples of patients ask first what the tree asks first.
public struct SplitStability: Sendable, Equatable {
  public let stage: String
  /// Names of what was asked first, with how many samples asked it; the most frequent first.
  public let asked: [(name: String, samples: Int)]
  public let samples: Int

  public static func == (one: SplitStability, other: SplitStability) -> Bool {
    one.stage == other.stage && one.samples == other.samples
      && one.asked.elementsEqual(other.asked) { $0.name == $1.name && $0.samples == $1.samples }
  }
}

/// A policy that the data gave, with what it is worth.
public struct LearnedPolicy: Sendable, Equatable {
  /// Learned from all patients.
  public let policy: StagedPolicy
  /// A tree a stage; empty after backward induction.
  public let trees: [PolicyTree]
  /// Judged on the patients that it was learned from: too high.
  public let inSample: PolicyValue
  /// Each patient judged by a policy, and by models, that never saw them: the value of learning in this way.
  public let honest: PolicyValue
  public let stability: [SplitStability]
}

extension StagedModels {
  /// - Parameter folds: of the honest value; at least 2.
  public func learned(_ learner: PolicyLearner, name: String, folds: Int = 5) throws(PolicyError)
    -> LearnedPolicy
  {
    throw .noStages
  }
}
