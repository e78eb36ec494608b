import Treatment

/// One reading of a cohort's files, patient by patient: each file in the order of patients, merged by patient.
final class CohortPass {
  /// One file, read once for all the tables that it stands for.
  private struct FileKey: Hashable {
    let path: String
    let dialect: CSVDialect
    let patientColumn: String
  }

  let assembler: PatientAssembler
  private var files: [PatientRows] = []
  private let order: KeyOrder
  private let names: [String]
  private let dialects: [CSVDialect]
  private(set) var history = PatientHistory()
  /// The bytes of the identifier of the patient that ``next()`` brought.
  private(set) var patient: [UInt8] = []
  /// Rows that repeat an earlier one of their patient: how many by file, and where the first of them stand.
  private(set) var repeated: [String: Int] = [:]
  private(set) var repeatedPlaces: [InputIssue] = []
  /// Tables of files of which one patient has so many rows that the column of patients is in doubt.
  private(set) var longPatients: [TableDeclaration] = []

  /// Opens the files and finds their order. A validation also compares columns of steps that nobody asks for.
  ///
  /// Throws: what opening throws, and `refused` for columns that are missing or named twice.
  init(
    _ declaration: CohortDeclaration, catalogue: Catalogue, request: PageRequest,
    vocabulary: Vocabulary, options: IntakeOptions, mustSort: Set<Int>, setAside: SetAsideWriter?,
    comparesOthers: Bool = false
  ) throws(IntakeError) {
    var keys: [FileKey] = []
    var tablesOf: [[Int]] = []
    var decoders: [TableDecoder] = []
    var openings: [PatientRows.Opening] = []
    var readers: [CSVReader] = []
    var log = IssueLog()
    let declared = declaration.tables.sorted { $0.kind.rank < $1.kind.rank }
    for table in declared {
      let key = FileKey(
        path: table.path, dialect: table.dialect,
        patientColumn: table.patientColumn)
      let place: Int
      if let known = keys.firstIndex(of: key) {
        place = known
      } else {
        place = keys.count
        keys.append(key)
        tablesOf.append([])
        readers.append(
          try CSVReader(
            source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
            dialect: table.dialect, windowBytes: options.windowBytes, setAside: setAside))
      }
      tablesOf[place].append(decoders.count)
      do throws(IntakeError) {
        decoders.append(
          try TableDecoder(
            table, header: readers[place].header, dates: declaration.dates, catalogue: catalogue))
      } catch .refused(let issues, _) {
        for issue in issues where !log.first.contains(issue) { log.add(issue) }
      }
    }
    try log.throwIfAny()
    try Self.checkColumns(decoders, request)
    let plan = try CovariatePlan(request.covariates, in: decoders)
    for (place, reader) in readers.enumerated() {
      guard let first = tablesOf[place].first else { continue }
      openings.append(try PatientRows.open(reader, patientField: decoders[first].patientField))
    }
    let order =
      KeyOrder.allCases.first { order in
        openings.allSatisfy { $0.isWhole || $0.orders.contains(order) }
      } ?? .bytes
    for (place, opening) in openings.enumerated() {
      files.append(
        try PatientRows(
          opening, order: order, mustSort: mustSort.contains(place),
          memoryBytes: options.sortMemoryBytes, folder: options.temporaryFolder,
          sortedOnDisk: { options.notice?(.sortedExternally(file: opening.reader.name)) }))
    }
    self.order = order
    names = readers.map(\.name)
    dialects = readers.map(\.dialect)
    assembler = PatientAssembler(
      tables: decoders, cursorTables: tablesOf, catalogue: catalogue, dates: declaration.dates,
      plan: plan, vocabulary: vocabulary,
      // A folder for rows set aside gets the same of them whatever is asked.
      needsStart: setAside != nil || StepsColumn.needsStart(request), comparesOthers: comparesOthers)
  }

  /// Columns of steps files that the request needs beside the required ones.
  private static func checkColumns(_ tables: [TableDecoder], _ request: PageRequest) throws(IntakeError) {
    let wanted = StepsColumn.needed(by: request)
    var log = IssueLog()
    for table in tables where table.table.kind == .steps {
      for (column, purpose) in wanted where !table.has(column.name) {
        log.add(.missingColumn(column.name, for: purpose, in: table.header, file: table.table.file))
      }
    }
    try log.throwIfAny()
  }

  /// The file whose order was broken; the reading is worth nothing then and starts again with it sorted.
  var unsortedFile: Int? { files.firstIndex { $0.isUnsorted } }

  func name(ofFile place: Int) -> String { files[place].reader.name }

  /// Brings the next patient's rows together.
  ///
  /// - Returns: whether there is a patient; rows that were refused are logged by now.
  /// Throws: `refused` at once where a cell names a person.
  func next() throws(IntakeError) -> Bool {
    while true {
      guard unsortedFile == nil else { return false }
      var least: [UInt8]?
      for file in files {
        if let patient = file.patient, least.map({ order.precedes(patient, $0) }) ?? true {
          least = patient
        }
      }
      guard let patient = least else { return false }
      self.patient = patient
      assembler.begin()
      for (cursor, file) in files.enumerated() {
        var rows = 0
        while file.patient == patient {
          assembler.add(file.row, cursor: cursor)
          rows += 1
          try file.advance()
        }
        if rows > IntakeOptions.mostRowsOfAPatient, let first = assembler.cursorTables[cursor].first,
          !longPatients.contains(assembler.tables[first].table)
        {
          longPatients.append(assembler.tables[first].table)
        }
      }
      guard unsortedFile == nil else { return false }
      let settled = assembler.settle(names: names, dialects: dialects)
      if let settled { history = settled }
      if settled != nil, assembler.isKept { return true }
      try refuseRows()
    }
  }

  /// Refuses the patient's exposures, whose declared strategies contradict each other.
  func refuseConflicting() {
    assembler.refuseConflicting(names: names, dialects: dialects)
    history.exposures = assembler.exposures.map(\.exposure)
    history.assessments = assembler.assessments.map(\.assessment)
  }

  /// Logs and sets aside the patient's refused rows.
  func refuseRows() throws(IntakeError) {
    countRepeated()
    for kept in assembler.kept where kept.isRefused {
      let row = CSVRow(
        bytes: kept.bytes, line: kept.line, file: names[kept.cursor], dialect: dialects[kept.cursor])
      try files[kept.cursor].reader.refuse(row, for: kept.issues)
    }
  }

  private func countRepeated() {
    for origin in assembler.repeated {
      let row = assembler.kept[origin.row]
      let name = names[row.cursor]
      repeated[name, default: 0] += 1
      guard repeatedPlaces.count < Self.mostPlaces else { continue }
      repeatedPlaces.append(.repeatedRecord(file: name, line: row.line))
    }
    assembler.repeated.removeAll()
  }

  private static let mostPlaces = 100

  var issues: IssueLog {
    files.reduce(into: IssueLog()) { $0.merge($1.reader.issues) }
  }

  var attrition: Attrition {
    var result = Attrition()
    for file in files {
      result.files[file.reader.name, default: Attrition.Rows()].merge(file.reader.rows)
    }
    result.repeated = repeated
    return result
  }
}

extension TableDeclaration.Kind {
  /// Patients first, so that what refers to them finds them.
  fileprivate var rank: Int {
    switch self {
    case .patients: 0
    case .exposures: 1
    case .assessments: 2
    case .steps: 3
    }
  }
}

extension InputIssue {
  /// A record that stands twice, which is no fault (F43).
  static func repeatedRecord(file: String, line: Int) -> InputIssue {
    InputIssue(
      file: file, line: line, column: 1, expected: "a record once",
      found: "one that an earlier row of the patient holds already; it is read once")
  }
}
