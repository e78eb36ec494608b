import Foundation
import Intake

/// A table of a report as it stands in its folder, its rows known by their keys.
struct ReportTable {
  let columns: [String]
  let rows: [[String]]

  init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  init(at path: String) throws(IntakeError) {
    let reader = try CSVReader(source: openBytes(path: path), name: path)
    columns = reader.header
    var rows: [[String]] = []
    // A table where nothing was found has its names alone, which no cohort's file may.
    let text = FileManager.default.contents(atPath: path) ?? Data()
    let breaks = text.count { $0 == UInt8(ascii: "\n") }
    while breaks > 1, let row = try reader.next() { rows.append(columns.indices.map { row.text($0) }) }
    self.rows = rows
  }

  /// Columns that say what was found, and not of whom or of what.
  static let measures: Set<String> = [
    "adequate", "adequate_failed", "after", "agreement", "at_risk", "before", "begun_events", "begun_n",
    "both", "censored", "chained", "chained_high", "chained_low", "chosen", "citation", "comparable",
    "competing", "competing_incidence", "conf_high", "conf_low", "count", "days_p25", "days_p50", "days_p75",
    "death", "df", "difference", "difference_high", "difference_low", "difference_std_error", "doi",
    "dropout", "duration_average", "duration_max", "duration_median", "duration_min", "duration_q1",
    "duration_q2", "duration_sd", "effective", "effective_rows", "entered", "estimate", "event",
    "event_count", "events", "exact_p", "false_positive_rate", "first_events", "first_n", "fisher_p",
    "followed", "followers_events", "followers_n", "freq", "incidence", "incidence_high", "incidence_low",
    "incidence_se", "indeterminate", "interval", "kappa", "lr", "lr_p", "mean", "mean_days", "mid_p",
    "mn_high", "mn_low", "model_share", "n", "n_ab", "n_ba", "n_mark", "neither", "newcombe_high",
    "newcombe_low", "next_step", "no_baseline", "no_history", "none_events", "none_n", "not_assessed",
    "not_resistant", "number_needed", "number_needed_high", "number_needed_low", "number_records",
    "number_subjects", "numerator", "observed", "observed_events", "observed_high", "observed_low",
    "observed_n", "odds_ratio", "of", "only_first", "only_first_ab", "only_first_ba", "only_second",
    "only_second_ab", "only_second_ba", "or_high", "or_low", "order_p", "p25", "p50", "p75", "p_bh", "p_holm",
    "p_value", "patients", "possible", "predicted", "published", "published_events", "published_high",
    "published_low", "published_n", "published_pct", "q01", "q05", "q25", "q50", "q75", "q95", "q99",
    "rate_mark", "reached", "reason", "reference_events", "reference_mean", "reference_n", "remitted",
    "resistant", "risk_ratio", "robust_high", "robust_low", "rows", "rr_high", "rr_low", "score", "score_p",
    "scored", "sd", "second_events", "second_n", "share", "smd", "statistic", "std_error", "steps", "stopped",
    "strata", "suppressed", "survival", "survival_high", "survival_low", "survival_se", "trials",
    "true_positive_rate", "truth", "unknown", "until", "version", "wald", "wald_p", "went_on", "worst_case",
    "worst_case_events", "worst_case_high", "worst_case_low", "worst_case_n",
  ]

  /// Fractions that are keys all the same: days of a trajectory, places of a curve, parts of the propensity.
  private static let fractionalKeys: Set<String> = ["day", "propensity_from", "propensity_to", "x"]

  /// The columns by which rows of two tables of one kind are known again; none where each is one row.
  ///
  /// A column that is not known is a key unless it holds fractions.
  static func keys(of one: ReportTable, _ other: ReportTable) -> [String] {
    if one.rows.count <= 1, other.rows.count <= 1 { return [] }
    return one.columns.filter { name in
      guard other.columns.contains(name), !measures.contains(name) else { return false }
      return fractionalKeys.contains(name)
        || !(one.holdsFractions(in: name) || other.holdsFractions(in: name))
    }
  }

  private func holdsFractions(in name: String) -> Bool {
    guard let place = columns.firstIndex(of: name) else { return false }
    return rows.contains { row in Double(row[place]).map { $0 != $0.rounded() } ?? false }
  }

  /// A row's key as people read it; a key that several rows have is numbered.
  func named(by keys: [String]) -> (names: [String], rows: [String: [String]]) {
    let places = keys.compactMap { columns.firstIndex(of: $0) }
    var names: [String] = []
    var found: [String: [String]] = [:]
    var met: [String: Int] = [:]
    for row in rows {
      var name = places.filter { !row[$0].isEmpty }.map { "\(columns[$0]) \(row[$0])" }.joined(
        separator: ", ")
      met[name, default: 0] += 1
      if let count = met[name], count > 1 { name += " (\(count))" }
      names.append(name)
      found[name] = row
    }
    return (names, found)
  }
}
