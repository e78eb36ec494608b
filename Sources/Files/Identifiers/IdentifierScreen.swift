/// Looks a file through for columns that name persons: the first rows of each, all rows where a column's name speaks of
/// a person and its first cells do not.
///
/// Not: cells beyond the first rows of columns with other names, but for e-mail addresses and full dates of birth, which
/// ``CellIdentifiers`` looks for in every row that is read.
package struct IdentifierScreen {
  /// Rows of the head of a file: enough to tell, and read in a moment.
  package static let headRows = 500

  private let path: String
  private let name: String
  private let dialect: CSVDialect
  private let patientColumn: String?
  private let checked: Set<String>

  /// Columns that the dialect says somebody has looked at are passed over.
  package init(
    path: String, name: String, dialect: CSVDialect, patientColumn: String? = nil
  ) {
    (self.path, self.name, self.dialect) = (path, name, dialect)
    self.patientColumn = patientColumn
    checked = dialect.checkedColumns
  }

  /// One issue a column that names a person; `each` is given every row, where all rows are looked at.
  ///
  /// A file that is no table is left to whoever reads it.
  /// Throws: what opening and reading throws, but for `refused`.
  package func issues(
    inAllRows: Bool = false, each: ((CSVRow, [String]) -> Void)? = nil
  ) throws(IntakeError) -> [InputIssue] {
    do throws(IntakeError) {
      let head = try screens(rows: inAllRows ? nil : Self.headRows, each)
      let isAcquitted = head.columns.contains { $0.mustSeeAll(patients: head.patients) }
      let all = inAllRows || head.isWhole || !isAcquitted ? head : try screens(rows: nil, nil)
      return issues(all)
    } catch .refused {
      return []
    }
  }

  private struct Screened {
    var header: [String]
    var columns: [ColumnScreen]
    var patients: Int?
    var isWhole = false
  }

  private func screens(rows most: Int?, _ each: ((CSVRow, [String]) -> Void)?) throws(IntakeError) -> Screened
  {
    let reader = try CSVReader(
      source: openBytes(path: path, encoding: dialect.encoding), name: name, dialect: dialect,
      windowBytes: most == nil ? 1 << 18 : 1 << 16, mayBeEmpty: true)
    let header = reader.header
    var screens = header.map { ColumnScreen(named: IdentifierName(ofColumn: $0)) }
    let fields = header.indices.filter { !checked.contains(header[$0]) }
    let patient = patientColumn.flatMap { header.firstIndex(of: $0) }
    var patients: Set<[UInt8]> = []
    var seen = 0
    do throws(IntakeError) {
      while most.map({ seen < $0 }) ?? true, let row = try reader.next() {
        seen += 1
        for field in fields {
          row.withBytes(field) { bytes in
            if !row.rules.isMissing(bytes) { screens[field].add(bytes) }
          }
        }
        if let patient, patients.count <= 200 { patients.insert(row.bytes(patient)) }
        each?(row, header)
      }
    } catch .refused {
      // What was read so far still tells.
    }
    for field in header.indices where checked.contains(header[field]) {
      screens[field] = ColumnScreen(named: nil)
    }
    return Screened(
      header: header, columns: screens, patients: patient == nil ? nil : patients.count,
      isWhole: most.map { seen < $0 } ?? true)
  }

  private func issues(_ screened: Screened) -> [InputIssue] {
    let isNamed = !DirectIdentifiers.looksLikeData(screened.header)
    return zip(screened.header, screened.columns).enumerated().compactMap { place, column in
      let (header, screen) = column
      guard let finding = screen.finding(patients: screened.patients) else { return nil }
      let shown = isNamed ? "the column '\(header)'" : "the column \(place + 1)"
      return InputIssue(
        file: name, line: 0, column: 0,
        expected: "no direct identifier (remove the column, or, where you have looked and it names nobody, "
          + "--i-have-checked \(isNamed && !header.contains(" ") ? header : "COLUMN"))",
        found: "\(shown), \(finding)")
    }
  }
}
