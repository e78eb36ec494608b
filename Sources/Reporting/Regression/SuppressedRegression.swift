import Regression

/// A ``RegressionResult`` after disclosure control: what tables and figures of a model are made from.
///
/// A count can hide in an estimate. In a model of factors the estimates and their errors, the likelihoods, the ROC
/// curve and the totals are so many equations in the counts of the cells, and whole numbers solve them. So the choice
/// here is on the safe side:
///
/// - the model's own events, non-events, rows or clusters are few: no number of the model is shown;
/// - a cell (``RegressionCells``) is small: every column of its term and of terms that share a variable with it, their
///   tests, the intercept, the likelihoods
///   and all that judges the fit are hidden, not that level's estimate alone. The way out is to merge levels;
/// - tenths of the calibration are hidden by ``CountAudit``, and the ROC curve moves in steps of no small count;
/// - `opensafely` rounds: estimates to two decimals, counts to five, and prints no likelihood.
///
/// Not: a proof for adjusted models, whose estimates depend on more than counts; nor a guard of per-row values, which
/// are patients' own.
public struct SuppressedRegression: Sendable, Equatable {
  /// Why a row of the table of terms has no numbers.
  enum State: Sendable, Equatable { case shown, hidden, aliased }

  struct Row: Sendable, Equatable {
    var column: String
    /// The formula's term; the column's own name where the design is not known.
    var term: String
    /// Only where the state is `shown`.
    var estimate: RegressionResult.Term?
    var state: State
  }

  struct TestRow: Sendable, Equatable {
    var term: String
    /// `nil` where the test is hidden.
    var test: RegressionResult.TermTest?
  }

  var options: RegressionOptions
  var disclosure: Disclosure
  var rows: [Row] = []
  var tests: [TestRow] = []
  var summary: [SummaryEntry] = []
  var calibration: [RegressionResult.CalibrationPoint] = []
  var hiddenCalibrationPoints = 0
  var roc: [RegressionResult.ROCPoint] = []
  /// What was hidden and why, then the notes of the fit.
  var notes: [String] = []
  /// Nothing of the model may be shown.
  var hidesAll = false
  /// Terms with a small cell.
  var smallTerms: [String] = []

  /// Everything shown.
  init(_ result: RegressionResult, _ cells: RegressionCells, under disclosure: Disclosure) {
    options = result.options
    self.disclosure = disclosure
    rows = Self.rows(of: result, cells)
    tests = result.tests.map { TestRow(term: $0.term, test: $0) }
    summary = RegressionSummaryEntries.entries(result.summary, result.options)
    calibration = result.calibration
    roc = result.roc
  }

  /// The terms in the order of the design, with aliased columns in their places.
  private static func rows(
    of result: RegressionResult, _ cells: RegressionCells
  ) -> [Row] {
    let aliased = Set(result.aliased)
    var estimates: [String: RegressionResult.Term] = [:]
    for term in result.terms where !aliased.contains(term.term) { estimates[term.term] = term }
    var order = cells.columns
    for name in result.terms.map(\.term) + result.aliased where !order.contains(name) { order.append(name) }
    return order.compactMap { column in
      let label = cells.columns.firstIndex(of: column).map { cells.terms[$0] } ?? column
      let term = label.isEmpty ? column : label
      if aliased.contains(column) {
        return Row(column: column, term: term, estimate: nil, state: .aliased)
      }
      return estimates[column].map {
        Row(column: column, term: term, estimate: $0, state: .shown)
      }
    }
  }

  /// Why no model file may be written, as a sentence: its coefficients and covariances have every digit.
  public var modelFileRefusal: String? {
    if case .none = disclosure { return nil }
    if !hidesAll, smallTerms.isEmpty, disclosure != .openSafely { return nil }
    return
      "A model file holds every digit of every coefficient, so that hidden numbers could be worked out from it. "
      + "Merge small levels, or state a reason with --disclosure none."
  }

  func value(_ name: String) -> Double? {
    guard let entry = summary.first(where: { $0.column.name == name }) else { return nil }
    switch entry.cell {
    case .number(let value): return value
    case .count(let count): return Double(count)
    default: return nil
    }
  }
}

/// A column of the one-row summary with its value.
struct SummaryEntry: Sendable, Equatable {
  /// What a number tells a reader who wants the counts.
  enum Kind: Sendable { case count, likelihood, performance, other }

  var column: Table.Column
  var cell: Cell
  var kind: Kind
}
