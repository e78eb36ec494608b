/// Eigenvalues and eigenvectors of a symmetric matrix: `A = V diag(λ) Vᵀ`.
///
/// Shapes: the columns of `vectors` belong to `values`, in no order.
/// Grade: canonical.
/// Not: for matrices of thousands of rows; each sweep costs some `12 n³` operations.
/// Source: Jacobi's cyclic method, Golub & Van Loan (2013), section 8.5 (cited from memory).
public struct SymmetricEigen: Sendable {
  public let values: [Double]
  public let vectors: Matrix

  public init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
    let n = matrix.rows
    var a = matrix.elements
    // Eigenvectors as rows, so that a rotation runs along memory.
    var v = Matrix.identity(n).elements
    for _ in 0..<40 {
      var isDiagonal = true
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) {
          let off = a[p * n + q]
          if abs(off) <= 1e-17 * (abs(a[p * n + p]) * abs(a[q * n + q])).squareRoot() || off == 0 { continue }
          isDiagonal = false
          let (cosine, sine) = Self.rotation(a[p * n + p], a[q * n + q], off)
          for k in 0..<n {
            let (x, y) = (a[k * n + p], a[k * n + q])
            a[k * n + p] = cosine * x - sine * y
            a[k * n + q] = sine * x + cosine * y
          }
          Self.rotate(&a, p * n, q * n, n, cosine, sine)
          Self.rotate(&v, p * n, q * n, n, cosine, sine)
          a[p * n + q] = 0
          a[q * n + p] = 0
        }
      }
      if isDiagonal { break }
    }
    values = (0..<n).map { a[$0 * n + $0] }
    vectors = Matrix(rows: n, columns: n, elements: v).transposed
  }

  /// Cosine and sine that make the off-diagonal entry 0.
  private static func rotation(_ first: Double, _ second: Double, _ off: Double) -> (Double, Double) {
    let theta = (second - first) / (2 * off)
    let size = abs(theta) + (1 + theta * theta).squareRoot()
    let tangent = theta >= 0 ? 1 / size : -1 / size
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    return (cosine, tangent * cosine)
  }

  private static func rotate(
    _ a: inout [Double], _ p: Int, _ q: Int, _ n: Int, _ cosine: Double, _ sine: Double
  ) {
    for k in 0..<n {
      let (x, y) = (a[p + k], a[q + k])
      a[p + k] = cosine * x - sine * y
      a[q + k] = sine * x + cosine * y
    }
  }

  /// `A^(-1/2)` with the directions left out that A has nothing of.
  public var inverseRoot: Matrix {
    let n = values.count
    let largest = values.reduce(0) { max($0, $1) }
    var result = Matrix(zeros: n, n)
    for (k, value) in values.enumerated() where value > 1e-12 * largest {
      let factor = 1 / value.squareRoot()
      for i in 0..<n {
        let share = factor * vectors[i, k]
        for j in 0..<n { result[i, j] += share * vectors[j, k] }
      }
    }
    return result
  }
}
