/// Reads a formula by precedence, as R binds its signs: `^`, sign, `:`, `* /`, `+ -`, comparisons, `!`, `&`, `|`, `~`.
struct FormulaParser {
  private let text: String
  private let tokens: [FormulaToken]
  private var place = 0
  private var depth = 0

  /// Deeper nesting than anybody writes; the stack has an end.
  private static let deepest = 100

  /// The two sides of a formula.
  static func sides(of text: String) throws(DesignError) -> (outcome: FormulaNode, predictors: FormulaNode) {
    var parser = FormulaParser(text: text, tokens: try FormulaTokenReader.tokens(of: text))
    if parser.token.kind == .sign("~") {
      throw parser.mistake("the outcome before '~', as in 'resistant ~ age'")
    }
    let outcome = try parser.expression(0)
    guard parser.take("~") else {
      throw parser.mistake(
        parser.token.kind == .end
          ? "'~' and the predictors after the outcome" : "a sign (+ - * : ^ ~) between two terms")
    }
    let predictors = try parser.expression(0)
    try parser.end()
    return (outcome, predictors)
  }

  /// One expression, as the name of a variable that was kept.
  static func expression(_ text: String) throws(DesignError) -> FormulaNode {
    var parser = FormulaParser(text: text, tokens: try FormulaTokenReader.tokens(of: text))
    let result = try parser.expression(0)
    try parser.end()
    return result
  }

  private init(text: String, tokens: [FormulaToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: FormulaToken { tokens[place] }

  private func mistake(_ expected: String) -> DesignError {
    .doesNotParse(formula: text, column: token.column, expected: expected)
  }

  private mutating func take(_ sign: String) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    place += 1
    return true
  }

  private func end() throws(DesignError) {
    switch token.kind {
    case .end: return
    case .sign("~"): throw mistake("one '~' only")
    case .sign(")"): throw mistake("no ')', since no '(' is open")
    case .sign("="): throw mistake("'==' to compare, with two signs")
    case .sign: throw mistake("the end of the formula, or '+' and a term")
    default: throw mistake("a sign (+ - * : ^) between two terms")
    }
  }

  private static let precedence: [String: Int] = [
    "|": 1, "&": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6,
    ":": 7,
    "^": 9,
  ]

  private mutating func expression(_ least: Int) throws(DesignError) -> FormulaNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw mistake("fewer than \(Self.deepest) nested expressions") }
    var left = try prefixed()
    while case .sign(let sign) = token.kind, let binding = Self.precedence[sign], binding >= least {
      let column = token.column
      place += 1
      // A power binds to the right, and takes a sign: x^-1.
      let right = try expression(sign == "^" ? 8 : binding + 1)
      left = FormulaNode(kind: .pair(sign, left, right), column: column)
    }
    return left
  }

  private mutating func prefixed() throws(DesignError) -> FormulaNode {
    let column = token.column
    for (sign, binding) in [("-", 8), ("+", 8), ("!", 3)] where take(sign) {
      return FormulaNode(kind: .prefix(sign, try expression(binding)), column: column)
    }
    return try primary()
  }

  private mutating func primary() throws(DesignError) -> FormulaNode {
    let column = token.column
    switch token.kind {
    case .name(let name):
      place += 1
      if take("(") { return FormulaNode(kind: .call(name, try arguments()), column: column) }
      return FormulaNode(kind: .name(name), column: column)
    case .number(let number):
      place += 1
      return FormulaNode(kind: .number(number), column: column)
    case .text(let text):
      place += 1
      return FormulaNode(kind: .text(text), column: column)
    case .sign("("):
      place += 1
      let inner = try expression(0)
      guard take(")") else { throw mistake("')' for the '(' at column \(column)") }
      return FormulaNode(kind: .group(inner), column: column)
    case .end: throw mistake("a term before the end")
    case .sign: throw mistake("a term")
    }
  }

  /// After the opening parenthesis, to the closing one.
  private mutating func arguments() throws(DesignError) -> [FormulaNode.Argument] {
    let open = tokens[place - 1].column
    var result: [FormulaNode.Argument] = []
    if take(")") { return result }
    while true {
      var name: String?
      if case .name(let word) = token.kind, tokens[place + 1].kind == .sign("=") {
        name = word
        place += 2
      }
      result.append(FormulaNode.Argument(name: name, value: try expression(0)))
      if take(")") { return result }
      guard take(",") else { throw mistake("',' or ')' for the '(' at column \(open)") }
    }
  }
}
