/// A model formula as R users write it.
///
///     resistant ~ age * sex + factor(site) + rcs(baseline, 4) + anxious:step + offset(log(days))
///
/// `+ - * : / ^` and parentheses combine terms as in R's `terms()`; `- 1` or `+ 0` leave the intercept out. A term is a
/// column, `` `a column with signs` ``, `factor()`, `relevel(, ref = )`, `rcs()`, `poly()`, `offset()`, `log log2 log10
/// log1p exp sqrt abs`, `I()` of arithmetic, or a comparison. The outcome is a column, a comparison or
/// `cbind(events, others)`.
///
/// Not: R. Other functions are refused, and so is `.` for all other columns.
public struct Formula: Sendable, Hashable {
  /// As it was written, on one line.
  public let text: String
  let outcome: FormulaNode
  /// The distinct expressions that terms are made of, in the order of their first appearance.
  let variables: [FormulaNode]
  /// Each a set of places in `variables`, by degree and then as written; the intercept is not among them.
  let terms: [[Int]]
  let offsets: [FormulaNode]
  public let hasIntercept: Bool

  /// Throws: ``DesignError/doesNotParse(formula:column:expected:)`` at the first mistake.
  public init(parsing text: String) throws(DesignError) {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    let sides = try FormulaParser.sides(of: line)
    var expansion = TermExpansion(formula: line)
    try expansion.expand(sides.predictors)
    self.text = line
    outcome = sides.outcome
    variables = expansion.variables
    terms = expansion.terms
    offsets = expansion.offsets
    hasIntercept = expansion.hasIntercept
    for variable in variables + offsets { _ = try VariableForm(variable, in: line) }
    try Self.check(outcome: outcome, in: line)
    if let own = variables.first(where: { $0.text == outcome.bare.text }) {
      throw .doesNotParse(
        formula: line, column: own.column, expected: "a predictor that is not the outcome itself")
    }
  }

  private static func check(outcome: FormulaNode, in line: String) throws(DesignError) {
    let node = outcome.unwrapped
    guard case .call("cbind", let sides) = node.kind else { return try ExpressionRules.check(node, in: line) }
    guard sides.count == 2 else {
      throw .doesNotParse(
        formula: line, column: node.column, expected: "cbind(events, others) with two columns")
    }
    for side in sides { try ExpressionRules.check(side.value, in: line) }
  }

  /// Labels of the terms, as R's `terms()` spells them.
  public var termLabels: [String] { terms.map { $0.map { variables[$0].text }.joined(separator: ":") } }

  /// The columns of the data that it reads, each once: outcome, predictors, offsets.
  public var columns: [String] {
    columnPlaces.reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
  }

  var columnPlaces: [(name: String, column: Int)] { ([outcome] + variables + offsets).flatMap(\.columnNames) }
}
