import LinearAlgebra
import Summaries

/// The covariance that does not trust the model's variance: `A⁻¹ (Σ s sᵀ) A⁻¹`.
///
///     s = w (y - μ) x                              one a row (HC0, HC1), or summed within its cluster (CR0, CR1, CR2)
///     hc0, cr0: 1      hc1: n / (n - p)      cr1: G / (G - 1) · (n - 1) / (n - p)      cr2: see ``ClusterAdjustment``
///
/// with n the rows of positive weight and G the clusters among them. CR1 is Stata's, and `sandwich::vcovCL(type = "HC1")`.
///
/// Grade: canonical; rows in their order, one thread.
/// Not: invariant to weights as repeated rows, as in `sandwich`: a row is one observation whatever its weight.
/// Source: Zeileis, Köll & Graham (2020), "Various versatile variances" (cited from memory); checked against R.
struct Sandwich {
  let kind: RegressionOptions.StandardErrors
  /// The rows themselves, not patterns, in the working basis.
  let rows: LikelihoodRows
  let clusters: [Int32]
  let coefficients: [Double]
  let bread: Matrix

  static func clusterCount(_ clusters: [Int32]) -> Int { Set(clusters).count }

  func covariance(_ adjustment: ClusterAdjustment?) -> Matrix {
    let p = rows.width
    var meat = Matrix(zeros: p, p)
    for score in adjustment?.scores ?? scores {
      for i in 0..<p { for j in 0...i { meat[i, j] += score[i] * score[j] } }
    }
    for i in 0..<p { for j in 0..<i { meat[j, i] = meat[i, j] } }
    var result = bread * meat * bread
    let n = Double(rows.count)
    let count = kind.isClustered ? Double(Self.clusterCount(clusters)) : n
    let factor: Double =
      switch kind {
      case .model, .hc0, .cr0, .cr2: 1
      case .hc1: n / (n - Double(p))
      case .cr1: count / (count - 1) * (n - 1) / (n - Double(p))
      }
    for i in result.elements.indices { result.elements[i] *= factor }
    return result
  }

  /// One a row, or one a cluster, in the order in which they come.
  private var scores: [[Double]] {
    let p = rows.width
    var place: [Int32: Int] = [:]
    var sums: [[Double]] = []
    rows.lend { data in
      LogisticPage(width: p).each(data, 0..<rows.count, coefficients: coefficients, information: nil) {
        row, _, mean, _, _ in
        let residual = rows.weights[row] * (rows.y[row] - mean)
        var found = sums.count
        if kind.isClustered { found = place[clusters[row]] ?? sums.count }
        if found == sums.count {
          if kind.isClustered { place[clusters[row]] = found }
          sums.append(Array(repeating: 0, count: p))
        }
        for i in 0..<p { sums[found][i] += residual * rows.x[row * p + i] }
      }
    }
    return sums
  }
}
