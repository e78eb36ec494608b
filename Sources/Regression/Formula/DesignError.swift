/// Why a formula and a table give no design. No case holds the value of a cell.
public enum DesignError: Error, Equatable, Sendable {
  /// `column` counts characters of the formula from 1.
  case doesNotParse(formula: String, column: Int, expected: String)
  /// The formula names a column that the data lack; `nearest` is one that they have.
  case unknownVariable(name: String, formula: String, column: Int, nearest: String?)
  /// A column that was named beside the formula (weights, cluster) and that the data lack.
  case unknownColumn(name: String, purpose: String, nearest: String?)
  /// The outcome is not events and non-events.
  case outcome(name: String, problem: String)
  /// A predictor without two values.
  case constant(column: String)
  case allMissing(column: String)
  /// A predictor, weight or cluster that cannot be used as it stands.
  case unusable(column: String, problem: String)
  /// An expression that is infinite or undefined for rows whose columns are all there.
  case notFinite(expression: String, rows: Int)
  case noRows(reason: String)
  /// Data to predict from hold a level that the model was not fitted to.
  case unseenLevel(column: String, rows: Int)

  /// Which exit code it belongs to.
  public enum Family: Sendable { case formula, data, noAnswer }

  public var family: Family {
    switch self {
    case .doesNotParse, .unknownVariable, .unknownColumn: .formula
    case .outcome, .unusable, .notFinite, .unseenLevel, .constant, .allMissing: .data
    case .noRows: .noAnswer
    }
  }
}

extension DesignError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .doesNotParse(let formula, let column, let expected):
      "Expected \(expected) at column \(column) of:\n" + Self.marked(formula, column)
    case .unknownVariable(let name, let formula, let column, let nearest):
      "There is no column '\(name)'\(Self.hint(nearest)) (column \(column) of the formula):\n"
        + Self.marked(formula, column)
    case .unknownColumn(let name, let purpose, let nearest):
      "There is no column '\(name)' for \(purpose)\(Self.hint(nearest))."
    case .outcome(let name, let problem): "The outcome '\(name)' \(problem)"
    case .constant(let column):
      "The predictor '\(column)' has one value only in the rows that are used, so it has no effect to estimate. "
        + "Remove it from the formula, or loosen --where."
    case .allMissing(let column):
      "The column '\(column)' has no value in any row. Remove it from the formula, or fill it in."
    case .unusable(let column, let problem): "The column '\(column)' \(problem)"
    case .notFinite(let expression, let rows):
      "\(expression) is infinite or undefined in \(rows) row\(rows == 1 ? "" : "s") whose columns are all there. "
        + "Choose an expression that is defined for every value, or leave those rows out with --where."
    case .noRows(let reason): "No row is left for the model: \(reason)."
    case .unseenLevel(let column, let rows):
      "The column '\(column)' holds, in \(rows) row\(rows == 1 ? "" : "s"), a level that the model was not fitted to. "
        + "Leave those rows out, or fit the model again with such rows."
    }
  }

  private static func hint(_ nearest: String?) -> String { nearest.map { "; the nearest is '\($0)'" } ?? "" }

  private static func marked(_ formula: String, _ column: Int) -> String {
    "  \(formula)\n  " + String(repeating: " ", count: max(0, column - 1)) + "^"
  }
}
