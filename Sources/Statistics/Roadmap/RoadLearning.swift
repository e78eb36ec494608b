public import Causal

/// How a policy is learned from a cohort, beside those that are stated.
public struct RoadLearning: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The best tree of one or two questions at each step, which can be read.
    case tree
    /// The strategy of the highest expectation at each step (Q-learning), which can not.
    case q
  }

  public var kind: Kind
  /// Columns of numbers that a tree may ask for.
  public var by: [String] = []
  /// Depth, smallest leaf, and how many samples tell whether a first question is stable.
  public var tree = TreeOptions()
  /// Of patients, for the honest value.
  public var folds = 5

  public init(_ kind: Kind) { self.kind = kind }
}

/// What learning came to, beside the value of the policy.
public struct LearnedRoad: Sendable, Equatable {
  public var kind: RoadLearning.Kind
  public var folds: Int
  /// The policy judged on the patients that it was learned from: on average too high, and usually above the honest value.
  public var inSample: EffectEstimate
  /// By step, how many of `samples` asked first what the tree asks first.
  public var stability: [(step: String, question: String?, share: Double, samples: Int)] = []

  public static func == (a: LearnedRoad, b: LearnedRoad) -> Bool {
    a.kind == b.kind && a.folds == b.folds && a.inSample == b.inSample
      && a.stability.elementsEqual(b.stability) { $0 == $1 }
  }
}
