internal import Synchronization

extension CSVCohort {
  /// Columns of the cohort's files that name persons, by the first rows of each file; looked for once.
  ///
  /// Not: those of an OMOP folder, which are looked for as it is read.
  func identifierIssues() throws(IntakeError) -> [InputIssue] {
    if let known = known.withLock({ $0.identifiers }) { return known }
    let issues = try screen(inAllRows: false, nil)
    known.withLock { $0.identifiers = issues }
    return issues
  }

  func screen(
    inAllRows: Bool, _ identifiers: PatientIdentifiers?
  ) throws(IntakeError) -> [InputIssue] {
    if omop != nil { return [] }
    var result: [InputIssue] = []
    var seen: [(path: String, dialect: CSVDialect, column: String)] = []
    for table in declaration.tables
    where !seen.contains(where: {
      $0 == (table.path, table.dialect, table.patientColumn)
    }) {
      let isNew = !seen.contains { $0.path == table.path && $0.dialect == table.dialect }
      seen.append((table.path, table.dialect, table.patientColumn))
      let column = table.patientColumn
      identifiers?.begin(file: table.file)
      let screen = IdentifierScreen(
        path: table.path, name: table.file, dialect: table.dialect, patientColumn: column)
      let issues = try screen.issues(inAllRows: inAllRows) { row, header in
        guard let identifiers, let field = header.firstIndex(of: column) else { return }
        row.withBytes(field) { identifiers.add($0) }
      }
      if isNew { result += issues }
    }
    return result
  }

  /// Names of columns that the cohort's files have, to tell of one that none has.
  public func columnNames() throws(IntakeError) -> [String] {
    var result: [String] = []
    let places = omop == nil ? declaration.tables.map { (path: $0.path, dialect: $0.dialect) } : []
    let files = omop?.files.map { (path: $0.path, dialect: CSVDialect()) } ?? places
    for file in files {
      let reader = try CSVReader(
        source: openBytes(path: file.path, encoding: file.dialect.encoding), name: "", dialect: file.dialect,
        windowBytes: 1 << 16, mayBeEmpty: true)
      for name in reader.header where !result.contains(name) { result.append(name) }
    }
    return result
  }
}
