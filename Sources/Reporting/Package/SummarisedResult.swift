import Regression
import Treatment

/// The rates of a report in the thirteen columns of OMOP's summarised result, with its settings as rows.
///
/// A table of rates is a result: its scale the group, its keys the strata, baseline, endpoint, reading and interval the additional pairs.
/// A row that disclosure control hid has `-` for every estimate, as the package's own suppression writes.
///
/// Not: an import by omopgenerics itself, which is not at hand here; `Datasets/check_summarised_result.py` holds the file to the
/// published rules of columns and keys.
/// Source: omopgenerics, "A summarised result", https://darwin-eu.github.io/omopgenerics/articles/summarised_result.html, and its
/// `newSummarisedResult` (read).
struct SummarisedResult {
  static let columns = [
    "result_id", "cdm_name", "group_name", "group_level", "strata_name", "strata_level", "variable_name",
    "variable_level", "estimate_name", "estimate_type", "estimate_value", "additional_name",
    "additional_level",
  ]
  private static let additional = ["baseline", "endpoint", "missing", "interval"]
  static let joint = " &&& "

  let rates: [SuppressedRates]
  let title: String
  let version: String
  let disclosure: Disclosure

  /// The file, lines ended by a line feed; an empty cell is R's `NA`.
  func csv() -> String {
    let rows =
      rates.enumerated().flatMap { estimates($1, id: $0 + 1) }
      + rates.enumerated().flatMap { settings($1, id: $0 + 1) }
    let lines = [Self.columns] + rows
    // Only names and levels come from data; the mark of suppression would be taken for a formula.
    return lines.map { $0.map { Table.csvField($0, false) }.joined(separator: ",") + "\n" }.joined()
  }

  private func estimates(_ table: SuppressedRates, id: Int) -> [[String]] {
    let keys = table.by.indices.filter { table.by[$0] != "scale" }
    let names = Self.names(of: keys.map { table.by[$0] })
    return table.rows.flatMap { row -> [[String]] in
      let levels = keys.map { Self.level(row.group[$0]) }
      let hidden = row.suppressed != .none
      let counts: [(String, Int?)] = [
        ("subject_count", row.patients), ("record_count", row.steps), ("denominator_count", row.n),
        ("outcome_count", row.events),
      ]
      let shares: [(String, Double?)] = [
        ("proportion", row.estimate), ("proportion_low", row.confLow), ("proportion_high", row.confHigh),
        ("robust_low", row.robustLow), ("robust_high", row.robustHigh),
      ]
      let values =
        counts.map { ($0.0, "integer", $0.1.map { String($0) }) }
        + shares.map { ($0.0, "proportion", $0.1?.description) }
      return values.compactMap { name, type, value in
        guard let shown = hidden ? "-" : value else { return nil }
        return [
          String(id), Self.level(title), "scale", Self.level(row.scale),
          names.isEmpty ? "overall" : names.joined(separator: Self.joint),
          levels.isEmpty ? "overall" : levels.joined(separator: Self.joint), row.outcome.rawValue, "", name,
          type, shown, Self.additional.joined(separator: Self.joint),
          [row.baseline.rawValue, row.endpoint.label, row.missing.rawValue, row.interval.rawValue]
            .joined(separator: Self.joint),
        ]
      }
    }
  }

  private func settings(_ table: SuppressedRates, id: Int) -> [[String]] {
    let keys = table.by.filter { $0 != "scale" }
    let least =
      switch disclosure {
      case .ohdsi(let least): least
      case .openSafely: Rounding.mostHidden + 1
      case .none: 0
      }
    let values = [
      ("result_type", "summarise_response_rates"), ("package_name", "remit"), ("package_version", version),
      ("group", "scale"), ("strata", Self.names(of: keys).joined(separator: Self.joint)),
      ("additional", Self.additional.joined(separator: Self.joint)), ("min_cell_count", String(least)),
      ("disclosure", disclosure.name), ("level", "\(table.level)"),
      ("table", RateAnchors.table(at: id - 1)),
    ]
    return values.map { name, value in
      [
        String(id), "", "overall", "overall", "overall", "overall", "settings", "", name, "character", value,
        "overall", "overall",
      ]
    }
  }

  /// Names of strata in snake case, each once, and none that stands for another pair.
  static func names(of keys: [String]) -> [String] {
    var result: [String] = []
    for key in keys {
      var name = FileName.joined([key]).replacing("-", with: "_")
      while name.hasPrefix("_") { name.removeFirst() }
      while name.hasSuffix("_") { name.removeLast() }
      if name.isEmpty || name.first?.isNumber == true || (["scale", "overall"] + additional).contains(name) {
        name = "covariate" + (name.isEmpty ? "" : "_" + name)
      }
      let bare = name
      var number = 2
      while result.contains(name) {
        name = "\(bare)_\(number)"
        number += 1
      }
      result.append(name)
    }
    return result
  }

  /// A level without the mark that parts levels, nor a formula of a spreadsheet; none is missing.
  static func level(_ text: String) -> String {
    let plain = HarmlessText.plain(text).replacing("&&&", with: "and")
    return plain.isEmpty ? "missing" : Table.spreadsheetSafe(plain)
  }
}
