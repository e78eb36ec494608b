/// Multiplies a formula's right side out into terms, as R's `terms()` does.
///
/// A term is a set of variables; sets are ordered by size, then by appearance, and each stands once.
/// Source: the rules of "An Introduction to R" 11.1 and of `?formula`; checked against R 4.2's `terms()`.
struct TermExpansion {
  let formula: String
  private(set) var variables: [FormulaNode] = []
  private(set) var terms: [[Int]] = []
  private(set) var offsets: [FormulaNode] = []
  private(set) var hasIntercept = true

  /// More than anybody fits; products grow fast.
  private static let mostTerms = 2000

  init(formula: String) { self.formula = formula }

  mutating func expand(_ node: FormulaNode) throws(DesignError) {
    let found = try encoded(node, adds: true)
    let degrees = Set(found.map(\.count)).sorted()
    terms = degrees.flatMap { degree in found.filter { $0.count == degree } }
    // Variables of terms that were taken away again are none of the model's.
    let used = variables.indices.filter { place in terms.contains { $0.contains(place) } }
    terms = terms.map { $0.compactMap { used.firstIndex(of: $0) } }
    variables = used.map { variables[$0] }
  }

  private func mistake(_ expected: String, _ column: Int) -> DesignError {
    .doesNotParse(formula: formula, column: column, expected: expected)
  }

  /// `adds` is false under an odd number of minus signs, where `1` takes the intercept away and `0` brings it back.
  private mutating func encoded(_ node: FormulaNode, adds: Bool) throws(DesignError) -> [[Int]] {
    switch node.kind {
    case .group(let inner): return try encoded(inner, adds: adds)
    case .number(let number):
      guard number == 0 || number == 1 else {
        throw mistake("a term, or 1 or 0 for the intercept", node.column)
      }
      hasIntercept = (number == 1) == adds
      return []
    case .text: throw mistake("a term and not a text (a name is written `in backquotes`)", node.column)
    case .prefix("-", let inner):
      _ = try encoded(inner, adds: !adds)
      return []
    case .prefix("+", let inner): return try encoded(inner, adds: adds)
    case .pair("+", let left, let right):
      return try joined(encoded(left, adds: adds), encoded(right, adds: adds), node.column)
    case .pair("-", let left, let right):
      let kept = try encoded(left, adds: adds)
      let removed = try encoded(right, adds: !adds)
      return kept.filter { !removed.contains($0) }
    case .pair(":", let left, let right):
      return try crossed(operand(left, ":"), operand(right, ":"), node.column)
    case .pair("*", let left, let right):
      let (first, second) = (try operand(left, "*"), try operand(right, "*"))
      return try joined(joined(first, second, node.column), crossed(first, second, node.column), node.column)
    case .pair("/", let left, let right):
      let (first, second) = (try operand(left, "/"), try operand(right, "/"))
      let all = Set(first.flatMap { $0 }).sorted()
      return try joined(first, crossed([all], second, node.column), node.column)
    case .pair("^", let base, let power):
      guard case .number(let number) = power.bare.kind, number >= 1, number <= 100, number == number.rounded()
      else {
        throw mistake(
          "a whole number from 1 after '^' (the power of a variable is written I(x^2))", power.column)
      }
      // A set united with itself is itself, so the lower powers stay.
      let once = try operand(base, "^")
      var result = once
      for _ in 1..<max(1, Int(number)) {
        let next = try crossed(result, once, node.column)
        if next == result { break }
        result = next
      }
      return result
    case .call("offset", let arguments):
      guard arguments.count == 1, adds else {
        throw mistake(
          adds ? "one expression in offset()" : "an offset that is added, not taken away", node.column)
      }
      offsets.append(arguments[0].value)
      return []
    case .name("."): throw mistake("the names of the columns ('.' for all of them is not read)", node.column)
    case .name, .call, .pair, .prefix: return [[place(of: node)]]
    }
  }

  /// One side of an interaction, which needs variables: no intercept and no offset.
  private mutating func operand(_ node: FormulaNode, _ sign: String) throws(DesignError) -> [[Int]] {
    let (offsets, intercept) = (offsets.count, hasIntercept)
    let result = try encoded(node, adds: true)
    guard !result.isEmpty, offsets == self.offsets.count, intercept == hasIntercept else {
      throw mistake("a variable on this side of '\(sign)'", node.column)
    }
    return result
  }

  private mutating func place(of node: FormulaNode) -> Int {
    let text = node.text
    if let known = variables.firstIndex(where: { $0.text == text }) { return known }
    variables.append(node)
    return variables.count - 1
  }

  private func joined(_ first: [[Int]], _ second: [[Int]], _ column: Int) throws(DesignError) -> [[Int]] {
    var seen: Set<[Int]> = []
    let result = (first + second).filter { seen.insert($0).inserted }
    guard result.count <= Self.mostTerms else {
      throw mistake("a product of at most \(Self.mostTerms) terms", column)
    }
    return result
  }

  private func crossed(_ first: [[Int]], _ second: [[Int]], _ column: Int) throws(DesignError) -> [[Int]] {
    guard first.count * second.count <= Self.mostTerms * 4 else {
      throw mistake("a product of at most \(Self.mostTerms) terms", column)
    }
    return try joined(first.flatMap { a in second.map { b in Set(a + b).sorted() } }, [], column)
  }
}
