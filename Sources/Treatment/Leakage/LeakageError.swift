/// Why a model of resistance is not fitted: a covariate tells what it is to predict.
public enum LeakageError: Error, Equatable, Sendable {
  case leaks([LeakageFinding])
  case unknownRule(name: String, known: [String], nearest: [String])
  /// `--allow-leakage` names nothing that is in the model.
  case nothingToAllow(name: String, terms: [String])
  /// A role is declared of a column, and there is no such role.
  case unknownRole(column: String, role: String)
}

extension LeakageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .leaks(let findings):
      "The model would be told what it is to predict:\n"
        + findings.map { "  \($0.term): \($0.reason)\n" }.joined()
        + "Leave \(findings.count == 1 ? "the term" : "these terms") out of the formula, or insist with "
        + findings.map { "--allow-leakage '\($0.term)'" }.joined(separator: " ") + "; the output will say so."
    case .unknownRule(let name, let known, let nearest):
      "There is no rule of resistance named '\(name)'."
        + (nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: " or "))?")
        + " Rules: \(known.joined(separator: ", "))."
    case .nothingToAllow(let name, let terms):
      "--allow-leakage names '\(name)', which is neither a term nor a variable of the model. Its terms are: "
        + terms.joined(separator: ", ") + "."
    case .unknownRole(let column, let role):
      "The role '\(role)' of the column '\(column)' is not known. Roles: "
        + CovariateRole.allCases.map(\.rawValue).joined(separator: ", ") + "."
    }
  }
}
