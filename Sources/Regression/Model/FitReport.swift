import LinearAlgebra
import Summaries

/// Everything that is said of a fit.
struct FitReport {
  let fit: LogisticFit
  let design: Design
  let covariance: Matrix
  let coefficients: [Double]
  /// What FLIC adds to the intercept.
  let shift: Double
  let adjustment: ClusterAdjustment?
  private let z: Double

  /// Below so many clusters a t distribution is used in place of the normal one.
  static let manyClusters = 40

  private var options: RegressionOptions { fit.options }
  private var prepared: PreparedDesign { fit.prepared }

  /// Throws: `fewClusters` below two clusters; `notConverged`.
  init(_ fit: LogisticFit, _ design: Design) throws(StatisticError) {
    self.fit = fit
    self.design = design
    z = -NormalDistribution.quantile((1 - fit.options.level) / 2)
    if fit.options.standardErrors == .model {
      covariance = fit.modelCovariance
      adjustment = nil
    } else {
      let kind = fit.options.standardErrors
      let clusters = fit.prepared.clusters
      if kind.isClustered, Sandwich.clusterCount(clusters) < 2 {
        throw .fewClusters(Sandwich.clusterCount(clusters))
      }
      let rows = fit.choice.applied(to: fit.prepared.rows)
      let bread = fit.maximum.factor.inverse
      adjustment =
        kind == .cr2
        ? ClusterAdjustment(
          rows: rows, clusters: clusters, coefficients: fit.maximum.coefficients, bread: bread) : nil
      if kind == .cr2, adjustment == nil { throw .largeClusters(limit: ClusterAdjustment.mostRows) }
      let sandwich = Sandwich(
        kind: kind, rows: rows, clusters: clusters, coefficients: fit.maximum.coefficients, bread: bread)
      covariance = fit.choice.covariance(sandwich.covariance(adjustment))
    }
    var estimates = fit.coefficients
    var shift = 0.0
    if fit.options.method == .firth, fit.options.flic, let place = Self.interceptPlace(fit, design) {
      guard let found = Predictions(fit, shift: 0).intercept else {
        throw .notConverged(rounds: fit.maximum.rounds)
      }
      shift = found
      estimates[place] += found
    }
    self.shift = shift
    coefficients = estimates
  }

  static func interceptPlace(_ fit: LogisticFit, _ design: Design) -> Int? {
    fit.choice.kept.firstIndex { design.assignment[$0] == -1 }
  }

  func result() throws(StatisticError) -> RegressionResult {
    let predictions = Predictions(fit, shift: shift)
    let discrimination = predictions.discrimination
    let terms = try terms()
    let kept = Set(fit.choice.kept)
    return RegressionResult(
      options: options, terms: terms,
      aliased: design.columns.indices.filter { !kept.contains($0) }.map { design.columns[$0] },
      covariance: covariance.elements, summary: try summary(predictions, discrimination),
      tests: try TermTests(
        fit: fit, design: design, covariance: covariance, degreesOfFreedom: degreesOfFreedom
      ).all(),
      calibration: discrimination.tenths(level: options.level), roc: discrimination.curve(),
      rows: options.wantsRows ? Influence(fit: fit, design: design, shift: shift).rows : nil, notes: notes())
  }

  /// Of t, for the coefficient of a kept column; `nil` = the normal distribution.
  private func degreesOfFreedom(_ place: Int) -> Double? {
    if let adjustment { return adjustment.degreesOfFreedom(of: fit.choice.functional(of: place)) }
    guard options.standardErrors.isClustered else { return nil }
    let clusters = Sandwich.clusterCount(prepared.clusters)
    return clusters < Self.manyClusters ? Double(clusters - 1) : nil
  }

  private var intervalIsProfile: Bool { options.interval == .profile && options.standardErrors == .model }

  private func terms() throws(StatisticError) -> [RegressionResult.Term] {
    let intercept = Self.interceptPlace(fit, design)
    var result: [RegressionResult.Term] = []
    for (place, column) in fit.choice.kept.enumerated() {
      let estimate = coefficients[place]
      let error = covariance[place, place].squareRoot()
      let moved = place == intercept ? shift : 0
      let degrees = degreesOfFreedom(place)
      let student = degrees.map { StudentDistribution(degreesOfFreedom: $0) }
      let quantile = student.map { -$0.quantile((1 - options.level) / 2) } ?? z
      var low = estimate - quantile * error
      var high = estimate + quantile * error
      var statistic = estimate / error
      if intervalIsProfile {
        let profile = ProfileInterval(
          rows: fit.rows, penalised: options.method == .firth, maximum: fit.maximum,
          functional: fit.choice.functional(of: place), z: z)
        low = try profile.limit(-1) + moved
        high = try profile.limit(1) + moved
        statistic = try profile.signedRoot()
      }
      result.append(
        RegressionResult.Term(
          term: design.columns[column], estimate: estimate, standardError: error, statistic: statistic,
          pValue: 2
            * (student?.cumulative(-abs(statistic)) ?? NormalDistribution.cumulative(-abs(statistic))),
          confLow: low, confHigh: high, degreesOfFreedom: degrees))
    }
    return result
  }

  private func notes() -> [String] {
    var result: [String] = []
    let kept = Set(fit.choice.kept)
    let aliased = design.columns.indices.filter { !kept.contains($0) }.map { design.columns[$0] }
    if !aliased.isEmpty {
      result.append("Left out, because they repeat other columns: \(aliased.joined(separator: ", ")).")
    }
    let parameters = fit.choice.kept.count { design.assignment[$0] >= 0 }
    let rarer = min(prepared.events, prepared.n - prepared.events)
    if parameters > 0, rarer < 10 * Double(parameters) {
      let share = (10 * rarer / Double(parameters)).rounded() / 10
      result.append("Few events: \(share) of the rarer outcome for each parameter (below 10).")
    }
    if intervalIsProfile {
      result.append(
        "Statistics and p-values of the coefficients are the signed roots of the "
          + (options.method == .firth ? "penalised " : "")
          + "likelihood ratio, so that they agree with the limits.")
    }
    if options.standardErrors.isClustered { result += clusterNotes }
    if options.standardErrors != .model {
      if options.interval == .profile {
        result.append("Intervals are Wald's: robust standard errors have no profile likelihood.")
      }
      result.append(
        "Tests are Wald's: likelihood-ratio and score tests do not hold with robust standard errors.")
    }
    if options.method == .firth, options.flic {
      result.append(
        Self.interceptPlace(fit, design) == nil
          ? "FLIC changes nothing: the model has no intercept."
          : "FLIC moved the intercept by \(shift), its limits with it. Log-likelihood, deviance, AIC, BIC and the measures of fit "
            + "are of the corrected predictions; the other coefficients, all standard errors and the penalised log-likelihood "
            + "are Firth's.")
    }
    return result
  }

  /// What stands behind standard errors by clusters.
  private var clusterNotes: [String] {
    let clusters = Sandwich.clusterCount(prepared.clusters)
    var result: [String] = []
    switch options.standardErrors {
    case .cr1:
      result.append(
        "CR1 is the sandwich over clusters times (n - 1) / (n - p) · G / (G - 1), G = \(clusters) clusters: Stata's, and R's "
          + "sandwich::vcovCL(type = \"HC1\").")
    case .cr2:
      result.append(
        "CR2 allows for the leverage of each cluster; p-values and limits by t with Satterthwaite's degrees of freedom (df), as "
          + "R's clubSandwich. Tests of terms with several columns are not made.")
    default: result.append("CR0 is the sandwich over clusters without a correction for their number.")
    }
    if options.standardErrors != .cr2, clusters < Self.manyClusters {
      result.append(
        "Few clusters: \(clusters). P-values and limits by t, and tests by F, with \(clusters - 1) degrees of freedom"
          + (clusters < 30 ? "; robust standard errors are still too small: --se cr2 allows for it." : "."))
    }
    return result
  }
}
