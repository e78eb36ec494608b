public import Summaries
public import Treatment

/// A cohort table of OHDSI in one delimited file: who was in which cohort from when to when.
///
/// Its rows are brought together by subject in memory, since the table of a study is sorted by nothing; a statistic goes through them
/// page by page.
///
/// Grade: that of the statistic. The order of rows does not change a result.
public final class OHDSICohortTable: Cohort {
  public typealias Page = CohortTablePage

  /// The columns that a cohort table has.
  public static let columns = ["cohort_definition_id", "subject_id", "cohort_start_date", "cohort_end_date"]

  public let path: String
  public let name: String
  /// Rows in, used and set aside.
  public let attrition: Attrition
  /// Rows of cohorts that the list does not name; they are not looked at.
  public let unlisted: Int
  private let pages: PagedCohort<CohortTablePage>

  private static let subjectsOfAPage = 4096

  /// Reads a table; `checked` are columns that somebody has looked at and answers for.
  ///
  /// Throws: `missing`, `unreadable`; `refused` for columns that are not there or name a person, cells that are no number or date, a
  /// record that ends before it begins; `configuration` where the table has no row of a cohort of the list, unless `allowEmpty`.
  public init(at path: String, of cohorts: CohortSet, allowEmpty: Bool = false, checked: Set<String> = [])
    throws(IntakeError)
  {
    self.path = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    var dialect = CSVDialect()
    dialect.checkedColumns = checked
    let reader = try CSVReader(source: openBytes(path: path), name: name, dialect: dialect)
    let places = try Self.places(
      in: reader,
      IdentifierScreen(path: path, name: name, dialect: dialect, patientColumn: Self.columns[1]))
    let listed = Set(cohorts.entries.map(\.id))
    var subjects = SubjectNumbers()
    var rows: [(subject: Int, record: CohortTablePage.Record)] = []
    var met: Set<Int> = []
    var unlisted = 0
    try reader.forEachRow { row throws(IntakeError) in
      var issues: [InputIssue] = []
      let cohort = row.integer(places[0])
      if cohort == nil { issues.append(row.issue(at: places[0], expected: "the number of a cohort")) }
      if row.isMissing(places[1]) { issues.append(row.issue(at: places[1], expected: "a subject")) }
      let start = row.withBytes(places[2]) { CalendarDay.number(ofBytes: $0) }
      let end = row.withBytes(places[3]) { CalendarDay.number(ofBytes: $0) }
      if start == nil { issues.append(row.issue(at: places[2], expected: "a date such as 2021-05-31")) }
      if end == nil { issues.append(row.issue(at: places[3], expected: "a date such as 2021-05-31")) }
      if let start, let end, end < start {
        issues.append(
          row.issue(at: places[3], expected: "a date on or after cohort_start_date", found: "an earlier one"))
      }
      guard issues.isEmpty, let cohort, let start, let end else { return try reader.refuse(row, for: issues) }
      met.insert(cohort)
      guard listed.contains(cohort) else {
        unlisted += 1
        return
      }
      rows.append(
        (
          row.withBytes(places[1]) { subjects.number(of: $0) },
          .init(cohort: cohort, start: Int32(start), end: Int32(end))
        ))
    }
    try reader.finish()
    if !allowEmpty { try Self.refuseUnknown(cohorts, met, in: name) }
    self.unlisted = unlisted
    var attrition = Attrition()
    attrition.files[name] = reader.rows
    self.attrition = attrition
    pages = PagedCohort(Self.pages(of: &rows))
  }

  private static func places(in reader: CSVReader, _ screen: IdentifierScreen) throws(IntakeError) -> [Int] {
    let header = reader.header.map { $0.filter { $0 != " " }.lowercased() }
    var log = IssueLog()
    for issue in try screen.issues() { log.add(issue) }
    for column in columns where !header.contains(column) {
      log.add(.missingColumn(column, for: "a cohort table", in: reader.header, file: reader.name))
    }
    try log.throwIfAny()
    return columns.compactMap { header.firstIndex(of: $0) }
  }

  private static func refuseUnknown(
    _ cohorts: CohortSet, _ met: Set<Int>, in file: String
  ) throws(IntakeError) {
    let there = met.sorted()
    for entry in cohorts.entries where !met.contains(entry.id) {
      let near = there.sorted { (abs($0 - entry.id), $0) < (abs($1 - entry.id), $1) }.prefix(3).map {
        "\($0)"
      }
      throw .configuration(
        file: file, line: 0, column: 0,
        message:
          "No row has the cohort \(entry.id) of the list\(InputIssue.hint(Array(near))). Correct the list, or, where "
          + "nobody was in that cohort, go on with --allow-empty-cohorts.")
    }
  }

  private static func pages(
    of rows: inout [(subject: Int, record: CohortTablePage.Record)]
  ) -> [CohortTablePage] {
    rows.sort { $0.subject < $1.subject }
    var pages: [CohortTablePage] = []
    var page = CohortTablePage()
    for (place, row) in rows.enumerated() {
      page.append(row.record)
      if place + 1 < rows.count, rows[place + 1].subject == row.subject { continue }
      page.endSubject()
      if page.subjectCount == subjectsOfAPage {
        pages.append(page)
        page = CohortTablePage()
      }
    }
    if page.subjectCount > 0 { pages.append(page) }
    return pages
  }

  public func summarise<S: Statistic>(_ statistic: S) async throws -> S.Summary
  where S.Page == CohortTablePage {
    try await pages.summarise(statistic)
  }
}

/// Numbers for subjects: their own where it is a plain whole number, else one below zero.
private struct SubjectNumbers {
  private var others: [[UInt8]: Int] = [:]

  mutating func number(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if (1...18).contains(bytes.count), bytes.allSatisfy({ $0 &- 0x30 < 10 }),
      bytes.count == 1 || bytes[0] != 0x30
    {
      return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    let text = Array(bytes)
    if let known = others[text] { return known }
    let number = -1 - others.count
    others[text] = number
    return number
  }
}
