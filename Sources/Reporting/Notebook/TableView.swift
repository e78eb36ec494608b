/// Rows of an exported table as a notebook shows them, byte for byte what `show` of `report.py` gives when it runs again.
struct TableView {
  /// Rows that are shown; the file holds all.
  static let most = 40

  private let columns: [String]
  private let cells: [[String]]
  private let notes: [String]

  /// `nil` where there is no such table.
  init?(_ rows: ExportedRows, of tables: [String: Table]) {
    let own = rows.tables.compactMap { tables[$0] }
    guard let first = own.first, own.count == rows.tables.count else { return nil }
    let names = first.columns.map { Table.spreadsheetSafe($0.name) }
    var lines = own.flatMap { table in
      table.rows.map { row in row.map { Table.fileText($0, spreadsheetSafe: true) } }
    }
    for kept in rows.kept {
      guard let column = names.firstIndex(of: Table.spreadsheetSafe(kept.column)) else { return nil }
      let places = Self.places(of: kept.values.map(Table.spreadsheetSafe))
      lines = lines.filter { places[$0[column]] != nil }
    }
    for kept in rows.kept.reversed() {
      guard let column = names.firstIndex(of: Table.spreadsheetSafe(kept.column)) else { return nil }
      let places = Self.places(of: kept.values.map(Table.spreadsheetSafe))
      lines = lines.enumerated().sorted {
        (places[$0.element[column]] ?? 0, $0.offset) < (places[$1.element[column]] ?? 0, $1.offset)
      }.map(\.element)
    }
    let asked = Set(rows.columns.map(Table.spreadsheetSafe))
    let places = names.indices.filter { asked.isEmpty || asked.contains(names[$0]) }
    let same = places.filter { column in
      lines.count > 1 && lines.allSatisfy { $0[column] == lines[0][column] }
    }
    let different = places.filter { !same.contains($0) }
    let shown = different.isEmpty ? places : different
    let left = same.filter { !shown.contains($0) }
    let said = left.filter { !lines[0][$0].isEmpty }.map { names[$0] + " " + Self.brief(lines[0][$0]) }
    let empty = left.filter { lines[0][$0].isEmpty }.map { names[$0] }
    var notes: [String] = []
    if !said.isEmpty { notes.append("In every row: " + said.joined(separator: ", ") + ".") }
    if !empty.isEmpty { notes.append("Empty in every row: " + empty.joined(separator: ", ") + ".") }
    if lines.count > Self.most { notes.append("The first \(Self.most) of \(lines.count) rows.") }
    columns = shown.map { names[$0] }
    cells = lines.prefix(Self.most).map { line in shown.map { Self.brief(line[$0]) } }
    self.notes = notes
  }

  private static func places(of values: [String]) -> [String: Int] {
    values.enumerated().reduce(into: [:]) { if $0[$1.element] == nil { $0[$1.element] = $1.offset } }
  }

  /// A number of more than four decimals with four.
  static func brief(_ text: String) -> String {
    guard NumberShape.isLong(text), let value = Double(text) else { return text }
    if value != 0, value.magnitude < 0.00005 { return value > 0 ? "<0.0001" : ">-0.0001" }
    return value.magnitude >= 0x1p53 ? text : NumberText.fixed(value, decimals: 4)
  }

  private var isRight: [Bool] {
    columns.indices.map { column in
      cells.allSatisfy { row in
        row[column].isEmpty || NumberShape.isRight(row[column])
      }
    }
  }

  var html: String {
    let sides = isRight.map { $0 ? "right" : "left" }
    var page = "<table border=\"1\">\n<thead>\n<tr>"
    for (column, side) in zip(columns, sides) {
      page += "<th style=\"text-align: \(side)\">\(HarmlessText.markup(column))</th>"
    }
    page += "</tr>\n</thead>\n<tbody>\n"
    for row in cells {
      page += "<tr>"
      for (text, side) in zip(row, sides) {
        page += "<td style=\"text-align: \(side)\">\(HarmlessText.markup(text))</td>"
      }
      page += "</tr>\n"
    }
    return page + "</tbody>\n</table>\n" + notes.map { "<p>\(HarmlessText.markup($0))</p>\n" }.joined()
  }

  var text: String {
    let right = isRight
    let lines = ([columns] + cells).map { $0.map(HarmlessText.plain) }
    let widths = columns.indices.map { column in
      lines.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    let aligned = lines.map { line in
      var text = line.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - line[column].unicodeScalars.count)
        return right[column] ? space + line[column] : line[column] + space
      }.joined(separator: "  ")
      while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
      return text
    }
    return (aligned + notes.map(HarmlessText.plain)).joined(separator: "\n")
  }
}
