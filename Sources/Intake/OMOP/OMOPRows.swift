/// The rows of one OMOP table, one after another: as places of their fields in memory, and as rows of ``CSVReader`` where
/// a row has to be looked at as it stands.
///
/// Not: quick for compressed files and other encodings, nor from the first row on whose end is not sure.
final class OMOPRows {
  let reader: CSVReader
  private let rules: CSVFieldRules
  private let identifiers: CellIdentifiers
  private var cursor: RowCursor?
  private var lines: LineCount?
  private var hasBegun = false
  /// The row at hand, where it has to be looked at as it stands.
  private var kept: CSVRow?
  private var quickRows = 0

  init(_ reader: CSVReader, path: String, identifiers: CellIdentifiers) throws(IntakeError) {
    self.reader = reader
    self.identifiers = identifiers
    rules = CSVFieldRules(reader.dialect)
    let file = try ByteFile(path: path)
    // A line with nothing on it is a row of the one field, or none.
    guard reader.header.count > 1, reader.dialect.encoding == .utf8, let size = file.size,
      try !file.startsLikeGzip(), !path.hasSuffix(".gz")
    else { return }
    let rows = DelimitedRows(
      path: path, rules: rules, header: reader.header, body: reader.bodyOffset, size: size, keyField: 0,
      copy: nil)
    cursor = try RowCursor(rows, givesEveryRow: true)
    lines = LineCount(file, from: reader.bodyOffset, line: reader.bodyLine)
  }

  /// Goes to the next row whose structure is sound; false at the end.
  ///
  /// Throws: `refused` at once where a cell names a person.
  func next() throws(IntakeError) -> Bool {
    while let cursor {
      if hasBegun {
        try cursor.advance()
      } else {
        try cursor.begin(reader.bodyOffset..<cursor.source.size)
        hasBegun = true
      }
      guard cursor.hasRow, !cursor.isOdd else {
        try endQuickRows(of: cursor)
        break
      }
      quickRows += 1
      kept = nil
      if cursor.isPlain, !namesBirth(cursor) { return true }
      let row = try row(of: cursor)
      if let issue = reader.structuralIssue(of: row) {
        try reader.refuse(row, for: [issue])
        continue
      }
      kept = row
      try checkIdentifiers(row)
      return true
    }
    guard let row = try reader.next() else { return false }
    kept = row
    try checkIdentifiers(row)
    return true
  }

  /// The rows that the cursor gave are counted; from the next on, or the end of the file, the reader goes on.
  private func endQuickRows(of cursor: RowCursor) throws(IntakeError) {
    let file = try ByteFile(path: cursor.source.path)
    file.go(to: cursor.nextOffset)
    let line = cursor.isOdd ? try lines?.line(at: cursor.nextOffset) : nil
    reader.count(quickRows)
    reader.resume(file, offset: cursor.nextOffset, line: line ?? reader.bodyLine)
    self.cursor = nil
  }

  /// The row at hand as it stands.
  func row() throws(IntakeError) -> CSVRow? {
    if let kept { return kept }
    return try cursor.map { cursor throws(IntakeError) in try row(of: cursor) }
  }

  private func row(of cursor: RowCursor) throws(IntakeError) -> CSVRow {
    let row = CSVRow(file: reader.name, rules: rules)
    var bytes = cursor.bytes
    row.ending = []
    // The last line of a file may lack the feed that the cursor sees.
    let hasFeed = cursor.offset + bytes.count <= cursor.source.size
    bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
    if bytes.last == UInt8(ascii: "\r") {
      bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
      row.ending.append(UInt8(ascii: "\r"))
    }
    if hasFeed { row.ending.append(UInt8(ascii: "\n")) }
    row.offset = cursor.offset
    row.refill(bytes: bytes, line: try lines?.line(at: cursor.offset) ?? reader.bodyLine)
    return row
  }

  /// What a field holds, `nil` where that is nothing.
  @inline(__always)
  func cell<R>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    if kept == nil, let cursor {
      let bytes = cursor.field(place)
      return rules.isMissing(bytes) ? nil : body(bytes)
    }
    guard let kept, !kept.isMissing(place) else { return nil }
    return kept.withBytes(place, body)
  }

  private func namesBirth(_ cursor: RowCursor) -> Bool {
    identifiers.birthFields.contains { field in
      CalendarDay.number(ofBytes: UnsafeBufferPointer(rebasing: cursor.field(field).prefix(10))) != nil
    }
  }

  private func checkIdentifiers(_ row: CSVRow) throws(IntakeError) {
    if let issue = identifiers.issue(in: row) {
      throw .refused(issues: [issue], total: 1)
    }
    for field in identifiers.birthFields where CalendarDay.number(of: row.text(field).prefix(10)) != nil {
      let issue = row.issue(
        at: field,
        expected:
          "no direct identifier in '\(reader.header[field])' (a year of birth is enough; empty the column)",
        found: "a full date of birth")
      throw .refused(issues: [issue], total: 1)
    }
  }
}
