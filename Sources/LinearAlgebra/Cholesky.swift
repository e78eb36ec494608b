internal import COpenBLAS

/// The factor of a symmetric positive definite matrix: `A = L Lᵀ`, L lower triangular.
///
/// Shapes: `factor` is row-major, `order` x `order`, its upper triangle zero.
/// Grade: paged (LAPACK's order of sums depends on the kernel).
/// Not: pivoted. ``leastPivotRatio`` tells how near the matrix is to singular.
/// Source: LAPACK `dpotrf`.
public struct Cholesky: Sendable, Equatable {
  public let order: Int
  public let factor: [Double]
  /// The least of `L[j,j]² / A[j,j]`: one minus the R² of a column on those before it. 0 where singular.
  public let leastPivotRatio: Double

  /// Factors the lower triangle; `nil` where the matrix is not positive definite.
  public init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
    var a = matrix.elements
    var n = Int32(matrix.rows)
    var info: Int32 = 0
    guard a.allSatisfy(\.isFinite) else { return nil }
    if n > 0 {
      // A row-major lower triangle is a column-major upper one.
      let leading = n
      withUnsafePointer(to: leading) { dpotrf_("U", &n, &a, $0, &info, 1) }
    }
    guard info == 0 else { return nil }
    order = matrix.rows
    var least = 1.0
    for i in 0..<order {
      for j in (i + 1)..<max(order, i + 1) { a[i * order + j] = 0 }
      let pivot = a[i * order + i]
      least = min(least, pivot * pivot / matrix[i, i])
    }
    factor = a
    leastPivotRatio = least
  }

  /// `log det A`.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += logarithm(factor[i * order + i]) }
    return 2 * sum
  }

  /// `A⁻¹ b`.
  public func solve(_ b: [Double]) -> [Double] {
    var x = halfSolve(b)
    let n = Int32(order)
    if n > 0 {
      cblas_dtrsv(CBLAS.rowMajor, CBLAS.lower, CBLAS.transposed, CBLAS.nonUnit, n, factor, n, &x, 1)
    }
    return x
  }

  /// `L⁻¹ b`, whose squared length is `bᵀ A⁻¹ b`.
  public func halfSolve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "one value a row")
    var x = b
    let n = Int32(order)
    if n > 0 { cblas_dtrsv(CBLAS.rowMajor, CBLAS.lower, CBLAS.plain, CBLAS.nonUnit, n, factor, n, &x, 1) }
    return x
  }

  /// `A⁻¹`, exactly symmetric.
  public var inverse: Matrix {
    // L⁻¹, then (L⁻¹)ᵀ L⁻¹.
    var half = Matrix.identity(order).elements
    var result = Matrix(zeros: order, order)
    let n = Int32(order)
    guard n > 0 else { return result }
    cblas_dtrsm(
      CBLAS.rowMajor, CBLAS.left, CBLAS.lower, CBLAS.plain, CBLAS.nonUnit, n, n, 1, factor, n, &half, n)
    cblas_dsyrk(CBLAS.rowMajor, CBLAS.lower, CBLAS.transposed, n, n, 1, half, n, 0, &result.elements, n)
    for i in 0..<order { for j in 0..<i { result[j, i] = result[i, j] } }
    return result
  }
}
