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
    "adequate", "adequate_failed", "agreement", "begun_events", "begun_n", "both", "chained", "chained_high",
    "chained_low", "chosen", "conf_high", "conf_low", "count", "days_p25", "days_p50", "days_p75", "df",
    "duration_average", "duration_max", "duration_median", "duration_min", "duration_q1", "duration_q2",
    "duration_sd", "entered", "estimate", "event_count", "events", "first_events", "first_n", "freq",
    "indeterminate",
    "interval", "kappa", "lr", "lr_p", "mean", "n", "neither", "no_baseline", "no_history", "none_events",
    "none_n",
    "not_assessed", "not_resistant", "number_records", "number_subjects", "observed", "observed_events",
    "observed_high", "observed_low", "observed_n", "odds_ratio", "of", "only_first", "only_second", "or_high",
    "or_low", "p_value", "patients", "possible", "remitted", "resistant", "robust_high", "robust_low",
    "score",
    "score_p", "scored", "sd", "second_events", "second_n", "share", "statistic", "std_error", "steps",
    "strata",
    "suppressed", "trials", "unknown", "version", "wald", "wald_p", "worst_case", "worst_case_events",
    "worst_case_high", "worst_case_low", "worst_case_n",
  ]

  /// Fractions that are keys all the same: days of a trajectory.
  private static let fractionalKeys: Set<String> = ["day"]

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
