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
  private let z: Double

  private var options: RegressionOptions { fit.options }
  private var prepared: PreparedDesign { fit.prepared }

  /// Throws: `fewClusters` below two clusters; `notConverged`.
  init(_ fit: LogisticFit, _ design: Design) throws(StatisticError) {
    self.fit = fit
    self.design = design
    z = -NormalDistribution.quantile((1 - fit.options.level) / 2)
    if fit.options.standardErrors == .model {
      covariance = fit.modelCovariance
    } else {
      if fit.options.standardErrors == .cr1, Sandwich.clusterCount(fit.prepared.clusters) < 2 {
        throw .fewClusters(Sandwich.clusterCount(fit.prepared.clusters))
      }
      let sandwich = Sandwich(
        kind: fit.options.standardErrors, rows: fit.choice.applied(to: fit.prepared.rows),
        clusters: fit.prepared.clusters, coefficients: fit.maximum.coefficients,
        bread: fit.maximum.factor.inverse)
      covariance = fit.choice.covariance(sandwich.covariance())
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
    var notes = notes()
    let terms = try terms(&notes)
    let kept = Set(fit.choice.kept)
    return RegressionResult(
      options: options, terms: terms,
      aliased: design.columns.indices.filter { !kept.contains($0) }.map { design.columns[$0] },
      covariance: covariance.elements, summary: try summary(predictions, discrimination),
      tests: try TermTests(fit: fit, design: design, covariance: covariance).all(),
      calibration: discrimination.tenths(level: options.level), roc: discrimination.curve(),
      rows: options.wantsRows ? Influence(fit: fit, design: design, shift: shift).rows : nil, notes: notes)
  }

  private var intervalIsProfile: Bool { options.interval == .profile && options.standardErrors == .model }

  private func terms(_ notes: inout [String]) throws(StatisticError) -> [RegressionResult.Term] {
    let intercept = Self.interceptPlace(fit, design)
    var result: [RegressionResult.Term] = []
    for (place, column) in fit.choice.kept.enumerated() {
      let estimate = coefficients[place]
      let error = covariance[place, place].squareRoot()
      let moved = place == intercept ? shift : 0
      var low = estimate - z * error
      var high = estimate + z * error
      var statistic = estimate / error
      if intervalIsProfile {
        let profile = ProfileInterval(
          rows: fit.rows, penalised: options.method == .firth, maximum: fit.maximum,
          functional: fit.choice.functional(of: place), z: z)
        low = try profile.limit(-1) + moved
        high = try profile.limit(1) + moved
        if let root = profile.signedRoot() { statistic = root }
        if low.isInfinite || high.isInfinite {
          notes.append(
            "The profile of '\(design.columns[column])' never falls to its limit on one side: that limit is infinite."
          )
        }
      }
      result.append(
        RegressionResult.Term(
          term: design.columns[column], estimate: estimate, standardError: error, statistic: statistic,
          pValue: 2 * NormalDistribution.cumulative(-abs(statistic)), confLow: low, confHigh: high))
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
    if options.standardErrors == .cr1 {
      let clusters = Sandwich.clusterCount(prepared.clusters)
      if clusters < 30 {
        result.append("Few clusters: \(clusters); robust standard errors are then too small.")
      }
    }
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
          : "FLIC moved the intercept by \(shift), its limits with it; the other coefficients, all standard errors and "
            + "both log-likelihoods are Firth's.")
    }
    return result
  }
}
