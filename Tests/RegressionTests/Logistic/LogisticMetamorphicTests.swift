import Regression
import TestSupport
import Testing

@Suite("What must not change a logistic regression, or change it in a known way")
struct LogisticMetamorphicTests {
  static let methods = RegressionOptions.Method.allCases
  let tolerance = Tolerance(
    absolute: 1e-11, relative: 1e-10, reason: "another order of sums, and a last step below 1e-10")

  private func expectSame(_ one: RegressionResult, _ other: RegressionResult) {
    #expect(one.terms.count == other.terms.count)
    for (a, b) in zip(one.terms, other.terms) {
      for key in [\RegressionResult.Term.estimate, \.standardError, \.pValue, \.confLow, \.confHigh] {
        #expect(tolerance.admits(a[keyPath: key], for: b[keyPath: key]), "\(a) \(b)")
      }
    }
    for key in [
      \RegressionResult.Summary.n, \.events, \.logLikelihood, \.deviance, \.nullDeviance, \.mcFadden,
      \.nagelkerke, \.brier,
    ] { #expect(tolerance.admits(one.summary[keyPath: key], for: other.summary[keyPath: key])) }
    for key in [\RegressionResult.Summary.auc, \.aucLow, \.aucHigh, \.calibrationSlope] {
      if let a = one.summary[keyPath: key], let b = other.summary[keyPath: key] {
        #expect(tolerance.admits(a, for: b))
      } else {
        #expect(one.summary[keyPath: key] == other.summary[keyPath: key])
      }
    }
    for (a, b) in zip(one.tests, other.tests) {
      #expect(tolerance.admits(a.likelihoodRatio ?? 0, for: b.likelihoodRatio ?? 0))
      #expect(tolerance.admits(a.score ?? 0, for: b.score ?? 0))
    }
    for (a, b) in zip(one.calibration, other.calibration) {
      #expect(tolerance.admits(a.predicted, for: b.predicted))
      #expect(tolerance.admits(a.n, for: b.n))
    }
  }

  private func fit(_ method: RegressionOptions.Method) -> LogisticRegression {
    LogisticRegression(
      options {
        $0.method = method
        $0.interval = .profile
      })
  }

  @Test("A weight of 2 is a row twice, and a weight of 0 a row removed", arguments: methods)
  func weights(method: RegressionOptions.Method) throws {
    var design = DrawnDesign.design(rows: 300, width: 4)
    design.weights = (0..<300).map { Double($0 % 3) }
    let rows = (0..<300).flatMap { Array(repeating: $0, count: $0 % 3) }
    var repeated = design.rows(rows)
    repeated.weights = Array(repeating: 1, count: rows.count)
    expectSame(try fit(method).fit(design), try fit(method).fit(repeated))
  }

  @Test("Scaling a column scales its coefficient and nothing else", arguments: methods)
  func scaling(method: RegressionOptions.Method) throws {
    let design = DrawnDesign.design(rows: 300, width: 4)
    var scaled = design
    for row in 0..<300 { scaled.x[row * 4 + 2] *= 1024 }
    var result = try fit(method).fit(scaled)
    result.terms[2].estimate *= 1024
    result.terms[2].standardError *= 1024
    result.terms[2].confLow *= 1024
    result.terms[2].confHigh *= 1024
    expectSame(result, try fit(method).fit(design))
  }

  @Test("The order of rows and of columns does not matter", arguments: methods)
  func order(method: RegressionOptions.Method) throws {
    let design = DrawnDesign.design(rows: 300, width: 4)
    let plain = try fit(method).fit(design)
    expectSame(
      try fit(method).fit(design.rows((0..<300).map { ($0 * 77) % 300 == 0 ? 0 : ($0 * 77) % 300 })), plain)
    var turned = design
    let places = [3, 0, 2, 1]
    turned.columns = places.map { design.columns[$0] }
    turned.assignment = places.map { design.assignment[$0] }
    for row in 0..<300 {
      for (j, place) in places.enumerated() { turned.x[row * 4 + j] = design.x[row * 4 + place] }
    }
    var result = try fit(method).fit(turned)
    result.terms = design.columns.compactMap { name in result.terms.first { $0.term == name } }
    expectSame(result, plain)
  }

  @Test("Collapsing rows to patterns gives the estimates of the rows, to 1e-12", arguments: methods)
  func patterns(method: RegressionOptions.Method) throws {
    let design = DrawnDesign.design(rows: 900, width: 3, grain: 3)
    let collapsed = try fit(method).fit(design)
    #expect(collapsed.summary.patterns == 49)
    // Offsets that differ by nothing that matters keep every row apart.
    var apart = design
    apart.offset = (0..<900).map { Double($0) * 1e-18 }
    let rows = try fit(method).fit(apart)
    #expect(rows.summary.patterns == nil)
    let exact = Tolerance(absolute: 1e-12, reason: "the promise of the project")
    for (a, b) in zip(collapsed.terms, rows.terms) {
      #expect(exact.admits(a.estimate, for: b.estimate))
      #expect(exact.admits(a.standardError, for: b.standardError))
    }
  }

  @Test("Any number of threads gives the same bits", arguments: methods)
  func threads(method: RegressionOptions.Method) throws {
    let design = DrawnDesign.design(rows: 13_000, width: 4)
    var wanted = options {
      $0.method = method
      $0.threads = 1
    }
    let one = try LogisticRegression(wanted).estimate(design)
    for threads in [2, 3, 8] {
      wanted.threads = threads
      #expect(try LogisticRegression(wanted).estimate(design) == one)
    }
  }
}
