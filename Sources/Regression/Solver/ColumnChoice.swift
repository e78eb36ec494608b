import LinearAlgebra

/// The columns that a fit estimates, and the columns `Z = X M` that it works in, with `β = M γ`.
///
/// Columns are centred, where there is an intercept to take up what that moves, and scaled. A column that is nearly a
/// combination of those before it is replaced by what they leave of it, summed in double-double arithmetic, so that the
/// digits of a fit do not depend on how nearly its columns are collinear. A column of which they leave no more than 1e-11 of
/// its length is aliased, as in R's `glm`.
///
/// Shapes: `map` is M, `kept` x `kept`.
struct ColumnChoice {
  var kept: [Int]
  /// Of the kept columns.
  private(set) var scaling: ColumnScaling
  /// For each kept column: nothing where it serves as it is, else its shares of the kept columns after `scaling`.
  private(set) var combined: [[Double]?]
  private(set) var map: Matrix

  /// R's: `min(1e-7, epsilon / 1000)` at `glm`'s default epsilon of 1e-8.
  static let tolerance = 1e-11
  /// Below this share of a column's squared length, what the sums of products leave is not trusted.
  static let trustedShare = 1e-4

  /// All columns, centred where one of them is the intercept, and scaled.
  init(all scaling: ColumnScaling, intercept: Int?) {
    kept = Array(0..<scaling.width)
    self.scaling = scaling
    combined = Array(repeating: nil, count: scaling.width)
    map = Matrix(zeros: 0, 0)
    map = Self.map(scaling, combined, intercept)
  }

  /// The given columns as they are.
  static func only(_ kept: [Int]) -> ColumnChoice {
    var result = ColumnChoice(all: ColumnScaling(none: kept.count), intercept: nil)
    result.kept = kept
    return result
  }

  /// Judged column by column on all rows.
  init(of rows: LikelihoodRows, scaling: ColumnScaling, intercept: Int?) {
    var scaling = scaling
    var finding = IndependentColumns(rows: rows, scaling: scaling)
    for column in 0..<rows.width { finding.judge(column) }
    if let intercept, !finding.kept.contains(intercept) {
      // Nothing is left to take up the centres.
      scaling.centre = Array(repeating: 0, count: rows.width)
      finding = IndependentColumns(rows: rows, scaling: scaling)
      for column in 0..<rows.width { finding.judge(column) }
    }
    kept = finding.kept
    self.scaling = ColumnScaling(
      centre: kept.map { scaling.centre[$0] }, scale: kept.map { scaling.scale[$0] },
      largestWeight: scaling.largestWeight)
    combined = finding.combined
    map = Matrix(zeros: 0, 0)
    map = Self.map(self.scaling, combined, kept.firstIndex { $0 == intercept })
  }

  /// `β = M γ`: each column of M holds what one working column is made of, its centres gathered in the intercept.
  private static func map(
    _ scaling: ColumnScaling, _ combined: [[Double]?], _ intercept: Int?
  ) -> Matrix {
    let p = scaling.width
    var result = Matrix(zeros: p, p)
    for j in 0..<p {
      var moved = DoubleDouble(0)
      for i in 0...j {
        let share = combined[j].map { $0[i] } ?? (i == j ? 1 : 0)
        if share == 0 { continue }
        let factor = share * scaling.scale[i]
        result[i, j] += factor
        moved.addProduct(-factor, scaling.centre[i])
      }
      if let intercept, moved.value != 0 { result[intercept, j] += moved.value }
    }
    return result
  }

  /// Whether every column serves as it is, but for centre and scale.
  var isPlain: Bool { combined.allSatisfy { $0 == nil } }

  /// The rows to work with: scaled as they are read, or made where a column is combined or left out.
  func view(of rows: LikelihoodRows) -> LikelihoodRows {
    guard isPlain, kept.count == rows.width else { return applied(to: rows) }
    var result = rows
    result.scaling = scaling
    // Rows that were collapsed weigh more than any that was read.
    result.scaling?.largestWeight = rows.weights.reduce(0) { max($0, $1) }
    return result
  }

  /// The rows in the working columns themselves.
  func applied(to rows: LikelihoodRows) -> LikelihoodRows {
    var result = rows
    result.width = kept.count
    // Scales keep their promise of at most 1; there is nothing left to do.
    result.scaling = ColumnScaling(none: kept.count)
    result.scaling?.largestWeight = rows.weights.reduce(0) { max($0, $1) }
    result.x = []
    result.x.reserveCapacity(rows.count * kept.count)
    for row in 0..<rows.count {
      let start = row * rows.width
      for (place, column) in kept.enumerated() {
        guard let shares = combined[place] else {
          result.x.append((rows.x[start + column] - scaling.centre[place]) * scaling.scale[place])
          continue
        }
        var sum = DoubleDouble(0)
        for i in 0...place where shares[i] != 0 {
          sum.addCentred(rows.x[start + kept[i]], scaling.centre[i], times: shares[i] * scaling.scale[i])
        }
        result.x.append(sum.value)
      }
    }
    return result
  }

  /// The functional of the working coefficients that is the coefficient of a kept column.
  func functional(of place: Int) -> [Double] { map.row(place) }

  func coefficients(_ working: [Double]) -> [Double] { map * working }

  /// `M V Mᵀ`, exactly symmetric.
  func covariance(_ working: Matrix) -> Matrix {
    let half = map * working
    var result = Matrix(zeros: kept.count, kept.count)
    for i in kept.indices {
      for j in 0...i {
        result[i, j] = dot(half.row(i), map.row(j))
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  /// `log |det M|`, by which `log det(Zᵀ W Z) / 2` exceeds `log det(Xᵀ W X) / 2`.
  var logDeterminant: Double {
    var sum = 0.0
    for place in kept.indices {
      sum += logarithm(abs((combined[place]?[place] ?? 1) * scaling.scale[place]))
    }
    return sum
  }
}

extension DoubleDouble {
  /// Adds `(x - centre) factor`, nothing of which is rounded to a double.
  @inline(__always)
  mutating func addCentred(_ x: Double, _ centre: Double, times factor: Double) {
    addProduct(x, factor)
    addProduct(-centre, factor)
  }
}
