import LinearAlgebra
import Summaries

/// A design that has been checked, with the sums that do not depend on the coefficients.
struct PreparedDesign: Sendable {
  /// Rows of positive weight.
  let rows: LikelihoodRows
  /// Their clusters, where the design has any.
  let clusters: [Int32]
  /// Rows of the data with positive weight.
  let dataRows: Int
  /// Whether rows stand for several of the data, which are then a case of patterns however few they save.
  let isCounted: Bool
  let n: Double
  let events: Double
  /// `Σ w (y log y + (1 - y) log(1 - y))`, the likelihood of a model that fits every row.
  let saturated: Double
  /// `Σ log choose(w, w y)`, as R counts it: 0 for single rows.
  let constant: Double
  /// Of all columns; the centres are 0 where there is no intercept.
  let scaling: ColumnScaling
  /// The place of the intercept among the columns.
  let intercept: Int?

  init(_ design: Design, threads: Int) throws(StatisticError) {
    let width = design.columns.count
    precondition(
      design.x.count == design.count * width && design.y.count == design.count
        && design.weights.count == design.count && design.offset.count == design.count
        && (design.frequencies.isEmpty || design.frequencies.count == design.count)
        && (design.clusters.isEmpty || design.clusters.count == design.count), "a design has a value a row")
    let intercept = design.assignment.firstIndex(of: -1)
    let spans = ColumnSpans(design)
    try Self.check(design, spans)
    var rows = LikelihoodRows(
      count: design.count, width: width, x: design.x, y: design.y, weights: design.weights,
      offset: design.offset,
      threads: max(1, threads))
    var clusters = design.clusters
    var frequencies = design.frequencies
    if design.weights.contains(0) {
      let used = design.weights.indices.filter { design.weights[$0] > 0 }
      rows.count = used.count
      rows.x = []
      rows.x.reserveCapacity(used.count * width)
      for row in used { rows.x.append(contentsOf: design.x[row * width..<(row + 1) * width]) }
      rows.y = used.map { design.y[$0] }
      rows.weights = used.map { design.weights[$0] }
      rows.offset = used.map { design.offset[$0] }
      if !clusters.isEmpty { clusters = used.map { design.clusters[$0] } }
      if !frequencies.isEmpty { frequencies = used.map { design.frequencies[$0] } }
    }
    guard rows.count > 0 else { throw .noRows(wanted: "the regression") }
    isCounted = !frequencies.isEmpty
    dataRows = isCounted ? frequencies.reduce(0, +) : rows.count
    self.clusters = clusters
    var n = 0.0
    var events = 0.0
    var saturated = 0.0
    var constant = 0.0
    for row in 0..<rows.count {
      let weight = rows.weights[row]
      let y = rows.y[row]
      let frequency = isCounted ? Double(frequencies[row]) : 1
      n += weight * frequency
      events += weight * frequency * y
      guard y > 0, y < 1 else { continue }
      saturated += frequency * (weight * (y * logarithm(y) + (1 - y) * logarithm(1 - y)))
      constant +=
        frequency * (logGamma(weight + 1) - logGamma(weight * y + 1) - logGamma(weight * (1 - y) + 1))
    }
    for row in frequencies.indices { rows.weights[row] *= Double(frequencies[row]) }
    self.rows = rows
    guard events > 0, events < n else { throw .constantOutcome(events: events, n: n) }
    self.n = n
    self.events = events
    self.saturated = saturated
    self.constant = constant
    self.intercept = intercept
    scaling = spans.scaling(
      intercept: intercept, largestWeight: rows.weights.reduce(0) { max($0, $1) })
  }

  /// Throws: `notFinite` and `badWeights`.
  private static func check(_ design: Design, _ spans: ColumnSpans) throws(StatisticError) {
    let width = design.columns.count
    if !spans.isFinite {
      for (index, value) in design.x.enumerated() where !value.isFinite {
        throw .notFinite(column: design.columns[index % width])
      }
    }
    for value in design.offset where !value.isFinite { throw .notFinite(column: "offset") }
    for value in design.weights where !(value >= 0) || value.isInfinite {
      throw .badWeights(reason: "a weight is negative, infinite or no number")
    }
    for value in design.y where !(value >= 0 && value <= 1) {
      throw .badWeights(reason: "an outcome lies outside 0 to 1")
    }
  }
}
