/// Why a treatment history, filter or grouping cannot be read. No case holds a patient's value.
public enum TreatmentError: Error, Equatable, Sendable {
  /// Two active treatments share a day and no strategy is declared.
  case overlappingTreatments
  /// Two treatments start on the same day with different declared strategies.
  case conflictingStrategies
  /// The filter or grouping does not parse; `column` counts characters from 1.
  case doesNotParse(text: String, column: Int, expected: String)
}

extension TreatmentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .overlappingTreatments:
      "Two active treatments of one patient share a day and the later one has no declared strategy. "
        + "Declare it: add a 'strategy' column to exposures.csv, map agents to strategies in cohort.yaml, "
        + "or give the steps themselves in steps.csv."
    case .conflictingStrategies:
      "Two treatments of one patient start on the same day with different declared strategies, so neither "
        + "has a day of its own. Declare one strategy for both, or correct the start day of one."
    case .doesNotParse(let text, let column, let expected):
      "Expected \(expected) at column \(column) of:\n  \(text)\n  "
        + String(repeating: " ", count: max(0, column - 1)) + "^"
    }
  }
}
