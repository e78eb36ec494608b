public import Treatment

/// A flat delimited file, one row an observation: `.csv`, `.gz`, or `-` for standard input.
///
/// Only the columns that are asked for are read. An empty cell, `NA`, and the dialect's missing codes are missing.
public struct FlatFile: Sendable {
  public let name: String
  public let dialect: CSVDialect
  let path: String
  private let input: TemporaryCopy?

  /// Standard input comes once and may have to be read twice, so it is kept in a temporary file.
  ///
  /// Throws: ``IntakeError``.
  public init(
    path: String, dialect: CSVDialect = CSVDialect(), temporaryFolder: String = "/tmp"
  ) throws(IntakeError) {
    self.dialect = dialect
    if path == "-" {
      let input = try TemporaryCopy(of: ByteFile.standardInput, in: temporaryFolder)
      (self.input, self.path, name) = (input, input.path, "-")
    } else {
      (input, self.path) = (nil, path)
      name = path.split(separator: "/").last.map(String.init) ?? path
    }
  }

  /// The names of the file's columns.
  public func header() throws(IntakeError) -> [String] { try reader().header }

  /// The columns that are wanted, in the rows that the filter keeps.
  ///
  /// Throws: ``IntakeError``: `refused` with file, line and column for an infinite number, a text among numbers that must
  /// be, a weight below 0 or a missing cluster.
  public func table(_ request: FlatRequest) throws(IntakeError) -> FlatTable {
    let header = try checkedHeader()
    let reading = try reading(request, header)
    guard reading.mustReread else { return try reading.table() }
    return try self.reading(request, header, alsoTexts: reading.mixedColumns).table()
  }

  /// The same table, read by several workers where the file is plain and large.
  public func table(_ request: FlatRequest, threads: Int) async throws(IntakeError) -> FlatTable {
    let header = try checkedHeader()
    guard threads > 1, isPlain,
      let cuts = try FlatReading.cuts(path: path, from: reader().bodyOffset, parts: threads),
      let reading = try await FlatReading.parts(path: path, cuts: cuts, { fresh(request, header) })
    else { return try table(request) }
    return try reading.table()
  }

  private var isPlain: Bool { dialect.encoding == .utf8 && dialect.rowsToSkip == 0 }

  func fresh(_ request: FlatRequest, _ header: [String], _ alsoTexts: Set<String> = []) -> FlatReading {
    FlatReading(request, header: header, file: name, dialect: dialect, alsoTexts: alsoTexts)
  }

  private func reading(
    _ request: FlatRequest, _ header: [String], alsoTexts: Set<String> = []
  ) throws(IntakeError) -> FlatReading {
    if isPlain {
      let quick = fresh(request, header, alsoTexts)
      if try quick.readQuickly(path: path, from: reader().bodyOffset) { return quick }
    }
    let slow = fresh(request, header, alsoTexts)
    try slow.read(reader())
    return slow
  }

  /// The file in pieces of at most `rows` rows, for a model that is applied to it: the kinds of all columns are named
  /// by the request, so that no piece depends on another.
  ///
  /// Throws: ``IntakeError``, after the last sound piece before the place.
  public func forEachPiece(
    _ request: FlatRequest, rows: Int = 65_536, _ body: (FlatTable) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    let header = try checkedHeader()
    let known = request.numbers.union(request.texts)
    precondition(request.allColumns.allSatisfy(known.contains), "Pieces need the kind of every column.")
    let reading = FlatReading(request, header: header, file: name, dialect: dialect)
    let reader = try reader()
    while let row = try reader.next() {
      try reading.add(row, of: reader)
      if reading.count == rows {
        try reader.finish()
        try body(try reading.table())
        reading.removeAll()
      }
    }
    try reader.finish()
    if reading.count > 0 { try body(try reading.table()) }
  }

  func reader(setAside: SetAsideWriter? = nil) throws(IntakeError) -> CSVReader {
    try CSVReader(
      source: openBytes(path: path, encoding: dialect.encoding), name: name, dialect: dialect,
      setAside: setAside)
  }

  /// Throws: `refused` for columns that name persons.
  func checkedHeader() throws(IntakeError) -> [String] {
    let header = try header()
    let issues = try IdentifierScreen(path: path, name: name, dialect: dialect).issues()
    if !issues.isEmpty { throw .refused(issues: issues, total: issues.count) }
    return header
  }
}
