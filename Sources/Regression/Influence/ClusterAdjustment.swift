import LinearAlgebra
import Summaries

/// Scores of clusters whose residuals are enlarged by what their leverage took (CR2), and Satterthwaite's degrees of freedom.
///
///     X = v x, the derivative of μ   W = w / v   Φ = W⁻¹   M = (Xᵀ W X)⁻¹   D = Φ^(1/2)
///     Bⱼ = Dⱼ (Φⱼ - Xⱼ M Xⱼᵀ) Dⱼ   Aⱼ = Dⱼ Bⱼ^(-1/2) Dⱼ   score of cluster j = Xⱼᵀ Wⱼ Aⱼ (yⱼ - μⱼ)
///     of c: aⱼ = Aⱼ Wⱼ Xⱼ M c,  uⱼ = Xⱼᵀ aⱼ,  Pᵢⱼ = [i = j] aⱼᵀ Φⱼ aⱼ - uᵢᵀ M uⱼ,   df = (tr P)² / Σ P²
///
/// Grade: canonical.
/// Not: for clusters of more than ``mostRows`` rows, each of which costs the cube of its rows.
/// Source: Bell & McCaffrey (2002) and Pustejovsky & Tipton (2018) as `clubSandwich` 0.5.8 has them for `glm` (its code read);
/// checked against it.
struct ClusterAdjustment {
  static let mostRows = 600

  private(set) var scores: [[Double]] = []
  private let bread: Matrix
  /// Of each cluster: `Aⱼ Wⱼ Xⱼ`, `Φⱼ^(1/2) Aⱼ Wⱼ Xⱼ` crossed with itself, and `Xⱼᵀ Aⱼ Wⱼ Xⱼ`.
  private var spreads: [Matrix] = []
  private var crosses: [Matrix] = []

  /// `nil` where a cluster has more than ``mostRows`` rows.
  init?(rows: LikelihoodRows, clusters: [Int32], coefficients: [Double], bread: Matrix) {
    self.bread = bread
    let p = rows.width
    var members: [[Int]] = []
    var place: [Int32: Int] = [:]
    for row in 0..<rows.count {
      let found = place[clusters[row]] ?? members.count
      if found == members.count {
        place[clusters[row]] = found
        members.append([])
      }
      members[found].append(row)
    }
    guard members.allSatisfy({ $0.count <= Self.mostRows }) else { return nil }
    var residual = [Double](repeating: 0, count: rows.count)
    var working = residual
    var slope = residual
    rows.lend { data in
      LogisticPage(width: p).each(data, 0..<rows.count, coefficients: coefficients, information: nil) {
        row, _, mean, variance, _ in
        residual[row] = rows.y[row] - mean
        slope[row] = variance
        working[row] = rows.weights[row] / variance
      }
    }
    for cluster in members {
      let n = cluster.count
      let x = Matrix(
        rows: n, columns: p,
        elements: cluster.flatMap { row in rows.x[row * p..<(row + 1) * p].map { $0 * slope[row] } })
      let weight = cluster.map { working[$0] }
      let half = x * bread
      var b = Matrix(zeros: n, n)
      for i in 0..<n {
        for j in 0...i {
          let leverage = dot(half.row(i), x.row(j))
          let spread = (i == j ? 1 / weight[i] : 0) - leverage
          b[i, j] = spread / (weight[i] * weight[j]).squareRoot()
          b[j, i] = b[i, j]
        }
      }
      var a = SymmetricEigen(b).inverseRoot
      for i in 0..<n { for j in 0..<n { a[i, j] /= (weight[i] * weight[j]).squareRoot() } }
      // A W X; its columns are aⱼ of the unit vectors before M.
      var scaled = x
      for i in 0..<n { for k in 0..<p { scaled[i, k] *= weight[i] } }
      let moved = a * scaled
      scores.append((0..<p).map { k in (0..<n).reduce(0) { $0 + moved[$1, k] * residual[cluster[$1]] } })
      var spread = Matrix(zeros: p, p)
      for i in 0..<n {
        for k in 0..<p { for l in 0..<p { spread[k, l] += moved[i, k] * moved[i, l] / weight[i] } }
      }
      spreads.append(spread)
      crosses.append(x.transposed * moved)
    }
  }

  /// The degrees of freedom of the variance of a functional of the working coefficients.
  func degreesOfFreedom(of functional: [Double]) -> Double {
    let along = bread * functional
    let p = along.count
    var trace = 0.0
    var squares = 0.0
    var outer = Matrix(zeros: p, p)
    for (spread, cross) in zip(spreads, crosses) {
      let own = dot(along, spread * along)
      let u = cross * along
      let shared = dot(u, bread * u)
      trace += own - shared
      // Σ Pᵢⱼ² = Σ (own - shared)² + Σ over i ≠ j of (uᵢᵀ M uⱼ)², the second from the whole less its diagonal.
      squares += (own - shared) * (own - shared) - shared * shared
      for i in 0..<p { for j in 0..<p { outer[i, j] += u[i] * u[j] } }
    }
    let product = bread * outer
    for i in 0..<p { for j in 0..<p { squares += product[i, j] * product[j, i] } }
    return trace * trace / squares
  }
}
