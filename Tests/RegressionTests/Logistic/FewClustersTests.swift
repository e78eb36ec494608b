import LinearAlgebra
import TestSupport
import Testing

@testable import Regression

@Suite("Standard errors and limits by clusters")
struct FewClustersTests {
  static let cases = ["balanced", "unbalanced", "singles", "many"].flatMap { [($0, false), ($0, true)] }
  private let close = Tolerance(relative: 1e-8, reason: "R's own convergence")

  private func design(_ name: String, weighted: Bool) throws -> Design {
    let rows = try referenceRows("few-clusters/input.csv").filter { $0["case"] == name }
    var numbers: [String: Int32] = [:]
    let clusters = rows.map { row in
      let id = row["id"] ?? ""
      let number = numbers[id] ?? Int32(numbers.count)
      numbers[id] = number
      return number
    }
    func values(_ column: String) throws -> [Double] {
      try rows.map { try #require($0[column].flatMap(Double.init)) }
    }
    let (x, z) = (try values("x"), try values("z"))
    return Design(
      columns: ["(Intercept)", "x", "z"], assignment: [-1, 0, 1], terms: ["x", "z"], count: rows.count,
      x: zip(x, z).flatMap { [1, $0, $1] }, y: try values("y"), weights: weighted ? try values("w") : [],
      clusters: clusters)
  }

  /// Who computed the expected numbers: R's sandwich and clubSandwich, `few-clusters/make.R`.
  @Test("CR0, CR1, CR2 and Satterthwaite's degrees of freedom are R's", arguments: cases)
  func againstR(name: String, weighted: Bool) throws {
    let design = try design(name, weighted: weighted)
    var known: [String: [String: Double]] = [:]
    for row in try referenceRows("few-clusters/expected.csv")
    where row["case"] == name + (weighted ? "-weighted" : "") {
      known[row["name"] ?? "", default: [:]][row["term"] ?? ""] = row["value"].flatMap(Double.init)
    }
    for kind in [RegressionOptions.StandardErrors.cr0, .cr1, .cr2] {
      let result = try LogisticRegression(options { $0.standardErrors = kind }).fit(design)
      for term in result.terms {
        #expect(
          close.admits(term.standardError, for: try #require(known[kind.rawValue]?[term.term])),
          "\(kind) \(term)")
        guard kind == .cr2 else { continue }
        #expect(close.admits(try #require(term.degreesOfFreedom), for: try #require(known["df"]?[term.term])))
        #expect(close.admits(term.pValue, for: try #require(known["p"]?[term.term])))
      }
    }
  }

  @Test("Below 40 clusters limits and tests are by t with G - 1, from 40 on by the normal distribution")
  func student() throws {
    let few = try LogisticRegression(options { $0.standardErrors = .cr1 }).fit(
      try design("balanced", weighted: false))
    #expect(few.terms.allSatisfy { $0.degreesOfFreedom == 11 })
    let term = few.terms[1]
    // qt(0.975, 11) by R 4.2.2.
    let rounding = Tolerance(
      absolute: 1e-12, reason: "R printed sixteen digits, and a sum and a difference round")
    #expect(rounding.admits(term.confHigh - term.estimate, for: 2.200_985_160_091_639 * term.standardError))
    #expect(few.tests[0].waldDenominator == 11)
    // t² is F, so the test of one column has the coefficient's p.
    #expect(rounding.admits(try #require(few.tests[0].waldP), for: term.pValue))
    #expect(few.notes.contains { $0.hasPrefix("Few clusters: 12.") })
    let many = try LogisticRegression(options { $0.standardErrors = .cr1 }).fit(
      try design("many", weighted: false))
    #expect(many.terms.allSatisfy { $0.degreesOfFreedom == nil })
  }

  /// Who computed the expected numbers: `clustered-area/make.py`, pair by pair in fractions.
  @Test("Area and variance are Obuchowski's by definition", arguments: ["pairs", "uneven", "singles", "few"])
  func area(name: String) throws {
    let rows = try referenceRows("clustered-area/input.csv").filter { $0["case"] == name }
    let known = try #require(try referenceRows("clustered-area/expected.csv").first { $0["case"] == name })
    let eta = try rows.map { try #require($0["eta"].flatMap(Double.init)) }
    let discrimination = Discrimination(
      eta: eta, mean: eta.map { LogOdds.probability($0) },
      y: try rows.map { try #require($0["y"].flatMap(Double.init)) },
      weights: Array(repeating: 1, count: rows.count),
      clusters: try rows.map { try #require($0["cluster"].flatMap(Int32.init)) })
    let area = discrimination.area(z: 1)
    let exact = Tolerance(relative: 1e-12, reason: "sums of a hundred roundings")
    #expect(exact.admits(area.area, for: try #require(known["area"].flatMap(Double.init))))
    let half = try #require(area.high) - area.area
    #expect(exact.admits(half * half, for: try #require(known["variance"].flatMap(Double.init))))
  }

  @Test("Each row four times, with the rows as clusters, gives the limits of the rows once")
  func repeated() throws {
    let once = DrawnDesign.design(rows: 80, width: 3)
    var four = once.rows((0..<80).flatMap { Array(repeating: $0, count: 4) })
    four.clusters = (0..<80).flatMap { Array(repeating: Int32($0), count: 4) }
    let plain = try LogisticRegression(options()).fit(once).summary
    let summary = try LogisticRegression(options { $0.standardErrors = .cr0 }).fit(four).summary
    let exact = Tolerance(relative: 1e-9, reason: "the estimates of two fits")
    #expect(exact.admits(try #require(summary.auc), for: try #require(plain.auc)))
    #expect(exact.admits(try #require(summary.aucLow), for: try #require(plain.aucLow)))
    #expect(exact.admits(try #require(summary.aucHigh), for: try #require(plain.aucHigh)))
    let hc = try LogisticRegression(options { $0.standardErrors = .hc0 }).fit(once)
    let cr = try LogisticRegression(options { $0.standardErrors = .cr0 }).fit(four)
    for (a, b) in zip(cr.terms, hc.terms) { #expect(exact.admits(a.standardError, for: b.standardError)) }
  }

  @Test(
    "Limits of the calibration are wider where rows repeat within clusters, and as wide as the rows once by t"
  )
  func calibration() throws {
    let once = DrawnDesign.design(rows: 400, width: 3)
    var four = once.rows((0..<400).flatMap { Array(repeating: $0, count: 4) })
    let independent = try LogisticRegression(options()).fit(four).calibration
    four.clusters = (0..<400).flatMap { Array(repeating: Int32($0), count: 4) }
    let clustered = try LogisticRegression(options { $0.standardErrors = .cr0 }).fit(four).calibration
    let plain = try LogisticRegression(options()).fit(once).calibration
    #expect(clustered.count == plain.count)
    for (place, point) in clustered.enumerated() {
      #expect(point.high - point.low > 1.5 * (independent[place].high - independent[place].low))
      #expect(point.low <= plain[place].low && point.high >= plain[place].high)
    }
  }

  @Test("FLIC's likelihood, deviance and AIC are of the corrected predictions")
  func flic() throws {
    let design = DrawnDesign.design(rows: 60, width: 3)
    let corrected = options {
      $0.method = .firth
      $0.flic = true
    }
    let result = try LogisticRegression(corrected).fit(design)
    var sum = 0.0
    for row in 0..<design.count {
      let eta = (0..<3).reduce(0.0) { $0 + design.x[row * 3 + $1] * result.terms[$1].estimate }
      let mean = LogOdds.probability(eta)
      sum += design.y[row] == 1 ? logarithm(mean) : logarithm(1 - mean)
    }
    let exact = Tolerance(relative: 1e-12, reason: "sums of sixty roundings")
    #expect(exact.admits(result.summary.logLikelihood, for: sum))
    #expect(exact.admits(result.summary.deviance, for: -2 * sum))
    #expect(exact.admits(result.summary.aic, for: -2 * sum + 6))
    let plain = try LogisticRegression(options { $0.method = .firth }).fit(design)
    #expect(result.summary.logLikelihood > plain.summary.logLikelihood)
    #expect(result.summary.penalisedLogLikelihood == plain.summary.penalisedLogLikelihood)
  }
}
