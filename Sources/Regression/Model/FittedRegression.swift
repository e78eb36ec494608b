public import Summaries

/// A fit with the design that it is of.
public struct FittedRegression: Sendable {
  public let design: Design
  public let coding: ModelCoding
  public let missing: MissingRows
  public let result: RegressionResult
  public let grade: Grade
  /// The column that grouped rows; `nil` where they are taken as independent.
  public let cluster: String?
}
