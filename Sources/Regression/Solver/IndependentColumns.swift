import LinearAlgebra

/// Finds, from the first column to the last, what each leaves after those before it.
///
/// Rows weigh as their weights; the length that R's tolerance is a share of is that of the column before it is centred.
///
/// Grade: canonical.
/// Source: the rule of LINPACK's `dqrdc2` as R has it; the repeated projection is Kahan and Parlett's "twice is enough" (cited
/// from memory).
struct IndependentColumns {
  private let rows: LikelihoodRows
  private let scaling: ColumnScaling
  private(set) var kept: [Int] = []
  /// For each kept column: `nil`, or its shares of the kept columns after centring and scaling.
  private(set) var combined: [[Double]?] = []
  /// Working columns and the same times weights.
  private var columns: [[Double]] = []
  private var weighted: [[Double]] = []
  private var gram: [[Double]] = []

  init(rows: LikelihoodRows, scaling: ColumnScaling) {
    self.rows = rows
    self.scaling = scaling
  }

  mutating func judge(_ column: Int) {
    let width = rows.width
    var z = (0..<rows.count).map {
      (rows.x[$0 * width + column] - scaling.centre[column]) * scaling.scale[column]
    }
    var raw = 0.0
    for row in 0..<rows.count {
      let x = rows.x[row * width + column] * scaling.scale[column]
      raw += rows.weights[row] * x * x
    }
    let (length, rest, _) = project(z)
    guard length > 0 else { return }
    if rest >= ColumnChoice.trustedShare * length {
      keep(column, z, nil)
      return
    }
    // Shares of the kept columns, after centring and scaling, that make this one small.
    var shares = [Double](repeating: 0, count: kept.count + 1)
    shares[kept.count] = 1
    var left = rest
    for _ in 0..<4 {
      let (before, after, along) = project(z)
      left = after
      if !(after < 0.9 * before) { break }
      for (i, share) in along.enumerated() where share != 0 {
        guard let parts = combined[i] else {
          shares[i] -= share
          continue
        }
        for (k, part) in parts.enumerated() { shares[k] -= share * part }
      }
      z = combination(column, shares)
    }
    left = dot(z, times(z))
    guard left > 0, left.squareRoot() > ColumnChoice.tolerance * raw.squareRoot() else { return }
    let size = z.reduce(0) { max($0, abs($1)) }
    let scale = ColumnScaling.scale(for: size)
    for i in shares.indices { shares[i] *= scale }
    keep(column, z.map { $0 * scale }, shares)
  }

  /// `Σ shares (x - centre) scale`, row by row, in double-double arithmetic.
  private func combination(_ column: Int, _ shares: [Double]) -> [Double] {
    let places = kept + [column]
    return (0..<rows.count).map { row in
      var sum = DoubleDouble(0)
      for (i, place) in places.enumerated() where shares[i] != 0 {
        sum.addCentred(
          rows.x[row * rows.width + place], scaling.centre[place], times: shares[i] * scaling.scale[place])
      }
      return sum.value
    }
  }

  private func times(_ z: [Double]) -> [Double] { zip(z, rows.weights).map { $0 * $1 } }

  /// The squared length of a column, what the kept ones leave of it, and its shares of them.
  private func project(_ z: [Double]) -> (length: Double, rest: Double, along: [Double]) {
    let length = dot(z, times(z))
    guard !kept.isEmpty else { return (length, length, []) }
    let products = weighted.map { dot($0, z) }
    var matrix = Matrix(zeros: kept.count, kept.count)
    for (i, row) in gram.enumerated() {
      for (j, value) in row.enumerated() {
        matrix[i, j] = value
        matrix[j, i] = value
      }
    }
    guard let factor = Cholesky(matrix) else { return (length, 0, Array(repeating: 0, count: kept.count)) }
    let half = factor.halfSolve(products)
    return (length, max(0, length - dot(half, half)), factor.backSolve(half))
  }

  private mutating func keep(_ column: Int, _ z: [Double], _ shares: [Double]?) {
    kept.append(column)
    combined.append(shares)
    columns.append(z)
    weighted.append(times(z))
    gram.append(columns.map { dot($0, weighted[weighted.count - 1]) })
  }
}
