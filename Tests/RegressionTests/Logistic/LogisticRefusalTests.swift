import Regression
import Summaries
import TestSupport
import Testing

@Suite("What a logistic regression refuses or notes")
struct LogisticRefusalTests {
  private func error(_ design: Design, _ options: RegressionOptions = RegressionOptions()) -> StatisticError?
  {
    do throws(StatisticError) {
      _ = try LogisticRegression(options).fit(design)
      return nil
    } catch {
      return error
    }
  }

  @Test("An outcome that is the same in every row")
  func constant() {
    let design = DrawnDesign.line([1, 2, 3, 4], [1, 1, 1, 1])
    #expect(error(design) == .constantOutcome(events: 4, n: 4))
  }

  @Test("Infinite values and values that are no number, by column")
  func infinite() {
    var design = DrawnDesign.design(rows: 50, width: 3)
    design.x[10 * 3 + 2] = .infinity
    #expect(error(design) == .notFinite(column: "x2"))
    design.x[10 * 3 + 2] = 0
    design.offset[3] = .nan
    #expect(error(design) == .notFinite(column: "offset"))
  }

  @Test("Negative weights, and weights that leave no row")
  func badWeights() {
    var design = DrawnDesign.design(rows: 50, width: 3)
    design.weights[4] = -1
    #expect(error(design) == .badWeights(reason: "a weight is negative, infinite or no number"))
    design.weights = Array(repeating: 0, count: 50)
    #expect(error(design) == .noRows(wanted: "the regression"))
  }

  @Test("Below three events a parameter maximum likelihood refuses unless told to go on; Firth does not")
  func fewEvents() throws {
    var design = DrawnDesign.design(rows: 60, width: 4)
    for row in 0..<60 { design.y[row] = row % 9 == 0 ? 1 : 0 }
    #expect(error(design) == .fewEvents(events: 7, parameters: 3))
    #expect(error(design, options()) == nil)
    #expect(
      error(
        design,
        options {
          $0.allowsFewEvents = false; $0.method = .firth
        }) == nil)
    let result = try LogisticRegression(options()).fit(design)
    #expect(result.notes.contains("Few events: 2.3 of the rarer outcome for each parameter (below 10)."))
  }

  @Test("Robust standard errors want two clusters, and note fewer than thirty")
  func clusters() throws {
    var design = DrawnDesign.design(rows: 200, width: 3)
    design.clusters = Array(repeating: 4, count: 200)
    #expect(error(design, options { $0.standardErrors = .cr1 }) == .fewClusters(1))
    design.clusters = (0..<200).map { Int32($0 % 20) }
    let result = try LogisticRegression(options { $0.standardErrors = .cr1 }).fit(design)
    #expect(result.summary.clusters == 20)
    #expect(result.notes.contains { $0.hasPrefix("Few clusters: 20") })
    #expect(result.tests[0].likelihoodRatio == nil)
  }

  @Test("A year and its square uncentred keep the digits of the centred fit")
  func illConditioned() throws {
    let centred = try ReferenceDesign.named("centred-years")
    var raw = centred.design
    // Columns (Intercept), t, I(t^2), sex; year = t + 2005.
    for row in 0..<raw.count {
      let year = raw.x[row * 4 + 1] + 2005
      raw.x[row * 4 + 1] = year
      raw.x[row * 4 + 2] = year * year
    }
    let result = try LogisticRegression(options { $0.interval = .profile }).fit(raw)
    let tolerance = Tolerance(
      relative: 1e-7, reason: "the columns' condition of 1e10 times the rounding of 1e-16")
    let square = try #require(centred.expected["ml.estimate"]?["I(t^2)"])
    let error = try #require(centred.expected["ml.se"]?["I(t^2)"])
    let low = try #require(centred.expected["ml.profile_low"]?["I(t^2)"])
    let ratio = try #require(centred.expected["ml.lr"]?["I(t^2)"])
    #expect(result.aliased.isEmpty)
    #expect(tolerance.admits(result.terms[2].estimate, for: square), "\(result.terms[2]) \(square)")
    #expect(tolerance.admits(result.terms[2].standardError, for: error))
    #expect(tolerance.admits(result.terms[2].confLow, for: low))
    #expect(tolerance.admits(result.tests[1].likelihoodRatio ?? 0, for: ratio))
  }

  @Test("A Firth fit of one event in 8 rows, an intercept alone, adds half an event to either side")
  func jeffreys() throws {
    // log((1 + 1/2) / (7 + 1/2)), the mode under Jeffreys' prior.
    let design = Design(
      columns: ["(Intercept)"], assignment: [-1], terms: [], count: 8, x: Array(repeating: 1, count: 8),
      y: [1, 0, 0, 0, 0, 0, 0, 0])
    let result = try LogisticRegression(options { $0.method = .firth }).fit(design)
    let digits = Tolerance(absolute: 1e-12, reason: "a fit that ends below 1e-12")
    #expect(digits.admits(result.terms[0].estimate, for: -1.609437912434100))
    #expect(result.summary.calibrationSlope == nil)
    #expect(result.summary.auc == 0.5)
  }
}
