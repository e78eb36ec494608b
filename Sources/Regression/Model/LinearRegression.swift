public import Summaries

/// Linear regression by (weighted) least squares.
///
///     β = (Xᵀ W X)⁻¹ Xᵀ W (y - offset)
///
/// Columns are chosen, centred and scaled as a logistic fit does it; products are summed page by page as its information is,
/// and the solution is refined twice from its own residuals.
///
/// Units: those of the outcome.
/// Grade: canonical.
/// Not: a report with tests and limits; it serves as a model inside other estimates.
/// Throws: `noRows`, `notFinite`, `badWeights`, `rankDeficient`.
/// Source: Golub & Van Loan (2013), section 5.3 (cited from memory); checked against R's `lm` in `Datasets/reference/causal`.
public struct LinearRegression: Sendable {
  public static let grade = Grade.canonical

  public let threads: Int

  public init(threads: Int = 1) { self.threads = threads }

  public struct Estimate: Sendable, Equatable {
    /// In the order of the design, without the aliased columns.
    public let coefficients: [Double]
    /// The places of the columns that have a coefficient.
    public let kept: [Int]
    /// `(Xᵀ W X)⁻¹`, row-major over the kept columns.
    public let inverse: [Double]
    /// `Σ w (y - ŷ)²`
    public let squares: Double
  }

  public func estimate(_ design: Design) throws(StatisticError) -> Estimate {
    try factored(design).estimate(design.y)
  }

  /// What a fit takes from the columns alone, for outcomes that share them.
  public func factored(_ design: Design) throws(StatisticError) -> Factored {
    try Factored(design, threads: threads)
  }
}
