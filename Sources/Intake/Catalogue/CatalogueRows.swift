/// The rows of an embedded catalogue file, by column name.
///
/// Not: a reader for input. The bytes are our own, checked by tests, so nothing is reported.
struct CatalogueRows {
  let rows: [[String: String]]

  init(_ start: UnsafePointer<UInt8>, size: UInt) {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: Int(size)), as: UTF8.self)
    var table = Self.fields(of: text)
    let header = table.isEmpty ? [] : table.removeFirst()
    rows = table.map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// RFC 4180 in its plainest form.
  static func fields(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var quoted = false
    var afterQuote = false
    for character in text.unicodeScalars {
      if quoted {
        if character == "\"" {
          quoted = false
          afterQuote = true
        } else {
          field.unicodeScalars.append(character)
        }
        continue
      }
      switch character {
      case "\"":
        if afterQuote { field.append("\"") }
        quoted = true
      case ",":
        row.append(field)
        field = ""
      case "\r": break
      case "\n":
        row.append(field)
        field = ""
        rows.append(row)
        row = []
      default: field.unicodeScalars.append(character)
      }
      afterQuote = false
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
