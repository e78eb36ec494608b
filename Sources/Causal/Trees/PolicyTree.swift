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
}

/// What trees may ask at one stage.
///
/// Shapes: a column a name, each with one value for every patient who reached the stage.
public struct TreeCovariates: Sendable, Equatable {
  public let names: [String]
  public let columns: [[Double]]

  public init(names: [String], columns: [[Double]]) {
    precondition(names.count == columns.count, "a name a column")
    self.names = names
    self.columns = columns
  }
}

public struct TreeOptions: Sendable, Hashable {
  /// 1 or 2 questions one after another.
  public var depth = 2
  /// The fewest patients in a leaf.
  public var smallestLeaf = 20
  /// How many bootstrap samples of patients tell whether the first question is stable; 0 = none.
  public var bootstraps = 50

  public init() {}
}
