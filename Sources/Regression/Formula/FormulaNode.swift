/// An expression of a formula, as R's grammar reads it.
struct FormulaNode: Sendable, Hashable {
  struct Argument: Sendable, Hashable {
    var name: String?
    var value: FormulaNode
  }

  indirect enum Kind: Sendable, Hashable {
    case name(String)
    case number(Double)
    case text(String)
    case call(String, [Argument])
    case pair(String, FormulaNode, FormulaNode)
    case prefix(String, FormulaNode)
    case group(FormulaNode)
  }

  var kind: Kind
  /// Where it begins in the formula: characters from 1. For a pair, where its sign stands.
  var column: Int

  /// The expression as R prints it, which reads back to the same expression.
  var text: String {
    switch kind {
    case .name(let name): return name == "TRUE" || name == "FALSE" ? name : FormulaText.name(name)
    case .number(let number): return FormulaText.number(number)
    case .text(let text): return FormulaText.text(text)
    case .group(let inner): return "(\(inner.text))"
    case .prefix(let sign, let inner): return sign + inner.text
    case .pair(let sign, let left, let right):
      let space = ["^", ":", "/"].contains(sign) ? "" : " "
      return left.text + space + sign + space + right.text
    case .call(let name, let arguments):
      let inner = arguments.map { argument in
        (argument.name.map { "\(FormulaText.name($0)) = " } ?? "") + argument.value.text
      }
      return "\(FormulaText.name(name))(\(inner.joined(separator: ", ")))"
    }
  }

  /// The names of columns in the expression, in their order, with repetitions.
  var columnNames: [(name: String, column: Int)] {
    switch kind {
    case .name(let name): name == "TRUE" || name == "FALSE" ? [] : [(name, column)]
    case .number, .text: []
    case .call(_, let arguments): arguments.flatMap(\.value.columnNames)
    case .pair(_, let left, let right): left.columnNames + right.columnNames
    case .prefix(_, let inner), .group(let inner): inner.columnNames
    }
  }

  /// The expression without the parentheses around it.
  var bare: FormulaNode {
    if case .group(let inner) = kind { inner.bare } else { self }
  }
}

extension FormulaNode {
  /// Without the parentheses and the `factor()` around it.
  var unwrapped: FormulaNode {
    if case .call(let name, let arguments) = bare.kind, name == "factor" || name == "as.factor",
      arguments.count == 1
    {
      return arguments[0].value.unwrapped
    }
    return bare
  }
}
