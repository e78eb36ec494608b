/// A delimited file read row by row through a window, never as a whole.
///
/// A quote toggles wherever it stands, so that the ends of rows depend on nothing but the number of quotes
/// before them; a quote that RFC 4180 does not allow is then an issue at its place, except that a pair of
/// quotes within an unquoted field that hides no delimiter and no line ending is text. A row ends at LF, CRLF
/// or CR outside quotes; blank lines are passed over; the last line may lack its ending.
///
/// Rows that are no rows (ragged, wrongly quoted, not UTF-8) never reach the caller: they are logged, and set
/// aside where a writer is given. ``finish()`` throws what was logged where there is none.
/// Source: RFC 4180.
public final class CSVReader {
  public let name: String
  public let dialect: CSVDialect
  public let header: [String]
  /// Row to start from when the file is opened again: the byte after the header.
  public let bodyOffset: Int
  /// The physical line on which the body starts.
  package let bodyLine: Int
  public private(set) var issues = IssueLog()
  public private(set) var rows = Attrition.Rows()

  private let scanner: CSVScanner
  private let setAside: SetAsideWriter?
  private let mayBeEmpty: Bool
  private let headerBytes: [UInt8]

  /// Reads the header, after a byte order mark and the rows to skip. A file without rows is refused at its end unless
  /// it may be empty.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)`` for an empty file or a header with a name twice, and what
  /// the source throws.
  public init(
    source: any ByteSource, name: String, dialect: CSVDialect = CSVDialect(), windowBytes: Int = 1 << 18,
    longestField: Int = 1 << 20, setAside: SetAsideWriter? = nil, mayBeEmpty: Bool = false
  ) throws(IntakeError) {
    self.name = name
    self.dialect = dialect
    self.setAside = setAside
    self.mayBeEmpty = mayBeEmpty
    scanner = CSVScanner(
      source: source, name: name, dialect: dialect, windowBytes: windowBytes, longestField: longestField)
    try scanner.skipByteOrderMark()
    var skipped = 0
    while skipped < dialect.rowsToSkip, try scanner.skipLine() { skipped += 1 }
    guard try scanner.next() else {
      let issue = InputIssue(
        file: name, line: 0, column: 0, expected: "a line with the names of the columns",
        found: skipped == 0 ? "an empty file" : "the end of the file after the lines that 'skip_rows' skips")
      throw .refused(issues: [issue], total: 1)
    }
    let row = scanner.row
    if let issue = row.structuralIssue(
      fields: row.count, longestField: longestField, encoding: dialect.encoding)
    {
      throw .refused(issues: [issue], total: 1)
    }
    header = (0..<row.count).map { row.text($0) }
    if let issue = dialect.delimiterInDoubt(header, row) { throw .refused(issues: [issue], total: 1) }
    headerBytes = row.rawBytes + row.ending
    bodyOffset = scanner.offset
    bodyLine = scanner.line
    var log = IssueLog()
    for index in header.indices where !header[index].isEmpty && header[..<index].contains(header[index]) {
      log.add(row.issue(at: index, expected: "each column once", found: "a name that an earlier column has"))
    }
    try log.throwIfAny()
  }

  /// The next row whose structure is sound; `nil` at the end. The same object, refilled, each time.
  ///
  /// Throws: ``IntakeError`` where reading cannot go on: an unclosed quote, an oversized field, a file without
  /// rows, a source that fails.
  public func next() throws(IntakeError) -> CSVRow? {
    while try scanner.next() {
      let row = scanner.row
      rows.used += 1
      guard let issue = structuralIssue(of: row) else { return row }
      try refuse(row, for: [issue])
    }
    if rows.all == 0, !mayBeEmpty {
      throw .refused(
        issues: [
          InputIssue(
            file: name, line: 0, column: 0, expected: "at least one row",
            found: "only the names of the columns")
        ], total: 1)
    }
    return nil
  }

  /// What is wrong with a row of the file as a row.
  package func structuralIssue(of row: CSVRow) -> InputIssue? {
    row.structuralIssue(
      fields: header.count, longestField: scanner.longestField, encoding: dialect.encoding)
  }

  /// Counts rows of the file that another reader gave.
  package func count(_ read: Int) { rows.used += read }

  /// Goes on at the start of a later row, where another reader gave the rows before it.
  package func resume(_ source: any ByteSource, offset: Int, line: Int) {
    scanner.resume(source, offset: offset, line: line)
  }

  /// Gives every sound row to `body`; the row is valid only during the call.
  public func forEachRow(_ body: (CSVRow) throws(IntakeError) -> Void) throws(IntakeError) {
    while let row = try next() { try body(row) }
  }

  /// Logs what is wrong with a row that ``next()`` gave, and sets the row aside where there is a folder for it.
  public func refuse(_ row: CSVRow, for found: [InputIssue]) throws(IntakeError) {
    for issue in found { issues.add(issue) }
    rows.used -= 1
    rows.setAside += 1
    try setAside?.add(row, header: headerBytes)
  }

  /// Throws: ``IntakeError/refused(issues:total:)`` where rows were refused and no folder takes them.
  public func finish() throws(IntakeError) {
    if setAside == nil { try issues.throwIfAny() }
  }
}
