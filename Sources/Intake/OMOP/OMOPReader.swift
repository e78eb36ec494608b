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

  /// What is wrong with a cell of the row at hand.
  private struct Fault {
    let place: Int
    let expected: String
    let found: String?
  }

  let table: OMOPTable
  let reader: CSVReader
  private let rows: OMOPRows
  private let decimalMark: UInt8
  private let fields: [String: Int]
  private var faults: [Fault] = []

  /// Throws: `refused` for columns that are needed and not there, or that name a person.
  init(
    _ table: OMOPTable, _ file: OMOPFolder.File, declared: CSVDialect?, checked: Set<String>,
    windowBytes: Int,
    setAside: SetAsideWriter? = nil
  ) throws(IntakeError) {
    self.table = table
    var dialect = if let declared { declared } else { try Self.dialect(of: file) }
    dialect.checkedColumns = checked
    reader = try CSVReader(
      source: openBytes(path: file.path, encoding: dialect.encoding), name: file.name, dialect: dialect,
      windowBytes: windowBytes, setAside: setAside, mayBeEmpty: table != .person)
    var fields: [String: Int] = [:]
    for (place, name) in reader.header.enumerated() {
      let plain = name.trimmingCharacters(in: .whitespaces).lowercased()
      if fields[plain] == nil { fields[plain] = place }
    }
    self.fields = fields
    decimalMark = dialect.decimalMark
    rows = try OMOPRows(
      reader, path: file.path,
      // Only persons are born.
      identifiers: CellIdentifiers(
        header: reader.header, checked: checked, looksForBirth: table == .person))
    var log = IssueLog()
    for name in table.required where fields[name] == nil {
      log.add(InputIssue.missingColumn(name, in: fields.keys.sorted(), file: file.name))
    }
    let screen = IdentifierScreen(path: file.path, name: file.name, dialect: dialect)
    for issue in try screen.issues() { log.add(issue) }
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

  /// Goes to the next row; false at the end.
  ///
  /// Throws: `refused` at once where a cell names a person.
  func next() throws(IntakeError) -> Bool { try rows.next() }

  /// Notes what is wrong with a cell of the row at hand.
  func fail(_ field: Field, _ expected: String, found kind: String? = nil) {
    faults.append(Fault(place: field.place ?? 0, expected: expected, found: kind))
  }

  /// Whether the row at hand is sound; one that is not is refused.
  func accept() throws(IntakeError) -> Bool {
    if faults.isEmpty { return true }
    if let row = try rows.row() {
      try reader.refuse(
        row, for: faults.map { row.issue(at: $0.place, expected: $0.expected, found: $0.found) })
    }
    faults.removeAll()
    return false
  }

  @inline(__always)
  private func cell<R>(_ field: Field, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    field.place.flatMap { rows.cell($0, body) }
  }

  func text(_ field: Field) -> String? { cell(field, OMOPCell.text) }

  /// A whole number; an issue for anything else, and for nothing where one is needed.
  func integer(_ field: Field, needed: Bool = false) -> Int64? {
    guard let value = cell(field, { DecimalText.integer($0) }) else {
      if needed { fail(field, "a whole number in '\(field.name)'") }
      return nil
    }
    if let value { return Int64(value) }
    fail(field, "a whole number in '\(field.name)'")
    return nil
  }

  /// A whole number, where there is one.
  func wholeNumber(_ field: Field) -> Int64? {
    (cell(field) { DecimalText.integer($0) } ?? nil).map { Int64($0) }
  }

  func number(_ field: Field) -> Double? {
    guard let value = cell(field, { DecimalText.double($0, mark: decimalMark) }) else { return nil }
    if let value, value.isFinite { return value }
    fail(field, "a number in '\(field.name)'")
    return nil
  }

  /// Days since 1970 of a date, with or without a time after it.
  func day(_ field: Field, needed: Bool = false) -> Int32? {
    guard let day = cell(field, OMOPCell.day) else {
      if needed { fail(field, "a date as 2024-01-31 in '\(field.name)'") }
      return nil
    }
    if day == nil { fail(field, "a date as 2024-01-31 in '\(field.name)'") }
    return day
  }
}
