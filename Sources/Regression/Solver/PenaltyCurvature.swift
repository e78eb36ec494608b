import LinearAlgebra

/// The curvature of a likelihood with Jeffreys' penalty, in coordinates in which the information is the identity.
///
///     -∂² (l + log det A / 2) = I - ½ Σ h (1 - 6v) u uᵀ + ½ T      T[r,s] = Σ_ab S[r,a,b] S[s,a,b]
///     u = L⁻¹ z      h = w v |u|²      S[r,a,b] = Σ w v (1 - 2μ) u_r u_a u_b
///
/// Shapes: `matrix` is width x width.
/// Grade: canonical.
/// Source: the derivatives of `v` and of `log det`, by hand.
struct PenaltyCurvature {
  let matrix: Matrix

  init(rows: LikelihoodRows, at coefficients: [Double], factor: Cholesky) {
    let p = rows.width
    let inverse = factor.inverseFactor
    var result = Matrix.identity(p)
    var third = [Double](repeating: 0, count: p * p * p)
    var z = [Double](repeating: 0, count: p)
    var u = z
    rows.lend { data in
      LogisticPage(width: p, scaling: rows.scaling).each(
        data, 0..<rows.count, coefficients: coefficients, information: nil
      ) { row, _, mean, variance, _ in
        for j in 0..<p {
          let x = rows.x[row * p + j]
          z[j] = rows.scaling.map { (x - $0.centre[j]) * $0.scale[j] } ?? x
        }
        var square = 0.0
        for i in 0..<p {
          var sum = 0.0
          for j in 0...i { sum += inverse[i, j] * z[j] }
          u[i] = sum
          square += sum * sum
        }
        let weight = rows.weights[row] * variance
        let second = 0.5 * weight * square * (1 - 6 * variance)
        let skew = weight * (1 - 2 * mean)
        for r in 0..<p {
          for a in 0...r {
            result[r, a] -= second * u[r] * u[a]
            let product = skew * u[r] * u[a]
            for b in 0...a { third[(r * p + a) * p + b] += product * u[b] }
          }
        }
      }
    }
    // The third derivatives are the same in any order of their places.
    for r in 0..<p {
      for a in 0..<p {
        for b in 0..<p {
          let high = max(r, a, b)
          let low = min(r, a, b)
          third[(r * p + a) * p + b] = third[(high * p + (r + a + b - high - low)) * p + low]
        }
      }
    }
    let slices = (0..<p).map { third[$0 * p * p..<($0 + 1) * p * p] }
    for r in 0..<p { for s in 0...r { result[r, s] += 0.5 * dot(slices[r], slices[s]) } }
    for r in 0..<p { for s in 0..<r { result[s, r] = result[r, s] } }
    matrix = result
  }

  /// Newton's step for a gradient, orthogonal to `directions`; `nil` where the curvature points nowhere.
  ///
  /// Where it is not that of a hill, as much of the information is added as makes it one.
  func step(_ gradient: [Double], _ directions: [[Double]]) -> [Double]? {
    let p = gradient.count
    var held = matrix
    for direction in directions {
      // (I - d dᵀ) M (I - d dᵀ) + d dᵀ
      let along = held * direction
      let both = dot(along, direction)
      for r in 0..<p {
        for s in 0..<p {
          held[r, s] +=
            (both + 1) * direction[r] * direction[s] - along[r] * direction[s] - direction[r] * along[s]
        }
      }
    }
    for extra in [0, 0.05, 0.25, 1, 4, 16] {
      var shifted = held
      for r in 0..<p { shifted[r, r] += extra }
      guard let factor = Cholesky(shifted), factor.leastPivotRatio > 1e-10 else { continue }
      var result = factor.solve(gradient)
      Maximiser.remove(directions, from: &result)
      return result
    }
    return nil
  }
}
