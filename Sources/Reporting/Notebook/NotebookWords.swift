import Treatment

/// What notebooks call `LABELS`: what people read for the values of a column, as far as they are not the same.
struct NotebookWords {
  /// Sorted by column, then by value.
  private(set) var words: [(column: String, pairs: [(value: String, word: String)])] = []

  init(_ names: ReportNames, _ tables: [Table], _ figures: [Figure]) {
    var all = Self.always
    for table in tables {
      for (place, column) in table.columns.enumerated() {
        let key = Self.arms.contains(column.name) ? names.arm : column.name
        guard column.isRowHeading || Self.arms.contains(column.name) else { continue }
        for row in table.rows {
          guard case .text(let value) = row[place] else { continue }
          all[column.name, default: [:]][value] = names.value(value, of: key)
        }
      }
    }
    for figure in figures {
      for (column, pairs) in figure.redrawing?.words ?? [:] {
        all[column, default: [:]].merge(pairs) { _, own in own }
      }
    }
    words = all.sorted { $0.key < $1.key }.compactMap { column, pairs in
      let told = pairs.filter { $0.key != $0.value }.sorted { $0.key < $1.key }
      return told.isEmpty ? nil : (column, told.map { ($0.key, $0.value) })
    }
  }

  private static let arms: Set<String> = ["arm", "first", "second"]

  /// The words of every report.
  private static let always: [String: [String: String]] = [
    "outcome": Dictionary(
      uniqueKeysWithValues: Outcome.allCases.map { ($0.rawValue, ReportWords.outcome($0)) }),
    "missing": Dictionary(
      uniqueKeysWithValues: MissingReading.allCases.map { ($0.rawValue, ReportWords.reading($0)) }),
    "baseline": Dictionary(
      uniqueKeysWithValues: BaselineKind.allCases.map { ($0.rawValue, "against " + ReportWords.baseline($0)) }
    ),
    "series": [
      "chained": "chained: if everyone went on", "observed": "observed: of those known",
      "worst_case": "worst case: of all who began",
    ],
    "column": [
      "overlap_switch_max": "Overlap still a switch, days", "min_trial_days": "Shortest trial, days",
      "era_gap_days": "Gap inside an era, days", "unknown_dose": "Unknown dose:",
      "intolerance_counts": "Intolerance is failure:",
    ],
  ]

  func code(in language: CodeText.Language) -> String {
    let lines = words.map { column, pairs -> String in
      let key = CodeText.literal(Table.spreadsheetSafe(column), in: language)
      let (values, read) = (pairs.map { Table.spreadsheetSafe($0.value) }, pairs.map(\.word))
      switch language {
      case .python:
        let inner = zip(values, read).map {
          "        \(CodeText.literal($0, in: language)): \(CodeText.literal($1, in: language))"
        }
        return "    \(key): {\n" + inner.joined(separator: ",\n") + ",\n    },"
      case .r:
        return "  \(key) = list(\n    of = \(CodeText.list(values, in: language)),\n    "
          + "read = \(CodeText.list(read, in: language)))"
      }
    }
    return switch language {
    case .python: "LABELS = {\n" + lines.joined(separator: "\n") + "\n}"
    case .r: "LABELS <- list(\n" + lines.joined(separator: ",\n") + "\n)"
    }
  }
}
