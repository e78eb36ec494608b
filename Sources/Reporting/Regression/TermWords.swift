/// What people read for terms and columns of a model: `relevel(agent, ref = "placebo")ketamine` is "ketamine against placebo".
///
/// What is no plain factor (interactions, splines, calls) stays as the formula has it.
enum TermWords {
  private static func parts(_ term: String) -> (variable: String, reference: String?)? {
    if term.hasPrefix("relevel("), term.hasSuffix(")") {
      let inner = term.dropFirst("relevel(".count).dropLast()
      guard let comma = inner.firstIndex(of: ","), let sign = inner.firstIndex(of: "=") else { return nil }
      let reference = inner[inner.index(after: sign)...].trimming { " \"'".contains($0) }
      return (String(inner[..<comma]), String(reference))
    }
    if term.hasPrefix("factor("), term.hasSuffix(")") { return (String(term.dropFirst(7).dropLast()), nil) }
    return term.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } ? (term, nil) : nil
  }

  /// Whether the column is one of the levels, by variable, of a plain factor.
  static func isLevel(_ column: String, of term: String, among levels: [String: Set<String>]) -> Bool {
    guard let variable = parts(term)?.variable, column.hasPrefix(term) else { return false }
    return levels[variable]?.contains(String(column.dropFirst(term.count))) ?? false
  }

  static func term(_ term: String, _ names: ReportNames) -> String {
    parts(term).map { names.heading($0.variable) } ?? term
  }

  static func column(_ column: String, of term: String, _ names: ReportNames) -> String {
    guard let parts = parts(term), column.hasPrefix(term) else { return column }
    let level = String(column.dropFirst(term.count))
    if level.isEmpty { return names.heading(parts.variable) }
    let value = names.value(level, of: parts.variable)
    if let reference = parts.reference {
      return "\(value) against \(names.value(reference, of: parts.variable))"
    }
    return "\(names.heading(parts.variable)): \(value)"
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isOut: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let first = rest.first, isOut(first) { rest.removeFirst() }
    while let last = rest.last, isOut(last) { rest.removeLast() }
    return rest
  }
}
