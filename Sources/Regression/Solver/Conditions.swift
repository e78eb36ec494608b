import LinearAlgebra

/// Linear conditions on the coefficients that a restricted fit keeps: `C β = const`, its start's value.
///
/// In the coordinates in which the information is the identity, `w = Lᵀ β`, a step that keeps them is orthogonal to the
/// columns of `L⁻¹ Cᵀ`. Taking from a step what lies along these loses no digits, however correlated the columns are.
struct Conditions {
  var rows: [[Double]]

  /// An orthonormal basis of the columns of `L⁻¹ Cᵀ`, by Gram and Schmidt's method, twice.
  func directions(_ factor: Cholesky) -> [[Double]] { Self.orthonormal(rows.map(factor.halfSolve)).basis }

  /// The basis of some vectors, and the triangle R of `F = Q R`, column by column.
  static func orthonormal(_ vectors: [[Double]]) -> (basis: [[Double]], triangle: [[Double]]) {
    var basis: [[Double]] = []
    var triangle: [[Double]] = []
    for vector in vectors {
      var rest = vector
      var along = [Double](repeating: 0, count: basis.count)
      for _ in 0..<2 {
        for (k, direction) in basis.enumerated() {
          let share = dot(direction, rest)
          along[k] += share
          for i in rest.indices { rest[i] -= share * direction[i] }
        }
      }
      let length = dot(rest, rest).squareRoot()
      triangle.append(along + [length])
      basis.append(length > 0 ? rest.map { $0 / length } : rest)
    }
    return (basis, triangle)
  }

  /// `R⁻ᵀ b`, for a triangle given column by column; `nil` where it is singular.
  static func solveTransposed(_ triangle: [[Double]], _ b: [Double]) -> [Double]? {
    var result: [Double] = []
    for (k, column) in triangle.enumerated() {
      var sum = b[k]
      for i in 0..<k { sum -= column[i] * result[i] }
      guard column[k] > 0 else { return nil }
      result.append(sum / column[k])
    }
    return result
  }

  /// The coefficients moved to where `C β` is `values`, at the least cost in the metric of the information.
  func moved(_ coefficients: [Double], to values: [Double], _ factor: Cholesky) -> [Double]? {
    let (basis, triangle) = Self.orthonormal(rows.map(factor.halfSolve))
    let missing = zip(rows, values).map { $1 - dot($0, coefficients) }
    guard let along = Self.solveTransposed(triangle, missing) else { return nil }
    var step = [Double](repeating: 0, count: coefficients.count)
    for (share, direction) in zip(along, basis) {
      for i in step.indices { step[i] += share * direction[i] }
    }
    return zip(coefficients, factor.backSolve(step)).map { $0 + $1 }
  }
}
