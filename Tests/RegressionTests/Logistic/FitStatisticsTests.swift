import TestSupport
import Testing

@testable import Regression

@Suite("What is said of a fit's predictions")
struct FitStatisticsTests {
  private let close = Tolerance(absolute: 1e-9, reason: "sums in another order, and fits that end at 1e-10")

  /// Who computed the expected numbers: the two deviances are R's; the formulas are McFadden's and Nagelkerke's by hand.
  @Test("McFadden and Nagelkerke follow from R's deviances")
  func pseudoSquares() throws {
    let reference = try ReferenceDesign.named("birthwt")
    let summary = try LogisticRegression(options()).fit(reference.design).summary
    let deviance = try #require(reference.expected["ml.deviance"]?[""])
    let null = try #require(reference.expected["ml.null_deviance"]?[""])
    #expect(close.admits(summary.mcFadden, for: 1 - deviance / null))
    #expect(summary.n == 189)
    #expect(summary.events == 59)
    // (1 - exp((201.28479505... - 234.67199620...) / 189)) / (1 - exp(-234.67199620... / 189))
    let printed = Tolerance(absolute: 1e-9, reason: "Python's math.exp of R's deviances, seventeen digits")
    #expect(printed.admits(summary.nagelkerke, for: 0.227_717_719_692_651_3), "\(summary.nagelkerke)")
  }

  @Test("The trapezoids under the ROC points are the area, and the curve starts and ends in its corners")
  func curve() throws {
    for name in ["birthwt", "chdage", "clustered"] {
      let result = try LogisticRegression(options()).fit(try ReferenceDesign.named(name).design)
      let points = result.roc
      #expect(points.first == RegressionResult.ROCPoint(falsePositiveRate: 0, truePositiveRate: 0))
      #expect(points.last == RegressionResult.ROCPoint(falsePositiveRate: 1, truePositiveRate: 1))
      #expect(points.count <= 202)
      var area = 0.0
      for (a, b) in zip(points, points.dropFirst()) {
        #expect(b.falsePositiveRate >= a.falsePositiveRate && b.truePositiveRate >= a.truePositiveRate)
        area += (b.falsePositiveRate - a.falsePositiveRate) * (a.truePositiveRate + b.truePositiveRate) / 2
      }
      // The first two have fewer than 200 predictions. Thinning cuts corners: none is larger than half a square of 0.01.
      let thinned = Tolerance(absolute: name == "clustered" ? 0.01 : 1e-12, reason: "corners cut by thinning")
      #expect(thinned.admits(area, for: try #require(result.summary.auc)), "\(name) \(area)")
    }
  }

  @Test("A long curve is thinned to some 200 points")
  func thinned() throws {
    let result = try LogisticRegression(options()).fit(DrawnDesign.design(rows: 5000, width: 3))
    #expect(result.roc.count <= 202)
    #expect(result.roc.count > 150)
  }

  @Test("Tenths hold every row and every event once, by rising prediction, and predict what they hold")
  func tenths() throws {
    let design = DrawnDesign.design(rows: 1000, width: 3)
    let result = try LogisticRegression(options()).fit(design)
    #expect(result.calibration.count == 10)
    #expect(result.calibration.allSatisfy { $0.n == 100 })
    #expect(result.calibration.reduce(0) { $0 + $1.events } == result.summary.events)
    #expect(
      zip(result.calibration, result.calibration.dropFirst()).allSatisfy { $0.predicted < $1.predicted })
    // With an intercept the predictions add up to the events.
    #expect(
      close.admits(result.calibration.reduce(0) { $0 + $1.predicted * $1.n }, for: result.summary.events))
    #expect(result.calibration.allSatisfy { $0.low <= $0.observed && $0.observed <= $0.high })
  }

  @Test("Calibration of a maximum-likelihood fit is 0 and 1 when it is fitted too, and FLIC's intercept is 0")
  func calibration() throws {
    let design = DrawnDesign.design(rows: 400, width: 4)
    let predictions = Predictions(try LogisticFit(design, options()), shift: 0)
    #expect(close.admits(try #require(predictions.intercept), for: 0))
    #expect(close.admits(try #require(predictions.slope), for: 1))
    let firth = try LogisticRegression(options { $0.method = .firth }).fit(design)
    let visible = Tolerance(absolute: 1e-6, reason: "far above what fits that end at 1e-10 leave")
    #expect(!visible.admits(try #require(firth.summary.calibrationIntercept), for: 0))
    #expect(try #require(firth.summary.calibrationSlope) > 1)
    let flic = try LogisticRegression(
      options {
        $0.method = .firth
        $0.flic = true
      }
    ).fit(design)
    #expect(close.admits(try #require(flic.summary.calibrationIntercept), for: 0))
  }
}
