/// The factor of a symmetric positive definite matrix: `A = L Lᵀ`, L lower triangular.
///
/// Shapes: `factor` is row-major, `order` x `order`, its upper triangle zero.
/// Grade: canonical.
/// Not: pivoted. ``leastPivotRatio`` tells how near the matrix is to singular.
/// Source: the row-by-row form of Golub & Van Loan (2013), section 4.2 (cited from memory).
public struct Cholesky: Sendable, Equatable {
  public let order: Int
  public let factor: [Double]
  /// The least of `L[j,j]² / A[j,j]`: one minus the R² of a column on those before it. 0 where singular.
  public let leastPivotRatio: Double

  /// Factors the lower triangle; `nil` where the matrix is not positive definite.
  public init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
    let n = matrix.rows
    var least = 1.0
    var isDefinite = true
    let l = [Double](unsafeUninitializedCapacity: n * n) { buffer, count in
      buffer.initialize(repeating: 0)
      count = n * n
      guard let l = buffer.baseAddress else { return }
      for i in 0..<n {
        for j in 0..<i {
          let rest = matrix[i, j] - LaneProducts.dot(l + i * n, l + j * n, j)
          l[i * n + j] = rest / l[j * n + j]
        }
        let whole = matrix[i, i]
        let rest = whole - LaneProducts.dot(l + i * n, l + i * n, i)
        guard rest > 0, rest.isFinite else {
          isDefinite = false
          return
        }
        l[i * n + i] = rest.squareRoot()
        least = min(least, rest / whole)
      }
    }
    guard isDefinite else { return nil }
    order = n
    factor = l
    leastPivotRatio = least
  }

  /// `log det A`.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += logarithm(factor[i * order + i]) }
    return 2 * sum
  }

  /// `A⁻¹ b`.
  public func solve(_ b: [Double]) -> [Double] { backSolve(halfSolve(b)) }

  /// `L⁻¹ b`, whose squared length is `bᵀ A⁻¹ b`.
  public func halfSolve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "one value a row")
    var x = b
    let n = order
    factor.withUnsafeBufferPointer { factor in
      x.withUnsafeMutableBufferPointer { x in
        guard let l = factor.baseAddress, let x = x.baseAddress else { return }
        for i in 0..<n { x[i] = (x[i] - LaneProducts.dot(l + i * n, x, i)) / l[i * n + i] }
      }
    }
    return x
  }

  /// `L⁻ᵀ b`.
  public func backSolve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "one value a row")
    var x = b
    let n = order
    factor.withUnsafeBufferPointer { factor in
      x.withUnsafeMutableBufferPointer { x in
        guard let l = factor.baseAddress, let x = x.baseAddress else { return }
        for i in stride(from: n - 1, through: 0, by: -1) {
          x[i] /= l[i * n + i]
          LaneProducts.add(-x[i], l + i * n, to: x, i)
        }
      }
    }
    return x
  }

  /// `L⁻¹`, lower triangular.
  public var inverseFactor: Matrix {
    var result = Matrix(zeros: order, order)
    let n = order
    factor.withUnsafeBufferPointer { factor in
      result.elements.withUnsafeMutableBufferPointer { result in
        guard let l = factor.baseAddress, let m = result.baseAddress else { return }
        for i in 0..<n {
          // Row i of L M = I: M[i] = (e_i - Σ L[i,k] M[k]) / L[i,i].
          for k in 0..<i { LaneProducts.add(-l[i * n + k], m + k * n, to: m + i * n, k + 1) }
          let pivot = l[i * n + i]
          for k in 0..<i { m[i * n + k] /= pivot }
          m[i * n + i] = 1 / pivot
        }
      }
    }
    return result
  }

  /// `A⁻¹`, exactly symmetric.
  public var inverse: Matrix {
    let half = inverseFactor
    var result = Matrix(zeros: order, order)
    let n = order
    half.elements.withUnsafeBufferPointer { half in
      result.elements.withUnsafeMutableBufferPointer { result in
        guard let m = half.baseAddress, let r = result.baseAddress else { return }
        for k in 0..<n {
          for i in 0...k { LaneProducts.add(m[k * n + i], m + k * n, to: r + i * n, i + 1) }
        }
        for i in 0..<n { for j in 0..<i { r[j * n + i] = r[i * n + j] } }
      }
    }
    return result
  }
}
