extension Report {
  /// What stands in the exported tables, as a data package of Frictionless: each file with its columns, their types, meanings and units.
  ///
  /// Source: Data Package and Table Schema, version 1, https://specs.frictionlessdata.io (from memory); `frictionless validate` accepts it.
  func dataPackage() -> String {
    let name = FileName.joined([content.title])
    var members: [(String, String)] = [
      ("profile", "\"tabular-data-package\""),
      ("name", JSONText.string(name.contains { $0.isLetter || $0.isNumber } ? name : "report")),
      ("title", JSONText.string(content.title)),
      ("description", JSONText.string(about)),
    ]
    if !content.sources.isEmpty {
      members.append(
        ("sources", Self.list(content.sources.map { "{\"title\": \(JSONText.string($0))}" }, indent: "  ")))
    }
    members.append(("resources", Self.list(dataTables.map(Self.resource), indent: "  ")))
    return "{\n" + members.map { "  \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n}\n"
  }

  private var about: String {
    (content.question.isEmpty ? "" : content.question + " ")
      + "Aggregates. An empty cell is hidden where the column suppressed says so, and has no value elsewhere. "
      + content.disclosure.sentence
  }

  private static func list(_ items: [String], indent: String) -> String {
    items.isEmpty
      ? "[]"
      : "[\n" + items.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n\(indent)]"
  }

  private static func resource(_ name: String, _ table: Table) -> String {
    let fields = table.columns.indices.map { field(table, $0, in: name) }
    return "{\"profile\": \"tabular-data-resource\", \"name\": \(JSONText.string(name)), "
      + "\"path\": \(JSONText.string("tables/\(name).csv")), \"format\": \"csv\", \"mediatype\": \"text/csv\", "
      + "\"encoding\": \"utf-8\", \"schema\": {\"missingValues\": [\"\"], \"fields\": "
      + list(fields, indent: "    ") + "}}"
  }

  private static func field(_ table: Table, _ column: Int, in name: String) -> String {
    let heading = table.columns[column]
    let known = ExportedFields.field(heading.name, of: name)
    let meaning =
      known?.meaning ?? (heading.isRowHeading ? "covariate, as the cohort's files name it" : heading.note)
    var members = [
      ("name", Table.spreadsheetSafe(heading.name)), ("type", type(of: table, column)),
      ("description", meaning),
    ]
    if let unit = known?.unit, !unit.isEmpty { members.append(("unit", unit)) }
    return "{" + members.map { "\"\($0)\": \(JSONText.string($1))" }.joined(separator: ", ") + "}"
  }

  /// What every cell of a column reads as; a column of empty ones is text.
  private static func type(of table: Table, _ column: Int) -> String {
    var type = "string"
    for row in table.rows {
      switch row[column] {
      case .text: return "string"
      case .number: type = "number"
      case .count where type == "string": type = "integer"
      case .count, .hidden, .absent: continue
      }
    }
    return type
  }
}
