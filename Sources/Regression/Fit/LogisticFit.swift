import LinearAlgebra
import Summaries

/// The coefficients that maximise the (penalised) likelihood, with everything that tests and intervals go on from.
struct LogisticFit {
  let options: RegressionOptions
  let prepared: PreparedDesign
  let choice: ColumnChoice
  /// Distinct patterns or rows, kept columns only, in the working basis.
  let rows: LikelihoodRows
  let patterns: Int?
  let maximum: Maximum

  /// Rows from which a first guess is made on a part of them.
  static let manyRows = 20_000

  /// Fits the design.
  ///
  /// Throws: `separated`, `fewEvents`, `constantOutcome`, `notFinite`, `badWeights`, `rankDeficient`, `notConverged`, `noRows`.
  init(_ design: Design, _ options: RegressionOptions) throws(StatisticError) {
    BLASKernel.pinToOneThread()
    self.options = options
    let prepared = try PreparedDesign(design, threads: options.threads)
    self.prepared = prepared
    let collapsed = prepared.rows.collapsed(of: prepared.dataRows, isCounted: prepared.isCounted)
    patterns = collapsed?.count
    let base = collapsed ?? prepared.rows
    var choice = ColumnChoice(all: prepared.scaling, intercept: prepared.intercept)
    // More rows cannot make columns dependent that are not so in some.
    let part = Self.part(of: base)
    let share = choice.view(of: part ?? base).leastShare
    if share < (part == nil ? 1 : 10) * ColumnChoice.trustedShare {
      choice = ColumnChoice(of: base, scaling: prepared.scaling, intercept: prepared.intercept)
      guard !choice.kept.isEmpty else { throw .rankDeficient(terms: design.terms) }
    }
    let rows = choice.view(of: base)
    let guess = part.map { Self.guess(choice.view(of: $0)) }
    try Self.checkEvents(prepared, design, choice.kept, options)
    var start = guess ?? [Double](repeating: 0, count: rows.width)
    let isPenalised = options.method == .firth
    if isPenalised, rows.count >= 5000 {
      // Near its own maximum the penalty is small where there are many rows; Newton's steps get there soonest.
      let near = Maximiser(rows: rows, tolerance: 1e-3, farthest: 15).run(from: start)
      if let near, near.converged { start = near.coefficients }
    }
    var maximiser = Maximiser(rows: rows, penalised: isPenalised)
    maximiser.farthest = isPenalised ? .infinity : 20
    maximiser.mostRounds = isPenalised ? 500 : 60
    var found = maximiser.run(from: start)
    if !isPenalised, !Self.isCertain(found) {
      if let error = SeparationReport(design: design, kept: choice.kept, rows: base).error() { throw error }
      if found?.converged != true {
        maximiser.farthest = .infinity
        maximiser.mostRounds = 200
        found = maximiser.run(from: found?.coefficients ?? start)
      }
    }
    guard var found, found.converged else { throw .notConverged(rounds: found?.rounds ?? 0) }
    if isPenalised, Self.isSmall(rows) {
      let functionals = choice.kept.indices.map(choice.functional)
      found = HighestMaximum(maximiser: maximiser, functionals: functionals).climbing(from: found)
    }
    self.choice = choice
    self.rows = rows
    maximum = found
  }

  /// Whether a penalised likelihood may have several maxima, and looking for them costs little.
  private static func isSmall(_ rows: LikelihoodRows) -> Bool {
    rows.count <= 500 && rows.width <= 20
  }

  /// Some of the rows, spread evenly, where there are many.
  private static func part(of rows: LikelihoodRows) -> LikelihoodRows? {
    // A better guess saves a round where rows are so many that a round costs more than it.
    let wanted = max(rows.count / (rows.count < 400_000 ? 16 : 8), 100 * rows.width)
    let step = rows.count / max(1, wanted)
    guard rows.count >= manyRows, step >= 4 else { return nil }
    var part = rows
    let chosen = stride(from: step / 2, to: rows.count, by: step)
    part.x = []
    part.x.reserveCapacity((rows.count / step + 1) * rows.width)
    for row in chosen { part.x.append(contentsOf: rows.x[row * rows.width..<(row + 1) * rows.width]) }
    part.y = chosen.map { rows.y[$0] }
    part.weights = chosen.map { rows.weights[$0] }
    part.offset = chosen.map { rows.offset[$0] }
    part.count = part.y.count
    return part
  }

  /// Coefficients from a part of the rows, which start from those of a part of it; zeros where it has none.
  private static func guess(_ part: LikelihoodRows) -> [Double] {
    let zeros = [Double](repeating: 0, count: part.width)
    let start = Self.part(of: part).map(guess) ?? zeros
    let found = Maximiser(rows: part, tolerance: 1e-2, farthest: 15).run(from: start)
    return found.map { $0.converged ? $0.coefficients : zeros } ?? zeros
  }

  /// Converged, |η| below 15 and the information well conditioned: then the data are not separated.
  private static func isCertain(_ found: Maximum?) -> Bool {
    guard let found else { return false }
    return found.converged && found.reach < 15 && found.factor.leastPivotRatio > 1e-10
  }

  /// Throws: `fewEvents`.
  private static func checkEvents(
    _ prepared: PreparedDesign, _ design: Design, _ kept: [Int], _ options: RegressionOptions
  ) throws(StatisticError) {
    let parameters = kept.count { design.assignment[$0] >= 0 }
    let events = min(prepared.events, prepared.n - prepared.events)
    guard options.method == .ml, !options.allowsFewEvents, parameters > 0 else { return }
    if events < 3 * Double(parameters) { throw .fewEvents(events: events, parameters: parameters) }
  }

  var coefficients: [Double] { choice.coefficients(maximum.coefficients) }

  /// The inverse of the information, in the columns of the design.
  var modelCovariance: Matrix { choice.covariance(maximum.factor.inverse) }
}
