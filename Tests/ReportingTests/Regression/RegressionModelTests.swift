import Regression
import Statistics
import TestSupport
import Testing

@testable import Reporting

@Suite("Model files")
struct RegressionModelTests {
  struct DrawnCoding: Codable, Sendable, Equatable {
    var levels = ["a", "b"]
  }
  private typealias Model = RegressionModel<DrawnCoding>

  private func model() throws -> Model {
    var options = RegressionOptions()
    options.method = .firth
    let result = RegressionResult(
      options: options,
      terms: [
        DrawnRegression.term("(Intercept)", -1, 0.5), DrawnRegression.term("x", 0.1 + 0.2, 0.2),
      ], aliased: ["twin"], covariance: [0.25, -0.03, -0.03, 0.04], summary: DrawnRegression.summary)
    return try Model(
      result, columns: ["(Intercept)", "twin", "x"], formula: "resistant ~ twin + x", coding: DrawnCoding(),
      event: "resistant = yes", provenance: ["remit": "1", "input": "abc"])
  }

  @Test("a model comes back as it was, with every digit")
  func roundTrip() throws {
    let model = try model()
    let text = try model.json()
    #expect(try Model(json: text) == model)
    #expect(text.contains("0.30000000000000004"))
    #expect(text.hasSuffix("}\n"))
  }

  @Test(
    "awkward numbers come back bit for bit",
    arguments: [
      -0.0, Double.leastNonzeroMagnitude, 1e308, 1.0 / 3, -2.2250738585072014e-308, 123456789.12345679,
    ])
  func bits(value: Double) throws {
    var model = try model()
    model.coefficients[1] = value
    let back = try Model(json: try model.json())
    #expect(back.coefficients[1].bitPattern == value.bitPattern)
  }

  @Test("the same model gives the same bytes, members in the order of the alphabet")
  func stable() throws {
    let text = try model().json()
    for _ in 0..<20 { #expect(try model().json() == text) }
    #expect(try Model(json: text).json() == text)
    let members = text.matches(of: /\n  "([a-z_]+)" :/).map { String($0.output.1) }
    #expect(members == members.sorted() && members.contains("standard_errors"))
  }

  @Test("a prediction is what one computes by hand, the aliased column left out")
  func prediction() throws {
    // eta = -1 + 0.3 * 2 = -0.4; variance = 0.25 + 2 * 2 * -0.03 + 4 * 0.04 = 0.29; logistic values by bc -l.
    let prediction = try model().prediction(for: [1, 99, 2])
    let rounding = Tolerance(absolute: 1e-15, reason: "a few roundings of numbers below 1")
    #expect(rounding.admits(prediction.linearPredictor, for: -0.4))
    #expect(rounding.admits(prediction.standardError, for: 0.29.squareRoot()))
    #expect(rounding.admits(prediction.probability, for: 0.40131233988754800))
    let z = 1.959963984540054
    let low = -0.4 - z * 0.29.squareRoot()
    let high = -0.4 + z * 0.29.squareRoot()
    let ofOdds = Tolerance(absolute: 1e-13, reason: "odds near 2 of a limit, and a series of sixty terms")
    #expect(ofOdds.admits(prediction.low / (1 - prediction.low), for: exponential(low)))
    #expect(ofOdds.admits(prediction.high / (1 - prediction.high), for: exponential(high)))
    #expect(
      try model().prediction(for: [1, 0, 2], offset: 0.5).linearPredictor == prediction.linearPredictor + 0.5)
  }

  /// The exponential by its series, apart from any library.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for place in 1...60 {
      term *= x / Double(place)
      sum += term
    }
    return sum
  }

  @Test("far away from all data a probability is 0 or 1 and its limits stay in order")
  func extremes() throws {
    for value in [-1e6, 1e6] {
      let prediction = try model().prediction(for: [1, 0, value])
      #expect(prediction.low <= prediction.probability && prediction.probability <= prediction.high)
      #expect(prediction.probability.isFinite)
    }
  }

  @Test("a row of another width is refused")
  func width() throws {
    let model = try model()
    #expect(throws: RegressionModelError.width(expected: 3, found: 2)) {
      try model.linearPredictor(of: [1, 2])
    }
    #expect(throws: RegressionModelError.level(1)) { try model.prediction(for: [1, 0, 2], level: 1) }
  }

  @Test("a file of another format is called so before anything else is read")
  func newer() {
    #expect(throws: RegressionModelError.otherFormat(found: 2, known: 1)) {
      try Model(json: "{\"format\": 2, \"network\": []}")
    }
    #expect(RegressionModelError.otherFormat(found: 2, known: 1).description.contains("Use a newer Remit"))
  }

  @Test("what is missing or of another kind is named, and the way out")
  func broken() throws {
    let text = try model().json()
    #expect(throws: RegressionModelError.notAModel(reason: "it is not JSON")) {
      try Model(json: "term,estimate\n")
    }
    #expect(throws: RegressionModelError.notAModel(reason: "'format' is missing")) { try Model(json: "{}") }
    #expect(throws: RegressionModelError.notAModel(reason: "'coefficients' is missing")) {
      try Model(json: text.replacing("\"coefficients\"", with: "\"coefs\""))
    }
    #expect(throws: RegressionModelError.notAModel(reason: "'formula' holds another kind of value")) {
      try Model(json: text.replacing("\"resistant ~ twin + x\"", with: "7"))
    }
    #expect(RegressionModelError.notAModel(reason: "x").description.contains("Make one with remit fit"))
  }

  @Test("a model whose parts contradict each other is refused")
  func inconsistent() throws {
    let text = try model().json()
    for (part, other) in [("0.25", "-0.25"), ("0.25,", ""), ("\"aliased\" : [", "\"aliased\" : [ \"no\", ")] {
      #expect(throws: RegressionModelError.self, "\(part)") {
        try Model(json: text.replacing(part, with: other))
      }
    }
    var lopsided = try model()
    lopsided.covariance[1] = 0.5
    #expect(throws: RegressionModelError.inconsistent("the covariance is not symmetric")) {
      try lopsided.json()
    }
    lopsided.coefficients[0] = .nan
    #expect(throws: RegressionModelError.self) { try lopsided.json() }
  }
}
