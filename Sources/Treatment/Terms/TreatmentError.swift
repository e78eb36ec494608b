/// Why a filter or grouping cannot be read. No case holds a patient's value.
public enum TreatmentError: Error, Equatable, Sendable {
  /// The filter or grouping does not parse; `column` counts characters from 1.
  case doesNotParse(text: String, column: Int, expected: String)
}

extension TreatmentError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .doesNotParse(let text, let column, let expected):
      "Expected \(expected) at column \(column) of:\n  \(text)\n  "
        + String(repeating: " ", count: max(0, column - 1)) + "^"
    }
  }
}
