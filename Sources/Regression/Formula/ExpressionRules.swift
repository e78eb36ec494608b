internal import LinearAlgebra
internal import Treatment

/// Which arithmetic a formula may hold.
enum ExpressionRules {
  static let functions: [String: @Sendable (Double) -> Double] = [
    "log": logarithm, "log2": logarithm2, "log10": logarithm10, "log1p": logarithm1p,
    "exp": exponential,
    "sqrt": { $0.squareRoot() }, "abs": { $0.magnitude }, "I": { $0 },
  ]

  private static let names = [
    "I", "abs", "exp", "factor", "log", "log10", "log1p", "log2", "offset", "poly", "rcs", "relevel", "sqrt",
  ]

  static let comparisons: Set<String> = ["==", "!=", "<", "<=", ">", ">="]

  /// Throws: ``DesignError/doesNotParse(formula:column:expected:)`` where the arithmetic is none that is read.
  static func check(_ node: FormulaNode, in formula: String) throws(DesignError) {
    func mistake(_ expected: String, _ column: Int) -> DesignError {
      .doesNotParse(formula: formula, column: column, expected: expected)
    }
    switch node.kind {
    case .name, .number: return
    case .text: throw mistake("a number or a column (a text is compared with == or !=)", node.column)
    case .group(let inner): try check(inner, in: formula)
    case .prefix(_, let inner): try check(inner, in: formula)
    case .pair(let sign, let left, let right):
      guard sign != ":" else { throw mistake("arithmetic, not ':', inside a function", node.column) }
      if sign == "==" || sign == "!=" {
        if case .text = right.bare.kind, case .name = left.bare.kind { return }
        if case .text = left.bare.kind, case .name = right.bare.kind { return }
      }
      try check(left, in: formula)
      try check(right, in: formula)
    case .call(let name, let arguments):
      guard functions[name] != nil else {
        let nearest = NearestName.nearest(name, among: names, limit: 1).first
        throw mistake(
          "one of the functions \(names.joined(separator: ", "))"
            + (nearest.map { nearest in
              nearest == name ? " and not \(name)() inside another" : "; the nearest is '\(nearest)'"
            } ?? ""),
          node.column)
      }
      let most = name == "log" ? 2 : 1
      guard !arguments.isEmpty, arguments.count <= most else {
        throw mistake("one expression in \(name)()", node.column)
      }
      for argument in arguments { try check(argument.value, in: formula) }
      if arguments.count == 2 {
        guard try number(arguments[1].value, in: formula) > 0,
          arguments[1].name == nil || arguments[1].name == "base"
        else { throw mistake("a base above 0", arguments[1].value.column) }
      }
    }
  }

  /// A constant, with its sign.
  static func number(_ node: FormulaNode, in formula: String) throws(DesignError) -> Double {
    switch node.bare.kind {
    case .number(let number): return number
    case .prefix("-", let inner): return -(try number(inner, in: formula))
    default: throw .doesNotParse(formula: formula, column: node.column, expected: "a number")
    }
  }
}
