import LinearAlgebra
import Regression
import Summaries

/// The model of who got which of several actions: constant for one, logistic for two, multinomial for more.
///
/// Shapes: `shares` holds one array an action, with one value a row of all rows; 0 for an action that nobody had.
struct ActionShares: Sendable {
  private(set) var shares: [[Double]]
  /// Actions with a part of the model after the one that the others are held against.
  private let modelled: [Int]
  /// The columns with coefficients, and the inverse of the information, actions one after another.
  private let kept: [Int]
  private let inverse: Matrix

  /// Of a fit to some of the rows.
  init(
    _ design: Design, fitted: [Int], taken: [Int], actions: Int, columns: [Int], _ options: EffectOptions
  ) throws(StatisticError) {
    var isPresent = [Bool](repeating: false, count: actions)
    for row in fitted { isPresent[taken[row]] = true }
    let present = (0..<actions).filter { isPresent[$0] }
    modelled = Array(present.dropFirst())
    shares = Array(repeating: Array(repeating: 0, count: design.count), count: actions)
    guard let first = present.first, !modelled.isEmpty else {
      if let first = present.first { shares[first] = Array(repeating: 1, count: design.count) }
      (kept, inverse) = ([], Matrix(zeros: 0, 0))
      return
    }
    var level = [Int](repeating: 0, count: actions)
    for (place, action) in present.enumerated() { level[action] = place }
    let outcome = fitted.map { level[taken[$0]] }
    let part = design.part(fitted, outcome: outcome.map(Double.init), columns: columns)
    let coefficients: [[Double]]
    if present.count == 2 {
      let fit = try LogisticRegression(NuisanceFit.regression(options)).estimate(part)
      coefficients = [fit.coefficients]
      kept = fit.kept.map { columns.isEmpty ? $0 : columns[$0] }
      inverse = Matrix(rows: kept.count, columns: kept.count, elements: fit.covariance)
    } else {
      let fit = try MultinomialRegression(NuisanceFit.regression(options)).estimate(
        part, levels: present.count, outcome: outcome)
      coefficients = fit.coefficients
      kept = fit.kept.map { columns.isEmpty ? $0 : columns[$0] }
      let order = kept.count * modelled.count
      inverse = Matrix(rows: order, columns: order, elements: fit.covariance)
    }
    fill(design, coefficients, first)
  }

  /// Predictions of models of the other folds, put together; of their coefficients' doubt nothing is known.
  init(folds: [ActionShares], fold: [Int]) {
    shares = folds[0].shares.indices.map { action in fold.indices.map { folds[fold[$0]].shares[action][$0] } }
    (modelled, kept, inverse) = ([], [], Matrix(zeros: 0, 0))
  }

  private mutating func fill(_ design: Design, _ coefficients: [[Double]], _ first: Int) {
    var etas: [[Double]] = []
    for block in coefficients {
      var full = [Double](repeating: 0, count: design.columns.count)
      for (place, column) in kept.enumerated() { full[column] = block[place] }
      etas.append(RowProducts.products(design, full))
    }
    if etas.count == 1 {
      var slopes = etas[0]
      NuisanceFit.applyLogistic(&etas[0], &slopes)
      shares[first] = etas[0].map { 1 - $0 }
      shares[modelled[0]] = etas[0]
      return
    }
    for row in 0..<design.count {
      let most = etas.reduce(0) { max($0, $1[row]) }
      let base = exponential(-most)
      var total = base
      for place in etas.indices {
        etas[place][row] = exponential(etas[place][row] - most)
        total += etas[place][row]
      }
      shares[first][row] = base / total
      for (place, action) in modelled.enumerated() { shares[action][row] = etas[place][row] / total }
    }
  }

  /// What the doubt of the coefficients adds to each row of an estimating equation in which the inverse of the share of a row's own
  /// action stands as a factor of `terms`: its derivative with respect to ηᵇ is `-t (1[A = b] - πᵇ)`, and a row's score is `(1[A = b] - πᵇ) x`.
  ///
  /// `nil` where nothing was estimated.
  func correction(_ terms: [Double], _ design: Design, taken: [Int]) -> [Double]? {
    guard !kept.isEmpty else { return nil }
    let scores = modelled.map { action in
      taken.indices.map { (taken[$0] == action ? 1 : 0) - shares[action][$0] }
    }
    var sums: [Double] = []
    for score in scores {
      let whole = RowProducts.sums(design, terms.indices.map { -terms[$0] * score[$0] })
      sums += kept.map { whole[$0] }
    }
    let solved = inverse * sums
    var result = [Double](repeating: 0, count: design.count)
    for (block, score) in scores.enumerated() {
      var full = [Double](repeating: 0, count: design.columns.count)
      for (place, column) in kept.enumerated() { full[column] = solved[block * kept.count + place] }
      RowProducts.addProducts(design, full, times: score, to: &result)
    }
    return result
  }
}
