import LinearAlgebra
import Treatment

/// What an expression gives, one value a row of the table.
enum ExpressionValue {
  case constant(Double)
  /// NaN where there is no value.
  case numbers([Double])
  /// 0, 1, or NaN where there is no value.
  case truths([Double])
  case texts(codes: [Int32], levels: [String])

  /// The value of an expression that ``ExpressionRules`` admits; the table holds its columns.
  ///
  /// Throws: ``DesignError/unusable(column:problem:)`` for a text where a number is wanted.
  init(_ node: FormulaNode, in table: FlatTable) throws(DesignError) {
    switch node.kind {
    case .number(let number): self = .constant(number)
    case .group(let inner): self = try ExpressionValue(inner, in: table)
    case .name(let name):
      guard let column = table[name] else {
        throw .unknownColumn(
          name: name, purpose: "the model", nearest: NearestName.nearest(name, among: table.knownNames).first)
      }
      switch column.values {
      case .numbers(let numbers): self = .numbers(numbers)
      case .texts(let codes, let levels): self = .texts(codes: codes, levels: levels)
      }
    case .prefix(let sign, let inner):
      let value = try ExpressionValue(inner, in: table)
      switch sign {
      case "!":
        let negated = { (truth: Double) in truth.isNaN ? truth : truth == 0 ? 1.0 : 0.0 }
        if case .constant(let truth) = value {
          self = .constant(negated(truth))
        } else {
          self = .truths(try value.mapped(inner, negated))
        }
      case "-": self = try value.arithmetic(inner) { -$0 }
      default: self = try value.arithmetic(inner) { $0 }
      }
    case .pair(let sign, let left, let right):
      if let truths = try Self.comparedTexts(sign, left, right, table) {
        self = .truths(truths)
        return
      }
      let (first, second) = (try ExpressionValue(left, in: table), try ExpressionValue(right, in: table))
      let joined = try first.joined(second, left, right, table.rowCount, by: Self.operation(sign))
      self =
        ExpressionRules.comparisons.contains(sign) || sign == "&" || sign == "|"
        ? .truths(joined) : .numbers(joined)
      if case .constant(let a) = first, case .constant(let b) = second {
        self = .constant(Self.operation(sign)(a, b))
      }
    case .call(let name, let arguments):
      guard let function = ExpressionRules.functions[name], let first = arguments.first?.value else {
        preconditionFailure("ExpressionRules admits no \(name)().")
      }
      let value = try ExpressionValue(first, in: table)
      if name == "I" {
        self = value
      } else if arguments.count == 2 {
        let base = logarithm(try ExpressionRules.number(arguments[1].value, in: node.text))
        self = try value.arithmetic(first) { logarithm($0) / base }
      } else {
        self = try value.arithmetic(first, function)
      }
    case .text: preconditionFailure("ExpressionRules admits texts in comparisons only.")
    }
  }

  /// Numbers one a row; truths are 0 and 1.
  func numbers(_ node: FormulaNode, count: Int) throws(DesignError) -> [Double] {
    switch self {
    case .constant(let value): return Array(repeating: value, count: count)
    case .numbers(let values), .truths(let values): return values
    case .texts: throw Self.isText(node)
    }
  }

  private static func isText(_ node: FormulaNode) -> DesignError {
    .unusable(
      column: node.columnNames.first?.name ?? node.text,
      problem: "holds texts, and the formula calculates with it. Correct the cells that should be numbers, "
        + "or use factor() for a column of levels.")
  }

  private func mapped(_ node: FormulaNode, _ function: (Double) -> Double) throws(DesignError) -> [Double] {
    switch self {
    case .constant(let value): return [function(value)]
    case .numbers(let values), .truths(let values): return values.map(function)
    case .texts: throw Self.isText(node)
    }
  }

  private func arithmetic(_ node: FormulaNode, _ function: (Double) -> Double) throws(DesignError)
    -> ExpressionValue
  {
    if case .constant(let value) = self { return .constant(function(value)) }
    return .numbers(try mapped(node, function))
  }

  private func joined(
    _ other: ExpressionValue, _ left: FormulaNode, _ right: FormulaNode, _ count: Int,
    by operation: (Double, Double) -> Double
  ) throws(DesignError) -> [Double] {
    if case .constant(let value) = other {
      return try numbers(left, count: count).map { operation($0, value) }
    }
    if case .constant(let value) = self {
      return try other.numbers(right, count: count).map { operation(value, $0) }
    }
    return zip(try numbers(left, count: count), try other.numbers(right, count: count)).map(operation)
  }

  private static func operation(_ sign: String) -> (Double, Double) -> Double {
    func truth(_ a: Double, _ b: Double, _ holds: Bool) -> Double {
      a.isNaN || b.isNaN ? .nan : holds ? 1 : 0
    }
    return switch sign {
    case "+": { $0 + $1 }
    case "-": { $0 - $1 }
    case "*": { $0 * $1 }
    case "/": { $0 / $1 }
    case "^": power
    case "==": { truth($0, $1, $0 == $1) }
    case "!=": { truth($0, $1, $0 != $1) }
    case "<": { truth($0, $1, $0 < $1) }
    case "<=": { truth($0, $1, $0 <= $1) }
    case ">": { truth($0, $1, $0 > $1) }
    case ">=": { truth($0, $1, $0 >= $1) }
    case "&": { $0 == 0 || $1 == 0 ? 0 : truth($0, $1, true) }
    default: { $0 == 1 || $1 == 1 ? 1 : truth($0, $1, $0 != 0 || $1 != 0) }
    }
  }

  /// A column compared with a quoted text; `nil` for any other pair.
  private static func comparedTexts(
    _ sign: String, _ left: FormulaNode, _ right: FormulaNode, _ table: FlatTable
  ) throws(DesignError) -> [Double]? {
    let sides = [left.bare, right.bare]
    guard let text = sides.compactMap({ if case .text(let text) = $0.kind { text } else { nil } }).first,
      let column = sides.first(where: { if case .name = $0.kind { true } else { false } })
    else { return nil }
    let wanted = sign == "=="
    switch try ExpressionValue(column, in: table) {
    case .texts(let codes, let levels):
      let holds = levels.map { ($0 == text) == wanted ? 1.0 : 0.0 }
      return codes.map { $0 < 0 ? .nan : holds[Int($0)] }
    case .numbers(let values), .truths(let values):
      return values.map { $0.isNaN ? .nan : (LevelText.text(of: $0) == text) == wanted ? 1 : 0 }
    case .constant: return nil
    }
  }
}
