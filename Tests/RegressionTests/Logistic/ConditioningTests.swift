import Regression
import TestSupport
import Testing

@Suite("Fits of ill-conditioned columns keep their digits")
struct ConditioningTests {
  static let cases = [
    "one-and-a-billionth", "far-from-zero", "correlated", "steep", "cubic-of-years", "all-at-once",
  ]
  private let close = Tolerance(
    relative: 1e-9, reason: "what the project promises of any fit that it does not refuse")

  private func design(_ name: String) throws -> Design {
    let rows = try referenceRows("conditioning/input.csv").filter { $0["case"] == name }
    let columns = ["x1", "x2", "x3"].filter { rows[0][$0] != "" }
    return Design(
      columns: ["(Intercept)"] + columns, assignment: Array(-1..<columns.count), terms: columns,
      count: rows.count,
      x: try rows.flatMap { row in try [1] + columns.map { try #require(row[$0].flatMap(Double.init)) } },
      y: try rows.map { try #require($0["y"].flatMap(Double.init)) })
  }

  /// Who computed the expected numbers: mpmath at 50 digits, `Datasets/reference/conditioning/make.py`.
  @Test("Coefficients and standard errors are those of 50-digit arithmetic to 1e-9", arguments: cases)
  func mpmath(name: String) throws {
    let expected = try referenceRows("conditioning/expected.csv").filter { $0["case"] == name }
    let result = try LogisticRegression(options()).fit(try design(name))
    #expect(result.terms.count == expected.count)
    for (term, row) in zip(result.terms, expected) {
      #expect(close.admits(term.estimate, for: try #require(row["estimate"].flatMap(Double.init))), "\(term)")
      #expect(
        close.admits(term.standardError, for: try #require(row["std_error"].flatMap(Double.init))), "\(term)")
    }
  }

  @Test("Moving a column by a constant and stretching it changes its slope by the stretch and no test")
  func moved() throws {
    let design = DrawnDesign.design(rows: 300, width: 4)
    var moved = design
    for row in 0..<300 { moved.x[row * 4 + 2] = design.x[row * 4 + 2] * 1024 + 4096 }
    let (one, other) = (
      try LogisticRegression(options()).fit(design), try LogisticRegression(options()).fit(moved)
    )
    #expect(close.admits(other.terms[2].estimate * 1024, for: one.terms[2].estimate))
    #expect(close.admits(other.terms[2].standardError * 1024, for: one.terms[2].standardError))
    #expect(
      close.admits(
        try #require(other.tests[1].likelihoodRatio), for: try #require(one.tests[1].likelihoodRatio)))
    #expect(close.admits(other.summary.logLikelihood, for: one.summary.logLikelihood))
  }

  @Test("A column that repeats others beyond R's tolerance is left out, whatever its mean")
  func aliased() throws {
    var design = DrawnDesign.design(rows: 200, width: 4)
    for row in 0..<200 { design.x[row * 4 + 3] = 5e6 + 3 * design.x[row * 4 + 1] - 2 * design.x[row * 4 + 2] }
    let result = try LogisticRegression(options()).fit(design)
    #expect(result.aliased == ["x3"])
    #expect(result.terms.map(\.term) == ["(Intercept)", "x1", "x2"])
  }
}
