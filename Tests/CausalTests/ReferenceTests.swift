import Causal
import Regression
import TestSupport
import Testing

@Suite("Effects against polle and R")
struct CausalReferenceTests {
  private let estimates = Tolerance(
    relative: 1e-6, reason: "polle's glm stops at its default epsilon of 1e-8")
  private let errors = Tolerance(relative: 1e-4, reason: "the promise of the project")

  @Test(
    "Values of policies are polle's: doubly robust, by weights, by the outcome's model",
    arguments: ["single_stage", "single_stage_binary"])
  func polle(name: String) throws {
    let isBinary = name.hasSuffix("binary")
    let rows = try causalRows(
      "policy/\(name).csv", action: "A", outcome: isBinary ? "Y" : "U", covariates: ["Z", "L", "B"],
      kind: isBinary ? .binary : .continuous)
    var options = EffectOptions()
    (options.variance, options.normalisesWeights) = (.influence, false)
    let models = try ActionModels(rows, options)
    let known = try referenceRows("policy/expected.csv").filter { $0["case"] == name }
    #expect(known.count == (isBinary ? 6 : 9))
    for row in known {
      let target: [Bool] =
        switch row["policy"] {
        case "always 0": Array(repeating: false, count: rows.count)
        case "always 1": Array(repeating: true, count: rows.count)
        default: (0..<rows.count).map { rows.design.x[$0 * 4 + 1] > 0 }
        }
      let method: EffectMethod =
        switch row["type"] {
        case "dr": .doublyRobust
        case "ipw": .weighting
        default: .standardisation
        }
      let mean = try models.mean(method, of: target)
      #expect(
        estimates.admits(mean.estimate, for: try #require(row["estimate"].flatMap(Double.init))), "\(row)")
      guard let error = row["se"].flatMap(Double.init) else { continue }
      #expect(errors.admits(models.standardError(of: try #require(mean.influence)), for: error), "\(row)")
    }
  }

  /// Who computed: `Datasets/reference/causal/make.R`, R 4.2.2.
  @Test(
    "Means, differences and ratios with missing outcomes, and their errors robust to patients, are R's",
    arguments: ["y", "z"])
  func stacked(outcome: String) throws {
    let tolerance = Tolerance(
      absolute: 1e-12, relative: 1e-7, reason: "the script differentiates its equations numerically")
    let rows = try causalRows(
      "causal/input.csv", action: "a", outcome: outcome, covariates: ["x1", "x2", "x3"], cluster: "id",
      kind: outcome == "y" ? .binary : .continuous)
    let known = try referenceRows("causal/expected.csv").filter {
      $0["outcome"] == outcome && $0["method"] != "lm"
    }
    #expect(known.count == (outcome == "y" ? 53 : 33))
    var fitted: [String: ActionModels] = [:]
    for row in known {
      var options = EffectOptions()
      options.population = try #require(EffectPopulation(rawValue: row["population"] ?? ""))
      let isKnown = row["method"] == "iptw-known"
      if isKnown { options.variance = .influence }
      let method = try #require(EffectMethod(rawValue: isKnown ? "iptw" : row["method"] ?? ""))
      let key = "\(options.population) \(isKnown)"
      let models = try fitted[key] ?? ActionModels(rows, options)
      fitted[key] = models
      let effect = try models.effect(method)
      let found: EffectEstimate? =
        switch row["quantity"] {
        case "first": effect.first
        case "second": effect.second
        case "difference": effect.difference
        case "risk_ratio": effect.riskRatio
        default: effect.oddsRatio
        }
      let value = try #require(found)
      #expect(
        tolerance.admits(value.estimate, for: try #require(row["estimate"].flatMap(Double.init))), "\(row)")
      #expect(
        tolerance.admits(
          try #require(value.standardError), for: try #require(row["se"].flatMap(Double.init))), "\(row)")
    }
  }

  @Test("Coefficients and errors of least squares are those of R's lm")
  func leastSquares() throws {
    let tolerance = Tolerance(relative: 1e-11, reason: "R prints 12 digits of an error")
    let rows = try causalRows(
      "causal/input.csv", action: "a", outcome: "z", covariates: ["x1", "x2", "x3"], kind: .continuous)
    let seen = (0..<rows.count).filter { !rows.outcome[$0].isNaN }
    var x: [Double] = []
    for row in seen { x += rows.design.x[row * 4..<row * 4 + 4] }
    let fit = try LinearRegression().estimate(
      Design(
        columns: rows.design.columns, assignment: rows.design.assignment, terms: rows.design.terms,
        count: seen.count,
        x: x, y: seen.map { rows.outcome[$0] }))
    let known = try referenceRows("causal/expected.csv").filter { $0["method"] == "lm" }
    let variance = fit.squares / Double(seen.count - 4)
    for (place, row) in known.enumerated() {
      #expect(
        tolerance.admits(fit.coefficients[place], for: try #require(row["estimate"].flatMap(Double.init))))
      let error = (fit.inverse[place * 5] * variance).squareRoot()
      #expect(tolerance.admits(error, for: try #require(row["se"].flatMap(Double.init))))
    }
  }
}
