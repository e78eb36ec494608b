import LinearAlgebra
public import Summaries

extension LinearRegression {
  /// The columns of a design, chosen and factored; each outcome costs a few passes over the rows.
  public struct Factored: Sendable {
    private let columns: WorkingColumns
    private let quarter: Cholesky
    private let offset: [Double]
    private let inverse: [Double]

    init(_ design: Design, threads: Int) throws(StatisticError) {
      columns = try WorkingColumns(design, threads: threads)
      let zeros = [Double](repeating: 0, count: columns.rows.width)
      // At β = 0 a logistic information is a quarter of the sum of products.
      guard let quarter = Cholesky(columns.rows.total(at: zeros, .canonical).information) else {
        throw .rankDeficient(terms: design.terms)
      }
      self.quarter = quarter
      offset = design.offset
      inverse = columns.choice.covariance(quarter.inverse).elements.map { $0 / 4 }
    }

    /// Throws: `notFinite`.
    public func estimate(_ y: [Double]) throws(StatisticError) -> Estimate {
      let rows = columns.rows
      precondition(y.count == rows.count, "an outcome a row")
      if !y.allSatisfy(\.isFinite) { throw .notFinite(column: "outcome") }
      var working = [Double](repeating: 0, count: rows.width)
      var residuals = zip(y, offset).map { $0 - $1 }
      for _ in 0..<3 {
        let step = quarter.solve(Self.moments(rows, residuals)).map { $0 / 4 }
        for j in working.indices { working[j] += step[j] }
        Self.subtract(step, rows, from: &residuals)
      }
      let squares = residuals.indices.reduce(0) { $0 + rows.weights[$1] * residuals[$1] * residuals[$1] }
      return Estimate(
        coefficients: columns.choice.coefficients(working), kept: columns.choice.kept, inverse: inverse,
        squares: squares)
    }

    /// `Σ w r z`
    private static func moments(_ rows: LikelihoodRows, _ residuals: [Double]) -> [Double] {
      let width = rows.width
      var result = [Double](repeating: 0, count: width)
      rows.x.withUnsafeBufferPointer { x in
        result.withUnsafeMutableBufferPointer { result in
          for row in 0..<rows.count {
            let factor = rows.weights[row] * residuals[row]
            for j in 0..<width { result[j] += factor * x[row * width + j] }
          }
        }
      }
      return result
    }

    private static func subtract(_ step: [Double], _ rows: LikelihoodRows, from residuals: inout [Double]) {
      let width = rows.width
      rows.x.withUnsafeBufferPointer { x in
        for row in 0..<rows.count {
          var fitted = 0.0
          for j in 0..<width { fitted += step[j] * x[row * width + j] }
          residuals[row] -= fitted
        }
      }
    }
  }
}
