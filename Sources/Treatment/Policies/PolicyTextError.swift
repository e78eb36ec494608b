/// Why a policy cannot be followed. No case holds a patient's value; columns count characters from 1.
public enum PolicyTextError: Error, Equatable, Sendable {
  case doesNotParse(text: String, column: Int, expected: String)
  /// A condition asks for what is not known when the step begins.
  case looksAhead(text: String, column: Int, name: String, step: Int, reason: String)
  case unknownName(text: String, column: Int, name: String, step: Int, nearest: [String])
  /// No patient had the strategy at the step, under a name of its own.
  case unknownStrategy(text: String, column: Int, name: String, step: Int, known: [String], nearest: [String])
}

extension PolicyTextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .doesNotParse(let text, let column, let expected):
      TreatmentError.doesNotParse(text: text, column: column, expected: expected).description
    case .looksAhead(let text, let column, let name, let step, let reason):
      "'\(name)' looks ahead: \(reason) A policy may use only what is known when step \(step) begins: "
        + "\(PolicyNames.examples). Column \(column) of:\n" + Self.caret(text, column)
    case .unknownName(let text, let column, let name, let step, let nearest):
      "Nothing named '\(name)' is known at step \(step)." + Self.hint(nearest)
        + " Known are \(PolicyNames.examples). Column \(column) of:\n"
        + Self.caret(text, column)
    case .unknownStrategy(let text, let column, let name, let step, let known, let nearest):
      "No strategy of step \(step) stands under the name '\(name)'." + Self.hint(nearest)
        + (known.isEmpty
          ? " Nobody came to that step."
          : " There are: \(known.joined(separator: ", ")). What too few had stands with the others.")
        + " Column \(column) of:\n" + Self.caret(text, column)
    }
  }

  private static func hint(_ nearest: [String]) -> String {
    nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: " or "))?"
  }

  private static func caret(_ text: String, _ column: Int) -> String {
    "  \(text)\n  " + String(repeating: " ", count: max(0, column - 1)) + "^"
  }
}
