import LinearAlgebra
public import Summaries

/// A multinomial logistic regression by maximum likelihood or with Jeffreys' penalty (Firth).
///
///     P(y = b | x) = exp(x βᵇ) / Σ over c of exp(x βᶜ),   β⁰ = 0
///     maximise Σ w log P(y | x) [+ log det(information) / 2 for Firth]
///
/// Of two levels it is the logistic regression.
///
/// Units: log odds against the first level.
/// Grade: canonical.
/// Not: a report with tests and limits; it serves as a model inside other estimates. Several maxima of a penalised likelihood are not
/// looked for.
/// Throws: `separated` where the maximum-likelihood estimate is infinite; `fewEvents` where a level has fewer than three rows a
/// parameter; `constantOutcome` where a level has no row; `notFinite`, `badWeights`, `noRows`, `rankDeficient`, `notConverged`.
/// Source: Agresti (2013), section 8.1 (cited from memory); checked against R's `nnet::multinom` in `Datasets/reference/multinomial`.
public struct MultinomialRegression: Sendable {
  public static let grade = Grade.canonical

  public let options: RegressionOptions

  public init(_ options: RegressionOptions) { self.options = options }

  public struct Estimate: Sendable, Equatable {
    /// Of each level after the first, in the order of the design, without the aliased columns.
    public let coefficients: [[Double]]
    /// The places of the columns that have coefficients.
    public let kept: [Int]
    /// The inverse of the information, the levels one after another.
    public let covariance: [Double]
    public let deviance: Double
    public let rounds: Int
  }

  /// - Parameter outcome: each row's level, from 0. The design's `y` is not looked at.
  public func estimate(_ design: Design, levels: Int, outcome: [Int]) throws(StatisticError) -> Estimate {
    precondition(outcome.count == design.count && levels > 1, "a level a row, of at least two")
    let columns = try WorkingColumns(design, threads: 1)
    try checkLevels(design, columns.choice.kept, levels, outcome)
    var climb = MultinomialClimb(
      rows: columns.rows, levels: levels, outcome: outcome, isPenalised: options.method == .firth)
    let found = climb.run()
    let isCertain = found.map { $0.converged && $0.reach < 15 && $0.factor.leastPivotRatio > 1e-10 } ?? false
    if options.method == .ml, !isCertain,
      let error = Self.separation(design, columns, levels, outcome)
    {
      throw error
    }
    guard let found, found.converged else { throw .notConverged(rounds: found?.rounds ?? 0) }
    let width = columns.rows.width
    return Estimate(
      coefficients: (0..<levels - 1).map { block in
        columns.choice.coefficients(Array(found.coefficients[block * width..<(block + 1) * width]))
      },
      kept: columns.choice.kept,
      covariance: Self.covariance(found.factor.inverse, columns.choice, blocks: levels - 1).elements,
      deviance: -2 * found.logLikelihood, rounds: found.rounds)
  }

  private func checkLevels(
    _ design: Design, _ kept: [Int], _ levels: Int, _ outcome: [Int]
  ) throws(StatisticError) {
    var counts = [Double](repeating: 0, count: levels)
    for (row, level) in outcome.enumerated() { counts[level] += design.weights[row] }
    let total = counts.reduce(0, +)
    if let most = counts.max(), counts.contains(0) { throw .constantOutcome(events: most, n: total) }
    let parameters = kept.count { design.assignment[$0] >= 0 }
    let fewest = counts.min() ?? 0
    if options.method == .ml, !options.allowsFewEvents, fewest < 3 * Double(parameters) {
      throw .fewEvents(events: fewest, parameters: parameters)
    }
  }

  /// `M V Mᵀ`, block by block.
  private static func covariance(_ working: Matrix, _ choice: ColumnChoice, blocks: Int) -> Matrix {
    let width = choice.kept.count
    var map = Matrix(zeros: blocks * width, blocks * width)
    for block in 0..<blocks {
      for i in 0..<width {
        let row = choice.functional(of: i)
        for j in 0..<width { map[block * width + i, block * width + j] = row[j] }
      }
    }
    let half = map * working
    var result = Matrix(zeros: blocks * width, blocks * width)
    for i in 0..<blocks * width {
      for j in 0...i {
        result[i, j] = dot(half.row(i), map.row(j))
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  /// The first two levels that a hyperplane parts. Where the likelihood rises without end it rises along a direction that parts, at least
  /// weakly, every two levels, and some two of them strictly.
  private static func separation(
    _ design: Design, _ columns: WorkingColumns, _ levels: Int, _ outcome: [Int]
  ) -> StatisticError? {
    for one in 0..<levels {
      for other in one + 1..<levels {
        let places = outcome.indices.filter { outcome[$0] == one || outcome[$0] == other }
        var part = columns.base
        let width = part.width
        part.x = places.flatMap { columns.base.x[$0 * width..<($0 + 1) * width] }
        part.y = places.map { outcome[$0] == other ? 1 : 0 }
        part.weights = places.map { columns.base.weights[$0] }
        part.offset = places.map { columns.base.offset[$0] }
        part.count = places.count
        let report = SeparationReport(design: design, kept: columns.choice.kept, rows: part)
        if let error = report.error() { return error }
      }
    }
    return nil
  }
}
