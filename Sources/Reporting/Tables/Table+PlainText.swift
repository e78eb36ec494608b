extension Table {
  /// The table aligned for a terminal: texts to the left, numbers to the right, notes below.
  ///
  /// What is wider than `width` is, of one row, a list, a line a column; of a table of several rows columns with the same text in
  /// all of them are left out and named once above it.
  func plainText(width: Int? = nil) -> String {
    if let width, isWider(than: width) {
      if rows.count == 1 { return plainList() }
      if let narrow = narrowed() { return narrow.plainText() }
    }
    let texts = rows.indices.map { row in
      columns.indices.map { Self.oneLine(text(row, $0)) }
    }
    let headings = columns.map { Self.oneLine($0.name) }
    let widths = columns.indices.map { column in
      texts.reduce(headings[column].count) { max($0, $1[column].count) }
    }
    let numeric = columns.indices.map(isNumeric)
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += (column > 0 ? "  " : "") + (numeric[column] ? padding + cell : cell + padding)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }
    var result = caption.isEmpty ? "" : caption + "\n\n"
    result += line(headings) + line(widths.map { String(repeating: "─", count: $0) })
    for row in texts { result += line(row) }
    if !notes.isEmpty { result += "\n" + notes.map { "  " + $0 + "\n" }.joined() }
    return result
  }

  private func plainList() -> String {
    let width = columns.reduce(0) { max($0, Self.oneLine($1.name).count) }
    var result = caption.isEmpty ? "" : caption + "\n\n"
    for (place, column) in columns.enumerated() {
      let name = Self.oneLine(column.name)
      let cell = Self.oneLine(text(0, place))
      result +=
        name + (cell.isEmpty ? "" : String(repeating: " ", count: width - name.count + 2) + cell) + "\n"
    }
    if !notes.isEmpty { result += "\n" + notes.map { "  " + $0 + "\n" }.joined() }
    return result
  }

  private func isWider(than width: Int) -> Bool {
    let widths = columns.indices.map { column in
      rows.indices.reduce(Self.oneLine(columns[column].name).count) {
        max($0, Self.oneLine(text($1, column)).count)
      }
    }
    return widths.reduce(0, +) + 2 * (columns.count - 1) > width
  }

  /// The table without the columns that say the same in every row, which its caption names; `nil` where it has none.
  private func narrowed() -> Table? {
    guard rows.count > 1 else { return nil }
    let constant = columns.indices.filter { column in
      let first = text(0, column)
      return rows.indices.allSatisfy { text($0, column) == first }
    }
    guard !constant.isEmpty, constant.count < columns.count else { return nil }
    let named = constant.map { column in
      let cell = Self.oneLine(text(0, column))
      return "\(Self.oneLine(columns[column].name)) \(cell.isEmpty ? "(empty)" : cell)"
    }
    var result = self
    let kept = columns.indices.filter { !constant.contains($0) }
    result.columns = kept.map { columns[$0] }
    result.rows = rows.map { row in kept.map { row[$0] } }
    result.caption =
      (caption.isEmpty ? "" : caption + "\n\n") + "In all rows: \(named.joined(separator: ", "))."
    return result
  }

  /// Line breaks and other controls inside a text would break the alignment, or the terminal.
  private static func oneLine(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return result
  }
}
