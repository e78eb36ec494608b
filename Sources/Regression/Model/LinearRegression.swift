import LinearAlgebra
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
    BLASKernel.pinToOneThread()
    let spans = ColumnSpans(design)
    try Self.check(design, spans)
    let intercept = design.assignment.firstIndex(of: -1)
    let weights = design.weights.indices.map { design.weights[$0] * design.frequency(of: $0) }
    let base = LikelihoodRows(
      count: design.count, width: design.columns.count, x: design.x,
      y: Array(repeating: 0.5, count: design.count), weights: weights,
      offset: Array(repeating: 0, count: design.count), threads: max(1, threads))
    let scaling = spans.scaling(intercept: intercept, largestWeight: weights.reduce(0) { max($0, $1) })
    var choice = ColumnChoice(all: scaling, intercept: intercept)
    if LogisticFit.leastShare(choice.view(of: base)) < ColumnChoice.trustedShare {
      choice = ColumnChoice(of: base, scaling: scaling, intercept: intercept)
    }
    guard !choice.kept.isEmpty else { throw .rankDeficient(terms: design.terms) }
    let rows = choice.applied(to: base)
    let zeros = [Double](repeating: 0, count: rows.width)
    // At β = 0 a logistic information is a quarter of the sum of products.
    guard let quarter = Cholesky(rows.total(at: zeros, .canonical).information) else {
      throw .rankDeficient(terms: design.terms)
    }
    var working = zeros
    var residuals = zip(design.y, design.offset).map { $0 - $1 }
    for _ in 0..<3 {
      let step = quarter.solve(Self.moments(rows, residuals)).map { $0 / 4 }
      for j in working.indices { working[j] += step[j] }
      Self.subtract(step, rows, from: &residuals)
    }
    let squares = residuals.indices.reduce(0) { $0 + weights[$1] * residuals[$1] * residuals[$1] }
    return Estimate(
      coefficients: choice.coefficients(working), kept: choice.kept,
      inverse: choice.covariance(quarter.inverse).elements.map { $0 / 4 }, squares: squares)
  }

  /// `Σ w r z`
  private static func moments(_ rows: LikelihoodRows, _ residuals: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows.width)
    rows.x.withUnsafeBufferPointer { x in
      result.withUnsafeMutableBufferPointer { result in
        for row in 0..<rows.count {
          let factor = rows.weights[row] * residuals[row]
          for j in 0..<rows.width { result[j] += factor * x[row * rows.width + j] }
        }
      }
    }
    return result
  }

  private static func subtract(_ step: [Double], _ rows: LikelihoodRows, from residuals: inout [Double]) {
    rows.x.withUnsafeBufferPointer { x in
      for row in 0..<rows.count {
        var fitted = 0.0
        for j in 0..<rows.width { fitted += step[j] * x[row * rows.width + j] }
        residuals[row] -= fitted
      }
    }
  }

  private static func check(_ design: Design, _ spans: ColumnSpans) throws(StatisticError) {
    guard design.count > 0 else { throw .noRows(wanted: "the regression") }
    if !spans.isFinite {
      for (index, value) in design.x.enumerated() where !value.isFinite {
        throw .notFinite(column: design.columns[index % design.columns.count])
      }
    }
    if !design.y.allSatisfy(\.isFinite) { throw .notFinite(column: "outcome") }
    if !design.offset.allSatisfy(\.isFinite) { throw .notFinite(column: "offset") }
    guard design.weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .badWeights(reason: "a weight is negative, infinite or no number")
    }
  }
}
