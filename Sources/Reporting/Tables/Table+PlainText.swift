extension Table {
  /// The table aligned for a terminal: texts to the left, numbers to the right, notes below.
  func plainText() -> String {
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

  /// Line breaks and other controls inside a text would break the alignment, or the terminal.
  private static func oneLine(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return result
  }
}
