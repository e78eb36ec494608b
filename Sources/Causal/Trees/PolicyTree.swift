/// A tree that gives each patient one action: few questions that can be read.
public indirect enum PolicyTree: Sendable, Equatable, Codable {
  /// The place of the action among the stage's.
  case leaf(action: Int)
  /// Patients at or below the threshold go to `below`, the others to `above`; `covariate` is a place among the tree's covariates.
  case split(covariate: Int, threshold: Double, below: PolicyTree, above: PolicyTree)

  /// What the tree does with a patient.
  public func action(_ covariates: (Int) -> Double) -> Int {
    switch self {
    case .leaf(let action): action
    case .split(let covariate, let threshold, let below, let above):
      covariates(covariate) <= threshold ? below.action(covariates) : above.action(covariates)
    }
  }

  /// What is asked first; `nil` of a leaf.
  public var firstCovariate: Int? {
    if case .split(let covariate, _, _, _) = self { return covariate }
    return nil
  }

  /// With other numbers for its actions.
  func renamed(_ actions: [Int]) -> PolicyTree {
    switch self {
    case .leaf(let action): .leaf(action: actions[action])
    case .split(let covariate, let threshold, let below, let above):
      .split(
        covariate: covariate, threshold: threshold, below: below.renamed(actions),
        above: above.renamed(actions))
    }
  }
}
