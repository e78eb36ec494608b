/// The rows of an embedded catalogue file, by column name.
///
/// Not: a reader for input. The bytes are our own, checked by tests, so nothing is reported.
struct CatalogueRows {
  let rows: [[String: String]]

  init(_ start: UnsafePointer<UInt8>, size: UInt) {
    var table = Self.fields(of: UnsafeBufferPointer(start: start, count: Int(size)))
    let header = table.isEmpty ? [] : table.removeFirst()
    rows = table.map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// RFC 4180 in its plainest form. What cuts is ASCII, so the bytes between are whole characters.
  static func fields(of bytes: some Sequence<UInt8>) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var afterQuote = false
    func endField() {
      row.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      if quoted {
        if byte == UInt8(ascii: "\"") {
          quoted = false
          afterQuote = true
        } else {
          field.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if afterQuote { field.append(byte) }
        quoted = true
      case UInt8(ascii: ","): endField()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        endField()
        rows.append(row)
        row = []
      default: field.append(byte)
      }
      afterQuote = false
    }
    if !field.isEmpty || !row.isEmpty {
      endField()
      rows.append(row)
    }
    return rows
  }
}
