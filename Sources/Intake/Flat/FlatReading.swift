internal import Treatment

/// The columns of a flat file while its rows come.
///
/// Not: shared. One worker fills it, and hands it over when it is done.
final class FlatReading: @unchecked Sendable {
  let header: [String]
  let file: String
  private(set) var count = 0
  private let request: FlatRequest
  private let dialect: CSVDialect
  /// One a column that is wanted and there, in the order of the header.
  let columns: [FlatColumnBuilder]
  let fields: [Int]
  private let cluster: Int?
  let identifiers: CellIdentifiers
  private var log = IssueLog()
  /// Rows with a cell that cannot be used are refused one by one, and not the file.
  var refusesRows = false
  /// Infinite cells of a column, which are refused if it turns out to hold numbers.
  private var infinite: [(column: Int, issue: InputIssue)] = []
  private var withoutCluster: [(row: Int, issue: InputIssue)] = []

  init(
    _ request: FlatRequest, header: [String], file: String, dialect: CSVDialect, alsoTexts: Set<String> = []
  ) {
    self.request = request
    self.header = header
    self.file = file
    self.dialect = dialect
    let rules = CSVFieldRules(dialect)
    fields = request.allColumns.compactMap(header.firstIndex(of:)).sorted()
    let filterTexts = Set((request.filter?.flatColumns ?? []).filter { $0.kind == .text }.map(\.name))
    columns = fields.map { field in
      let name = header[field]
      let isText = request.texts.contains(name) || alsoTexts.contains(name)
      let isNumber = request.numbers.contains(name) || name == request.weights
      // What only clusters or filters read as text is one: `007` is not 7.
      let isOwn = request.columns.contains(name)
      let isClusterOnly = name == request.cluster && !isOwn
      let isFilterText = !isOwn && filterTexts.contains(name)
      return FlatColumnBuilder(
        name, as: isText ? .text : isNumber ? .number : isClusterOnly || isFilterText ? .text : .open,
        rules: rules,
        isWeight: name == request.weights)
    }
    let own = columns
    cluster = request.cluster.flatMap { name in own.firstIndex { $0.name == name } }
    identifiers = CellIdentifiers(header: header, checked: dialect.checkedColumns)
  }

  var mustReread: Bool { columns.contains(where: \.mustReread) }
  var mixedColumns: Set<String> { Set(columns.filter(\.mustReread).map(\.name)) }

  func read(_ reader: CSVReader) throws(IntakeError) {
    while let row = try reader.next() { try add(row, of: reader) }
    try reader.finish()
  }

  func add(_ row: CSVRow, of reader: CSVReader) throws(IntakeError) {
    if let issue = identifiers.issue(in: row) {
      try reader.refuse(row, for: [issue])
      return
    }
    if refusesRows {
      let issues = issuesAdding(row)
      if issues.isEmpty { count += 1 } else { try reader.refuse(row, for: issues) }
      return
    }
    for place in columns.indices {
      let finding = row.withBytes(fields[place]) { columns[place].add($0) }
      if finding != .nothing {
        note(finding, column: place) { expected, found in
          row.issue(at: fields[place], expected: expected, found: found)
        }
      }
    }
    noteCluster { expected in row.issue(at: fields[cluster ?? 0], expected: expected) }
    count += 1
  }

  /// Adds a row, and takes it back where a cell cannot be used.
  private func issuesAdding(_ row: CSVRow) -> [InputIssue] {
    var issues: [InputIssue] = []
    for (place, column) in columns.enumerated() {
      let field = fields[place]
      switch row.withBytes(field, { column.add($0) }) {
      case .infinite where column.kind != .text:
        issues.append(
          row.issue(at: field, expected: "a finite number in '\(column.name)'", found: "an infinite one"))
      case .negative:
        issues.append(
          row.issue(
            at: field, expected: "a weight of 0 or more in '\(column.name)'", found: "a number below 0"))
      case .text where column.kind == .number:
        issues.append(row.issue(at: field, expected: "a number in '\(column.name)'"))
      case .text:
        let issue = row.issue(at: field, expected: "a number in '\(column.name)'")
        if column.stray == nil { column.stray = (issue.line, issue.column) }
      case .infinite, .nothing: break
      }
    }
    if lacksCluster, let cluster {
      issues.append(
        row.issue(
          at: fields[cluster], expected: "a value in '\(columns[cluster].name)', which names the clusters"))
    }
    if !issues.isEmpty { for column in columns { column.removeLast() } }
    return issues
  }

  /// A row was added by its cells.
  func countRow() { count += 1 }

  /// Rows were added by another reading.
  func countRows(_ more: Int) { count += more }

  /// Whether the row that is being added has no cluster.
  var lacksCluster: Bool { cluster.map { columns[$0].isMissing(count) } ?? false }

  var delimiter: UInt8 { dialect.delimiter }
  var quote: UInt8 { dialect.quote }

  func noteCluster(_ issue: (String) -> InputIssue) {
    guard let cluster, columns[cluster].isMissing(count), withoutCluster.count < 10_000 else { return }
    withoutCluster.append((count, issue("a value in '\(columns[cluster].name)', which names the clusters")))
  }

  func note(_ finding: FlatColumnBuilder.Finding, column place: Int, _ issue: (String, String?) -> InputIssue)
  {
    let column = columns[place]
    switch finding {
    case .nothing: return
    case .infinite:
      if infinite.count < 10_000 {
        infinite.append((place, issue("a finite number in '\(column.name)'", "an infinite one")))
      }
    case .negative: log.add(issue("a weight of 0 or more in '\(column.name)'", "a number below 0"))
    case .text:
      let found = issue("a number in '\(column.name)'", nil)
      if column.kind == .number { log.add(found) }
      if column.stray == nil { column.stray = (found.line, found.column) }
    }
  }

  /// Throws: `refused` for what was wrong with cells.
  func table() throws(IntakeError) -> FlatTable {
    for (place, issue) in infinite where columns[place].kind != .text { log.add(issue) }
    var table = FlatTable(
      columns.map { $0.column(file: file) }, rowCount: count,
      knownNames: HeaderHint.looksLikeData(header) ? [] : header)
    var mask: [Bool]?
    if let filter = request.filter {
      let lacking = filter.flatColumns.filter { table[$0.name] == nil }
      guard lacking.isEmpty else {
        throw .notInCohort(
          issues: lacking.map { InputIssue.missingColumn($0.name, for: "a filter", in: header, file: file) })
      }
      mask = filter.mask(of: table)
    }
    for (row, issue) in withoutCluster where mask?[row] ?? true { log.add(issue) }
    try log.throwIfAny()
    if let mask { table = table.kept(mask) }
    return table
  }

  func removeAll() {
    for column in columns { column.removeAll() }
    count = 0
    infinite = []
    withoutCluster = []
  }
}
