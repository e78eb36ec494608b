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

  public var followed: Int { weights.rows }
  public var effective: Double { weights.effectiveRows }
}

/// Who stands behind a policy's value.
public struct PolicySupport: Sendable, Equatable {
  public let policy: String
  public let stages: [StageSupport]
  /// The share of patients whose own road left the policy, or was lost: what they would have gained is known from models alone.
  public let modelShare: Double
}
