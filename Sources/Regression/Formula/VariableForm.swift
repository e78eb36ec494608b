internal import Treatment

/// What a variable of a formula asks for: an expression and how it becomes columns.
enum VariableForm: Sendable {
  /// A number, a truth or a text, as the data have it.
  case plain(FormulaNode)
  /// Levels, with the first one named or left to the order.
  case factor(FormulaNode, reference: String?)
  case spline(FormulaNode, SplineKnots)
  case polynomial(FormulaNode, degree: Int, raw: Bool)

  /// Throws: ``DesignError/doesNotParse(formula:column:expected:)`` for a function that is not read, or arguments that
  /// do not suit it.
  init(_ node: FormulaNode, in formula: String) throws(DesignError) {
    func mistake(_ expected: String, _ column: Int) -> DesignError {
      .doesNotParse(formula: formula, column: column, expected: expected)
    }
    guard case .call(let name, let arguments) = node.kind,
      ["factor", "as.factor", "relevel", "rcs", "poly"].contains(name)
    else {
      try ExpressionRules.check(node, in: formula)
      self = .plain(node)
      return
    }
    guard let first = arguments.first, first.name == nil || first.name == "x" else {
      throw mistake("a column in \(name)()", node.column)
    }
    let inner = first.value.bare
    func whole(_ argument: FormulaNode.Argument, _ range: ClosedRange<Int>) throws(DesignError) -> Int {
      guard case .number(let number) = argument.value.kind, let value = Int(exactly: number),
        range.contains(value)
      else {
        throw mistake("a whole number from \(range.lowerBound) to \(range.upperBound)", argument.value.column)
      }
      return value
    }
    if name != "relevel" { try ExpressionRules.check(inner, in: formula) }
    switch name {
    case "rcs":
      guard arguments.count <= 2, arguments.count < 2 || ["parms", nil].contains(arguments[1].name) else {
        throw mistake("rcs(column, number of knots) or rcs(column, c(knots))", node.column)
      }
      guard arguments.count == 2 else {
        self = .spline(inner, .count(5))
        return
      }
      if case .call("c", let knots) = arguments[1].value.kind {
        let values = try knots.map { knot throws(DesignError) in
          try ExpressionRules.number(knot.value, in: formula)
        }
        guard values.count >= 3, Set(values).count == values.count else {
          throw mistake("at least three knots that differ", arguments[1].value.column)
        }
        self = .spline(inner, .given(values.sorted()))
      } else {
        self = .spline(inner, .count(try whole(arguments[1], 3...10)))
      }
    case "poly":
      var degree: Int?
      var raw = false
      for argument in arguments.dropFirst() {
        switch argument.name {
        case nil where degree == nil, "degree": degree = try whole(argument, 1...10)
        case "raw":
          guard case .name(let word) = argument.value.kind, ["TRUE", "FALSE", "T", "F"].contains(word) else {
            throw mistake("TRUE or FALSE", argument.value.column)
          }
          raw = word.hasPrefix("T")
        default:
          throw mistake("poly(column, degree) or poly(column, degree, raw = TRUE)", argument.value.column)
        }
      }
      self = .polynomial(inner, degree: degree ?? 1, raw: raw)
    case "relevel":
      guard arguments.count == 2, ["ref", nil].contains(arguments[1].name),
        case .text(let level) = arguments[1].value.kind
      else {
        throw mistake("relevel(column, ref = 'level') with the level in quotes", node.column)
      }
      switch try VariableForm(inner, in: formula) {
      case .plain(let column), .factor(let column, _): self = .factor(column, reference: level)
      case .spline, .polynomial: throw mistake("a column of levels in relevel()", inner.column)
      }
    default:
      guard arguments.count == 1 else { throw mistake("one column in \(name)()", node.column) }
      self = .factor(inner, reference: nil)
    }
  }
}

/// Where a restricted cubic spline bends.
enum SplineKnots: Sendable, Hashable {
  /// As many as given, at Harrell's default quantiles.
  case count(Int)
  case given([Double])
}
