import Foundation

/// One OMOP table read row by row: its columns in any letter case, its cells as numbers, dates and trimmed texts.
///
/// A row that cannot be read is logged at its place, and set aside where a writer is given.
final class OMOPReader {
  /// A column that may not be there.
  struct Field {
    let name: String
    let place: Int?
  }

  let table: OMOPTable
  let reader: CSVReader
  private let birthFields: [Int]
  private let fields: [String: Int]
  private var found: [InputIssue] = []

  /// Throws: `refused` for columns that are needed and not there, or that name a person.
  init(
    _ table: OMOPTable, _ file: OMOPFolder.File, declared: CSVDialect?, windowBytes: Int,
    setAside: SetAsideWriter? = nil
  ) throws(IntakeError) {
    self.table = table
    let dialect = if let declared { declared } else { try Self.dialect(of: file) }
    reader = try CSVReader(
      source: openBytes(path: file.path, encoding: dialect.encoding), name: file.name, dialect: dialect,
      windowBytes: windowBytes, setAside: setAside, mayBeEmpty: table != .person)
    var fields: [String: Int] = [:]
    for (place, name) in reader.header.enumerated() {
      let plain = name.trimmingCharacters(in: .whitespaces).lowercased()
      if fields[plain] == nil { fields[plain] = place }
    }
    self.fields = fields
    birthFields = table == .person ? DirectIdentifiers.birthFields(in: reader.header) : []
    var log = IssueLog()
    for name in table.required where fields[name] == nil {
      log.add(InputIssue.missingColumn(name, in: fields.keys.sorted(), file: file.name))
    }
    for issue in DirectIdentifiers.issues(in: reader.header, file: file.name) { log.add(issue) }
    try log.throwIfAny()
  }

  /// Vocabulary files come with tabs and with quotes that stand for inches, so there nothing is a quote.
  private static func dialect(of file: OMOPFolder.File) throws(IntakeError) -> CSVDialect {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let source = try openBytes(path: file.path)
    let read: Result<Int, IntakeError> = buffer.withUnsafeMutableBytes { bytes in
      Result { () throws(IntakeError) in try source.read(into: bytes) }
    }
    let line = buffer[..<(try read.get())].prefix { $0 != UInt8(ascii: "\n") }
    var dialect = CSVDialect()
    if line.contains(UInt8(ascii: "\t")), !line.contains(UInt8(ascii: ",")) {
      dialect.delimiter = UInt8(ascii: "\t")
      dialect.quote = 1
    }
    return dialect
  }

  func field(_ name: String) -> Field { Field(name: name, place: fields[name]) }

  /// The next row; `nil` at the end.
  ///
  /// Throws: `refused` at once where a cell names a person.
  func next() throws(IntakeError) -> CSVRow? {
    guard let row = try reader.next() else { return nil }
    if let issue = DirectIdentifiers.issue(in: row, header: reader.header, birthFields: birthFields) {
      throw .refused(issues: [issue], total: 1)
    }
    for field in birthFields where CalendarDay.number(of: row.text(field).prefix(10)) != nil {
      let issue = row.issue(
        at: field,
        expected:
          "no direct identifier in '\(reader.header[field])' (a year of birth is enough; empty the column)",
        found: "a full date of birth")
      throw .refused(issues: [issue], total: 1)
    }
    return row
  }

  /// Notes what is wrong with a cell of the row in hand.
  func fail(_ field: Field, in row: CSVRow, _ expected: String, found kind: String? = nil) {
    found.append(row.issue(at: field.place ?? 0, expected: expected, found: kind))
  }

  /// Whether the row in hand is sound; one that is not is refused.
  func accept(_ row: CSVRow) throws(IntakeError) -> Bool {
    if found.isEmpty { return true }
    try reader.refuse(row, for: found)
    found.removeAll()
    return false
  }

  func text(_ field: Field, in row: CSVRow) -> String? {
    guard let place = field.place, !row.isMissing(place) else { return nil }
    return row.text(place).trimmingCharacters(in: .whitespaces)
  }

  /// A whole number; an issue for anything else, and for nothing where one is needed.
  func integer(_ field: Field, in row: CSVRow, needed: Bool = false) -> Int64? {
    guard let place = field.place, !row.isMissing(place) else {
      if needed { fail(field, in: row, "a whole number in '\(field.name)'") }
      return nil
    }
    if let value = row.integer(place) { return Int64(value) }
    fail(field, in: row, "a whole number in '\(field.name)'")
    return nil
  }

  func number(_ field: Field, in row: CSVRow) -> Double? {
    guard let place = field.place, !row.isMissing(place) else { return nil }
    if let value = row.number(place), value.isFinite { return value }
    fail(field, in: row, "a number in '\(field.name)'")
    return nil
  }

  /// Days since 1970 of a date, with or without a time after it.
  func day(_ field: Field, in row: CSVRow, needed: Bool = false) -> Int32? {
    guard let text = text(field, in: row) else {
      if needed { fail(field, in: row, "a date as 2024-01-31 in '\(field.name)'") }
      return nil
    }
    let rest = text.dropFirst(10)
    guard rest.isEmpty || rest.first == " " || rest.first == "T",
      let day = CalendarDay.number(of: text.prefix(10))
    else {
      fail(field, in: row, "a date as 2024-01-31 in '\(field.name)'")
      return nil
    }
    return Int32(day)
  }
}
