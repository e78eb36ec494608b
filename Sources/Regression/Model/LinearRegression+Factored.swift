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

    /// - Parameter wantsSquares: without them a pass over the rows is saved, and they are 0.
    /// Throws: `notFinite`.
    public func estimate(_ y: [Double], wantsSquares: Bool = true) throws(StatisticError) -> Estimate {
      let rows = columns.rows
      precondition(y.count == rows.count, "an outcome a row")
      if !y.allSatisfy(\.isFinite) { throw .notFinite(column: "outcome") }
      var working = [Double](repeating: 0, count: rows.width)
      var residuals = zip(y, offset).map { $0 - $1 }
      for round in 0..<3 {
        let step = quarter.solve(Self.moments(rows, residuals)).map { $0 / 4 }
        for j in working.indices { working[j] += step[j] }
        if round == 2, !wantsSquares { break }
        let fitted = rowProducts(rows.x, width: rows.width, step)
        for row in residuals.indices { residuals[row] -= fitted[row] }
      }
      let squares =
        wantsSquares
        ? residuals.indices.reduce(0) { $0 + rows.weights[$1] * residuals[$1] * residuals[$1] } : 0
      return Estimate(
        coefficients: columns.choice.coefficients(working), kept: columns.choice.kept, inverse: inverse,
        squares: squares)
    }

    /// `Σ w r z`, from the first row to the last, four at a time.
    private static func moments(_ rows: LikelihoodRows, _ residuals: [Double]) -> [Double] {
      let width = rows.width
      var result = [Double](repeating: 0, count: width)
      rows.x.withUnsafeBufferPointer { x in
        rows.weights.withUnsafeBufferPointer { weights in
          residuals.withUnsafeBufferPointer { residuals in
            result.withUnsafeMutableBufferPointer { result in
              guard let start = x.baseAddress, let sums = result.baseAddress else { return }
              var row = 0
              while row + 4 <= rows.count {
                let (f0, f1) = (weights[row] * residuals[row], weights[row + 1] * residuals[row + 1])
                let (f2, f3) = (
                  weights[row + 2] * residuals[row + 2], weights[row + 3] * residuals[row + 3]
                )
                let x0 = start + row * width
                let (x1, x2, x3) = (x0 + width, x0 + 2 * width, x0 + 3 * width)
                for j in 0..<width {
                  sums[j] = (((sums[j] + f0 * x0[j]) + f1 * x1[j]) + f2 * x2[j]) + f3 * x3[j]
                }
                row += 4
              }
              while row < rows.count {
                let factor = weights[row] * residuals[row]
                for j in 0..<width { sums[j] += factor * start[row * width + j] }
                row += 1
              }
            }
          }
        }
      }
      return result
    }
  }
}
