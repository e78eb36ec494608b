import Regression
import Statistics

@testable import Reporting

/// A model drawn by hand: its numbers hang together only where a test says so.
enum DrawnRegression {
  static func term(
    _ name: String, _ estimate: Double, _ error: Double, p: Double = 0.04, limits: (Double, Double)? = nil
  ) -> RegressionResult.Term {
    RegressionResult.Term(
      term: name, estimate: estimate, standardError: error, statistic: estimate / error, pValue: p,
      confLow: limits?.0 ?? estimate - 1.96 * error, confHigh: limits?.1 ?? estimate + 1.96 * error)
  }

  static var summary: RegressionResult.Summary {
    var summary = RegressionResult.Summary()
    summary.rows = 400
    summary.n = 400
    summary.events = 120
    summary.parameters = 5
    summary.logLikelihood = -220.5
    summary.nullLogLikelihood = -244.3457
    summary.deviance = 441
    summary.nullDeviance = 488.6914
    summary.aic = 451
    summary.bic = 470.957
    summary.mcFadden = 0.0976
    summary.nagelkerke = 0.159
    summary.auc = 0.71234
    summary.aucLow = 0.65
    summary.aucHigh = 0.77
    summary.brier = 0.1876
    summary.calibrationIntercept = 0
    summary.calibrationSlope = 1
    summary.rounds = 5
    return summary
  }

  static var result: RegressionResult {
    var test = RegressionResult.TermTest(term: "site", degreesOfFreedom: 2)
    test.likelihoodRatio = 9.1
    test.likelihoodRatioP = 0.0106
    test.wald = 8.9
    test.waldP = 0.0117
    return RegressionResult(
      options: RegressionOptions(),
      terms: [
        term("(Intercept)", -1.2, 0.3, p: 0.00006), term("age", -0.021, 0.009),
        term("sexM", 0.41, 0.2, p: 0.0404), term("siteB", 0.9, 0.31, p: 0.0004),
        term("siteC", -0.2, 0.44, p: 0.65),
      ], aliased: ["siteTwin"], covariance: Array(repeating: 0, count: 25), summary: summary, tests: [test],
      calibration: calibration, roc: roc, notes: ["A note of the fit."])
  }

  static let calibration = (0..<10).map { place in
    let share = 0.08 + 0.055 * Double(place)
    let events = Double(Int(40 * share + (place % 2 == 0 ? 2.5 : 0)))
    return RegressionResult.CalibrationPoint(
      predicted: share, observed: events / 40, low: max(0, events / 40 - 0.12),
      high: min(1, events / 40 + 0.15), n: 40, events: events)
  }

  static let roc = (0...280).map { step in
    let x = Double(step) / 280
    return RegressionResult.ROCPoint(
      falsePositiveRate: x, truePositiveRate: ((x.squareRoot() * 120).rounded()) / 120)
  }

  static let columns = ["(Intercept)", "age", "sexM", "siteB", "siteC", "siteTwin"]
  static let terms = ["", "age", "sex", "site", "site", "siteTwin"]

  /// Cells in which the level C of the site has so many rows and events.
  static func cells(rows: Double, events: Double) -> RegressionCells {
    RegressionCells(
      columns: columns, terms: terms,
      cells: [
        RegressionCells.Cell(column: "sexM", term: "sex", rows: 180, events: 60),
        RegressionCells.Cell(column: "siteB", term: "site", rows: 120, events: 50),
        RegressionCells.Cell(column: "siteC", term: "site", rows: rows, events: events),
      ])
  }

  static let open = Disclosure.none(reason: "drawn")
}
