import LinearAlgebra
import Summaries

/// The columns that a fit other than the binary logistic one works in: checked, chosen, centred and scaled as it does that.
struct WorkingColumns: Sendable {
  /// The rows as they are, and in the working columns; their outcome is a half throughout.
  let base: LikelihoodRows
  let rows: LikelihoodRows
  let choice: ColumnChoice

  /// Throws: `noRows`, `notFinite`, `badWeights`, `rankDeficient`.
  init(_ design: Design, threads: Int) throws(StatisticError) {
    BLASKernel.pinToOneThread()
    let spans = ColumnSpans(design)
    try Self.check(design, spans)
    let intercept = design.assignment.firstIndex(of: -1)
    let weights = design.weights.indices.map { design.weights[$0] * design.frequency(of: $0) }
    base = LikelihoodRows(
      count: design.count, width: design.columns.count, x: design.x,
      y: Array(repeating: 0.5, count: design.count), weights: weights,
      offset: Array(repeating: 0, count: design.count), threads: max(1, threads))
    let scaling = spans.scaling(intercept: intercept, largestWeight: weights.reduce(0) { max($0, $1) })
    var choice = ColumnChoice(all: scaling, intercept: intercept)
    if choice.view(of: base).leastShare < ColumnChoice.trustedShare {
      choice = ColumnChoice(of: base, scaling: scaling, intercept: intercept)
    }
    guard !choice.kept.isEmpty else { throw .rankDeficient(terms: design.terms) }
    rows = choice.applied(to: base)
    self.choice = choice
  }

  private static func check(_ design: Design, _ spans: ColumnSpans) throws(StatisticError) {
    guard design.count > 0 else { throw .noRows(wanted: "the regression") }
    if !spans.isFinite {
      for (index, value) in design.x.enumerated() where !value.isFinite {
        throw .notFinite(column: design.columns[index % design.columns.count])
      }
    }
    if !design.offset.allSatisfy(\.isFinite) { throw .notFinite(column: "offset") }
    guard design.weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .badWeights(reason: "a weight is negative, infinite or no number")
    }
  }
}
