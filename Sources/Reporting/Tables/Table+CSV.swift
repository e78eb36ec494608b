extension Table {
  /// Comma-separated values (RFC 4180 quoting, lines ended by a line feed): hidden and absent are empty.
  ///
  /// With `spreadsheetSafe`, a text that starts with `= + - @` and is not a number gets a leading `'`, so
  /// that a spreadsheet does not run it as a formula.
  func csv(spreadsheetSafe: Bool) -> String {
    var lines = columns.map { Self.csvField($0.name, spreadsheetSafe) }.joined(separator: ",") + "\n"
    for row in rows {
      let fields = row.map { cell in
        switch cell {
        case .text(let text): Self.csvField(text, spreadsheetSafe)
        case .count(let count): String(count)
        case .number(let value): value.description
        case .hidden, .absent: ""
        }
      }
      lines += fields.joined(separator: ",") + "\n"
    }
    return lines
  }

  static func csvField(_ text: String, _ spreadsheetSafe: Bool) -> String {
    let text = spreadsheetSafe ? self.spreadsheetSafe(text) : text
    let needsQuotes =
      text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
      || text.hasPrefix(" ") || text.hasSuffix(" ")
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
