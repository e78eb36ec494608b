import Regression
import TestSupport
import Testing

@Suite("Fits that others have published")
struct PublishedFitsTests {
  /// Who computed the expected numbers: R's `glm` at its default, which stops early, and brglm2; they came with the project's
  /// references (`Datasets/reference/logistic/logistic_R.csv`).
  @Test(
    "The first references are met to 1e-6, their early-stopped standard errors to 1e-4",
    arguments: [
      ("birthwt", "birthwt", "low ~ age + lwt", RegressionOptions.Method.ml),
      ("chdage", "chdage", "chd ~ age", .ml),
      ("endometrial", "endometrial", "Firth", .firth),
    ])
  func handedOver(name: String, dataset: String, kind: String, method: RegressionOptions.Method) throws {
    let coarse = Tolerance(absolute: 1e-6, reason: "R stopped at epsilon 1e-8")
    let errors = Tolerance(absolute: 1e-4, reason: "R's covariance is of the last iterate but one")
    let rows = try referenceRows("logistic/logistic_R.csv").filter {
      $0["dataset"] == dataset
        && (($0["model"] ?? "").hasPrefix(kind) && $0["method"] == "ML"
          || ($0["method"] ?? "").hasPrefix(kind))
    }
    let reference = try ReferenceDesign.named(name)
    let result = try LogisticRegression(options { $0.method = method }).fit(reference.design)
    #expect(rows.count == result.terms.count)
    for row in rows {
      let term = try #require(result.terms.first { $0.term == row["term"] })
      let estimate = try #require(row["estimate"].flatMap { Double($0) })
      let error = try #require(row["se"].flatMap { Double($0) })
      let likelihood = try #require(row["loglik"].flatMap { Double($0) })
      #expect(coarse.admits(term.estimate, for: estimate))
      #expect(errors.admits(term.standardError, for: error))
      #expect(coarse.admits(result.summary.logLikelihood, for: likelihood))
    }
  }

  /// Who computed the expected numbers: `logistf`'s documentation and brglm2, as the issue that asked for Firth gives them.
  @Test("endometrial by Firth has the published estimates, limits and tests")
  func endometrial() throws {
    let design = try ReferenceDesign.named("endometrial").design
    let wanted = options {
      $0.method = .firth
      $0.interval = .profile
    }
    let result = try LogisticRegression(wanted).fit(design)
    let printed = Tolerance(absolute: 5.1e-5, reason: "printed with four digits after the point")
    for (term, estimate) in zip(result.terms, [3.7746, 2.9293, -0.0348, -2.6042]) {
      #expect(printed.admits(term.estimate, for: estimate))
    }
    for (term, limits) in zip(
      result.terms.dropFirst(), [(0.6097, 7.8546), (-0.1245, 0.0405), (-4.3652, -1.2327)])
    {
      #expect(printed.admits(term.confLow, for: limits.0))
      #expect(printed.admits(term.confHigh, for: limits.1))
    }
    for (test, ratio) in zip(result.tests, [6.7985, 0.7468, 17.7593]) {
      #expect(printed.admits(try #require(test.likelihoodRatio), for: ratio))
    }
    let exact = Tolerance(absolute: 5.1e-7, reason: "printed with six digits after the point")
    #expect(exact.admits(result.summary.logLikelihood, for: -28.287697))
    #expect(exact.admits(try #require(result.summary.penalisedLogLikelihood), for: -24.037268))
  }
}
