extension Table {
  /// Comma-separated values (RFC 4180 quoting, lines ended by a line feed): hidden and absent are empty.
  ///
  /// With `spreadsheetSafe`, a text that starts with `= + - @` and is not a number gets a leading `'`, so
  /// that a spreadsheet does not run it as a formula.
  func csv(spreadsheetSafe: Bool) -> String {
    csvLines(spreadsheetSafe: spreadsheetSafe).map { $0 + "\n" }.joined()
  }

  /// The header and each row, without the ends of lines; a text that holds some spreads over several.
  func csvLines(spreadsheetSafe: Bool) -> [String] {
    [columns.map { Self.csvField($0.name, spreadsheetSafe) }.joined(separator: ",")]
      + rows.map { row in
        row.map { cell in
          if case .text(let text) = cell { return Self.csvField(text, spreadsheetSafe) }
          return Self.fileText(cell, spreadsheetSafe: spreadsheetSafe)
        }.joined(separator: ",")
      }
  }

  static func csvField(_ text: String, _ spreadsheetSafe: Bool) -> String {
    let text = spreadsheetSafe ? self.spreadsheetSafe(text) : text
    let (space, signs) = (UInt8(ascii: " "), [UInt8](",\"\r\n".utf8))
    let needsQuotes =
      text.utf8.contains { signs.contains($0) } || text.utf8.first == space || text.utf8.last == space
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }

  /// The text with a `'` before it where a spreadsheet would take it for a formula.
  static func spreadsheetSafe(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@".unicodeScalars.contains(first), !isNumber(text) else {
      return text
    }
    return "'" + text
  }

  /// A cell as the file has it, before quotes.
  static func fileText(_ cell: Cell, spreadsheetSafe isSafe: Bool) -> String {
    switch cell {
    case .text(let text): isSafe ? spreadsheetSafe(text) : text
    case .count(let count): String(count)
    case .number(let value): value.description
    case .hidden, .absent: ""
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { "0123456789.eE+-".unicodeScalars.contains($0) } && Double(text) != nil
  }
}
