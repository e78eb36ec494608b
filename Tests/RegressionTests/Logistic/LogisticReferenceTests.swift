import Regression
import Summaries
import TestSupport
import Testing

/// Who computed the expected numbers: R 4.2.2 with `Datasets/reference/logistic/make.R`; glm at epsilon 1e-15, brglm2 at
/// 1e-14, sandwich and pROC. Profile limits and restricted maxima are R's too, by the script's own Newton and `uniroot`.
@Suite("Logistic regression against R")
struct LogisticReferenceTests {
  let tolerance = Tolerance(
    absolute: 1e-11, relative: 1e-9,
    reason: "the promise of the project; R's own numbers are converged to 1e-13")

  static let likelihood = [
    "birthwt", "chdage", "aliased", "grouped", "no-intercept", "clustered", "centred-years",
  ]
  static let profiled = ["birthwt", "chdage", "grouped", "no-intercept", "clustered", "centred-years"]
  static let penalised = ["birthwt", "chdage", "endometrial", "grouped", "clustered"]
  static let sandwiched = ["birthwt", "chdage", "grouped", "no-intercept", "clustered", "centred-years"]

  private func check(_ values: [String: Double], _ expected: [String: Double]?, _ what: String) throws {
    let expected = try #require(expected, "\(what)")
    #expect(values.count == expected.count, "\(what)")
    for (term, number) in expected {
      let value = try #require(values[term], "\(what) \(term)")
      #expect(tolerance.admits(value, for: number), "\(what) \(term): \(value), R \(number)")
    }
  }

  private func values(
    _ terms: [RegressionResult.Term], _ key: KeyPath<RegressionResult.Term, Double>
  ) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: terms.map { ($0.term, $0[keyPath: key]) })
  }

  @Test(
    "Estimates, standard errors, log-likelihood, deviances, AIC, BIC and the three tests are glm's",
    arguments: likelihood)
  func maximumLikelihood(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    let result = try LogisticRegression(options()).fit(reference.design)
    try check(values(result.terms, \.estimate), reference.expected["ml.estimate"], name)
    try check(values(result.terms, \.standardError), reference.expected["ml.se"], name)
    let summary = result.summary
    for (quantity, value) in [
      ("ml.loglik", summary.logLikelihood), ("ml.deviance", summary.deviance), ("ml.aic", summary.aic),
      ("ml.bic", summary.bic), ("ml.null_deviance", summary.nullDeviance),
    ] { try check(["": value], reference.expected[quantity], name + " " + quantity) }
    #expect(Set(result.aliased) == Set((reference.expected["ml.aliased"] ?? [:]).keys))
    for (quantity, key) in [
      ("ml.lr", \RegressionResult.TermTest.likelihoodRatio), ("ml.score", \.score), ("ml.wald", \.wald),
    ] {
      let found = result.tests.compactMap { test in test[keyPath: key].map { (test.term, $0) } }
      try check(Dictionary(uniqueKeysWithValues: found), reference.expected[quantity], name + " " + quantity)
    }
  }

  @Test("Profile-likelihood limits are where R finds the deviance risen by 3.84", arguments: profiled)
  func profile(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    let result = try LogisticRegression(options { $0.interval = .profile }).fit(reference.design)
    try check(values(result.terms, \.confLow), reference.expected["ml.profile_low"], name)
    try check(values(result.terms, \.confHigh), reference.expected["ml.profile_high"], name)
  }

  @Test(
    "Firth's estimates, both log-likelihoods, tests, profile limits and FLIC intercept are R's",
    arguments: penalised)
  func firth(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    let wanted = options {
      $0.method = .firth
      $0.interval = .profile
    }
    let result = try LogisticRegression(wanted).fit(reference.design)
    try check(values(result.terms, \.estimate), reference.expected["firth.estimate"], name)
    try check(values(result.terms, \.standardError), reference.expected["firth.se"], name)
    try check(values(result.terms, \.confLow), reference.expected["firth.profile_low"], name + " low")
    try check(values(result.terms, \.confHigh), reference.expected["firth.profile_high"], name + " high")
    try check(["": result.summary.logLikelihood], reference.expected["firth.loglik"], name + " loglik")
    let tests = result.tests.compactMap { test in test.likelihoodRatio.map { (test.term, $0) } }
    try check(Dictionary(uniqueKeysWithValues: tests), reference.expected["firth.lr"], name + " lr")
    if name != "grouped" {
      // R's script leaves the binomial constant out of the penalised log-likelihood.
      let penalised = try #require(result.summary.penalisedLogLikelihood)
      try check(["": penalised], reference.expected["firth.penalised"], name + " penalised")
    }
    let corrected = try LogisticRegression(
      options {
        $0.method = .firth
        $0.flic = true
      }
    ).fit(reference.design)
    try check(
      ["(Intercept)": try #require(corrected.terms.first).estimate], reference.expected["firth.flic"], name)
  }

  @Test("Robust standard errors are the sandwich package's", arguments: sandwiched)
  func sandwich(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    for (kind, quantity) in [
      (RegressionOptions.StandardErrors.hc0, "ml.hc0"), (.hc1, "ml.hc1"), (.cr1, "ml.cr1"),
    ] where kind != .cr1 || !reference.design.clusters.isEmpty {
      let result = try LogisticRegression(options { $0.standardErrors = kind }).fit(reference.design)
      try check(values(result.terms, \.standardError), reference.expected[quantity], name + quantity)
    }
  }

  @Test("Hat values and Cook's distances are R's", arguments: sandwiched)
  func influence(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    let result = try LogisticRegression(options { $0.wantsRows = true }).fit(reference.design)
    let rows = try #require(result.rows)
    #expect(rows.hat.count == reference.design.count)
    for (quantity, values) in [("ml.hat", rows.hat), ("ml.cook", rows.cook)] {
      let first = values.prefix(20).enumerated().map { (String($0 + 1), $1) }
      try check(Dictionary(uniqueKeysWithValues: first), reference.expected[quantity], name + quantity)
    }
  }

  @Test(
    "Area under the curve with DeLong's limits is pROC's",
    arguments: ["birthwt", "chdage", "clustered", "centred-years"])
  func discrimination(name: String) throws {
    let reference = try ReferenceDesign.named(name)
    let summary = try LogisticRegression(options()).fit(reference.design).summary
    for (quantity, value) in [
      ("ml.auc", summary.auc), ("ml.auc_low", summary.aucLow), ("ml.auc_high", summary.aucHigh),
      ("ml.brier", summary.brier),
    ] { try check(["": try #require(value)], reference.expected[quantity], name + quantity) }
  }
}
