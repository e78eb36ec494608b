public import Regression

extension Disclosure {
  /// What may be shown of a model; `cells` tell which levels are small.
  ///
  /// Without `cells` only the model's own counts are judged, and the notes say so.
  public func applied(
    to result: RegressionResult, cells: RegressionCells = .none
  ) -> SuppressedRegression {
    var shown = SuppressedRegression(options: result.options, disclosure: self)
    shown.rows = Self.rows(of: result, cells)
    shown.tests = result.tests.map { SuppressedRegression.TestRow(term: $0.term, test: $0) }
    shown.summary = RegressionSummaryEntries.entries(result.summary, result.options)
    shown.calibration = result.calibration
    shown.roc = result.roc
    if case .none = self {
      shown.notes = [sentence] + result.notes
      return shown
    }
    shown.hideSmall(of: result, cells)
    shown.notes += result.notes
    return shown
  }

  /// Whether a count above zero is too small to be shown.
  public func isSmall(_ count: Double) -> Bool {
    switch self {
    case .ohdsi(let least): count > 0 && count < Double(least)
    case .openSafely: count <= 7
    case .none: false
    }
  }

  /// The terms in the order of the design, with aliased columns in their places.
  private static func rows(
    of result: RegressionResult, _ cells: RegressionCells
  ) -> [SuppressedRegression.Row] {
    let aliased = Set(result.aliased)
    var estimates: [String: RegressionResult.Term] = [:]
    for term in result.terms where !aliased.contains(term.term) { estimates[term.term] = term }
    var order = cells.columns
    for name in result.terms.map(\.term) + result.aliased where !order.contains(name) { order.append(name) }
    return order.compactMap { column in
      let label = cells.columns.firstIndex(of: column).map { cells.terms[$0] } ?? column
      let term = label.isEmpty ? column : label
      if aliased.contains(column) {
        return SuppressedRegression.Row(column: column, term: term, estimate: nil, state: .aliased)
      }
      return estimates[column].map {
        SuppressedRegression.Row(column: column, term: term, estimate: $0, state: .shown)
      }
    }
  }
}
