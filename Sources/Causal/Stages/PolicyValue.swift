/// What a policy is worth, by one estimator.
///
/// Shapes: `influence` holds one value a patient (see ``PotentialMean``); influences of policies of the same rows may be subtracted.
public struct PolicyValue: Sendable, Equatable {
  public let policy: String
  public let method: EffectMethod
  /// Its standard error is robust to the rows' clusters.
  public let value: EffectEstimate
  /// `nil` where the estimate has no error that is known (standardisation with cross-fitting).
  public let influence: [Double]?
}

/// Who stands behind a policy's value at one stage.
public struct StageSupport: Sendable, Equatable {
  public let stage: String
  /// Patients who reached the stage and had followed the policy until then.
  public let reached: Int
  /// The inverse probabilities, over all stages up to here, of those who followed it here too and of whom it is known what came after:
  /// how many they are, and their effective number.
  public let weights: WeightDistribution

  public init(stage: String, reached: Int, weights: WeightDistribution) {
    (self.stage, self.reached, self.weights) = (stage, reached, weights)
  }

  public var followed: Int { weights.rows }
  public var effective: Double { weights.effectiveRows }
}

/// Who stands behind a policy's value.
public struct PolicySupport: Sendable, Equatable {
  public let policy: String
  public let stages: [StageSupport]
  /// Everybody, and those of them whose own road is one that the policy may give, to its end: none of their strategies has a share of 0 under
  /// it, and nothing of the road is lost.
  public let patients: Int
  public let onRoad: Int

  public init(policy: String, stages: [StageSupport], patients: Int, onRoad: Int) {
    (self.policy, self.stages, self.patients, self.onRoad) = (policy, stages, patients, onRoad)
  }

  /// The share of the others: what they would have gained under the policy is known from models alone.
  public var modelShare: Double { Double(patients - onRoad) / Double(patients) }
}
