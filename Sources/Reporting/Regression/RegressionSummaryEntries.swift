import Regression

/// The one-row summary of a model, column by column, in the order of the output.
enum RegressionSummaryEntries {
  static func entries(_ summary: RegressionResult.Summary, _ options: RegressionOptions) -> [SummaryEntry] {
    func entry(
      _ name: String, _ heading: String, _ cell: Cell, _ kind: SummaryEntry.Kind, decimals: Int = 4,
      note: String = ""
    ) -> SummaryEntry {
      SummaryEntry(
        column: Table.Column(name, heading: heading, decimals: decimals, note: note), cell: cell, kind: kind)
    }
    func optional(_ value: Double?) -> Cell { value.map { .number($0) } ?? .absent }
    let isFirth = options.method == .firth
    return [
      entry("n", "N", amount(summary.n), .count),
      entry("events", "Events", amount(summary.events), .count),
      entry("parameters", "Parameters", .count(summary.parameters), .other),
      entry(
        "log_likelihood", isFirth ? "Log-likelihood (unpenalised)" : "Log-likelihood",
        .number(summary.logLikelihood), .likelihood,
        note: isFirth ? "Of the data at the Firth estimates, without the penalty." : ""),
      entry(
        "penalised_log_likelihood", "Log-likelihood (penalised)", optional(summary.penalisedLogLikelihood),
        .likelihood,
        note: isFirth
          ? "With Jeffreys' penalty, half the log determinant of the information; what Firth maximises." : ""),
      entry("deviance", "Deviance", .number(summary.deviance), .likelihood),
      entry("null_deviance", "Null deviance", .number(summary.nullDeviance), .likelihood),
      entry("aic", "AIC", .number(summary.aic), .likelihood, decimals: 2),
      entry("bic", "BIC", .number(summary.bic), .likelihood, decimals: 2),
      entry("mcfadden", "McFadden's R²", .number(summary.mcFadden), .likelihood, decimals: 3),
      entry("nagelkerke", "Nagelkerke's R²", .number(summary.nagelkerke), .likelihood, decimals: 3),
      entry("auc", "AUC (apparent)", optional(summary.auc), .performance, decimals: 3),
      entry("auc_low", "AUC low", optional(summary.aucLow), .performance, decimals: 3),
      entry("auc_high", "AUC high", optional(summary.aucHigh), .performance, decimals: 3),
      entry("brier", "Brier (apparent)", .number(summary.brier), .performance, decimals: 4),
      entry(
        "calibration_intercept", "Calibration intercept (apparent)", optional(summary.calibrationIntercept),
        .performance, decimals: 3),
      entry(
        "calibration_slope", "Calibration slope (apparent)", optional(summary.calibrationSlope), .performance,
        decimals: 3),
      entry("rounds", "Rounds", .count(summary.rounds), .other),
      entry("clusters", "Clusters", Cell(count: summary.clusters, orHidden: false), .count),
      entry("patterns", "Patterns", Cell(count: summary.patterns, orHidden: false), .count),
      entry("method", "Method", .text(method(options)), .other),
      entry("se", "Standard errors", .text(options.standardErrors.rawValue), .other),
      entry("interval", "Interval", .text(options.interval.rawValue), .other),
      entry("level", "Level", .number(options.level), .other, decimals: 2),
    ]
  }

  /// Whole sums of weights as counts.
  private static func amount(_ value: Double) -> Cell {
    Int(exactly: value).map { .count($0) } ?? .number(value)
  }

  private static func method(_ options: RegressionOptions) -> String {
    options.method.rawValue + (options.method == .firth && options.flic ? "+flic" : "")
  }
}
