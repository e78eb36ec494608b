import LinearAlgebra

/// The columns that a fit estimates, and the basis that it works in.
///
/// A column that is a combination of those before it is aliased, as in R's `glm`: its part orthogonal to them is
/// shorter than 1e-11 times its length. Where columns are near to that, the fit works on `Z = X R⁻¹` with orthogonal
/// columns, and `β = R⁻¹ γ`: its digits then depend on the condition of X and not on its square.
struct ColumnChoice {
  var kept: [Int]
  /// `R⁻¹`; `nil` where the columns serve as they are.
  var basis: Matrix?

  /// R's: `min(1e-7, epsilon / 1000)` at `glm`'s default epsilon of 1e-8.
  static let tolerance = 1e-11
  /// Below this share of a column's squared length, what the sums of products leave is not trusted.
  static let trustedShare = 1e-7

  /// All columns as they are.
  init(all width: Int) { kept = Array(0..<width) }

  /// Judged by the triangle of a QR factorisation of the rows, times the roots of their weights.
  init(of rows: LikelihoodRows) {
    var factor = TriangularFactor(order: rows.width)
    for page in 0..<rows.pages {
      var block: [Double] = []
      for row in rows.range(of: page) {
        let root = rows.weights[row].squareRoot()
        for j in 0..<rows.width { block.append(root * rows.x[row * rows.width + j]) }
      }
      factor.add(block)
    }
    let independent = factor.independentColumns(tolerance: Self.tolerance)
    kept = independent.kept
    // Unit variance rather than unit length, so that γ is of the size of η.
    var triangle = independent.triangle
    let scale = 1 / rows.weights.reduce(0, +).squareRoot()
    for i in triangle.elements.indices { triangle.elements[i] *= scale }
    let information = triangle.transposed * triangle
    let least = Cholesky(information)?.leastPivotRatio ?? 0
    if least < Self.trustedShare { basis = TriangularFactor.inverse(of: triangle) }
  }

  /// The rows with the kept columns only, in the basis.
  func applied(to rows: LikelihoodRows) -> LikelihoodRows {
    if kept.count == rows.width, basis == nil { return rows }
    var result = rows
    result.width = kept.count
    result.x = []
    result.x.reserveCapacity(rows.count * kept.count)
    for row in 0..<rows.count {
      let values = kept.map { rows.x[row * rows.width + $0] }
      guard let basis else {
        result.x.append(contentsOf: values)
        continue
      }
      for j in 0..<kept.count {
        var sum = 0.0
        for i in 0...j { sum += values[i] * basis[i, j] }
        result.x.append(sum)
      }
    }
    return result
  }

  /// The functional of the working coefficients that is the coefficient of a kept column.
  func functional(of place: Int) -> [Double] {
    if let basis { return basis.row(place) }
    return (0..<kept.count).map { $0 == place ? 1 : 0 }
  }

  func coefficients(_ working: [Double]) -> [Double] { basis.map { $0 * working } ?? working }

  func covariance(_ working: Matrix) -> Matrix { basis.map { $0 * working * $0.transposed } ?? working }
}
