import Treatment

/// What an OMOP folder holds, read once: its patients, and what became of the rows of its files.
final class OMOPSource: Sendable {
  let summary: OMOPSummary
  /// The OMOP files, by the order of ``OMOPTable``.
  let files: [(name: String, path: String)]
  let issues: IssueLog
  let attrition: Attrition
  /// In the order of their identifiers' bytes.
  let patients: [OMOPPatient]
  /// What can be asked of patients, as a table of the file of persons.
  let table: TableDeclaration
  let hasConditions: Bool
  /// The file that messages name for courses and sessions.
  let fileOfExposures: String

  /// Reads the whole folder.
  ///
  /// Throws: what opening throws, and `refused` for columns that are missing and cells that name a person.
  init(
    folder path: String, dialect: CSVDialect?, catalogue: Catalogue, options: IntakeOptions
  ) throws(IntakeError) {
    let folder = try OMOPFolder(path)
    guard let persons = folder.files[.person] else {
      throw .missing(path: "person.csv", hint: "An OMOP folder holds the table person, as .csv or .csv.gz.")
    }
    let files = OMOPTable.allCases.compactMap { folder.files[$0] }.map { (name: $0.name, path: $0.path) }
    let writer = options.setAsideFolder.map { SetAsideWriter(SetAsideFolder($0, files: files)) }
    let reading = try OMOPReading(
      folder, catalogue: catalogue, dialect: dialect, checked: options.checkedColumns,
      windowBytes: options.windowBytes, setAside: writer)
    try writer?.finish()
    if writer != nil, !reading.issues.isEmpty {
      let first = Array(reading.issues.first.prefix(options.mostIssues))
      options.notice?(.setAside(issues: first, total: reading.issues.total))
    }
    self.files = files
    issues = reading.issues
    attrition = reading.attrition
    hasConditions = reading.hasConditions
    let antidepressants = Set(
      catalogue.agents.indices.filter { catalogue.agents[$0].role == "antidepressant" }.map { Int32($0) })
    patients = reading.takePeople()
      .map { (key: Array(String($0.id).utf8), person: $0) }
      .sorted { KeyOrder.bytes.precedes($0.key, $1.key) }
      .map { OMOPPatient($0.person) { antidepressants.contains($0) } }
    summary = OMOPSummary(reading, patients, antidepressants: antidepressants)
    var table = TableDeclaration(kind: .patients, file: persons.name, path: persons.path)
    table.covariates = OMOPColumn.declared.map { column in
      TableDeclaration.Covariate(
        name: column.rawValue, column: column.rawValue, kind: column.isNumber ? .number : .text, values: nil)
    }
    self.table = table
    fileOfExposures =
      [OMOPTable.drugEra, .drugExposure, .procedureOccurrence].compactMap { folder.files[$0]?.name }.first
      ?? persons.name
    for sentence in summary.sentences { options.notice?(.omop(sentence)) }
  }

  /// The scales of the scores, places in the catalogue.
  var scales: Set<Int> {
    patients.reduce(into: []) { scales, patient in
      for assessment in patient.assessments { scales.insert(Int(assessment.scale)) }
    }
  }

  /// The columns that can be asked for, with what they hold.
  var fileSummary: FileSummary {
    FileSummary(
      name: table.file, rows: patients.count,
      columns: OMOPColumn.allCases.map { column in
        let texts = patients.lazy.filter { self.text(column, of: $0) != nil }.count
        let kind: ColumnSummary.Kind = column.isNumber ? .wholeNumber : .text
        return ColumnSummary(
          name: column.rawValue, kind: texts == 0 ? .empty : kind, missing: patients.count - texts)
      })
  }

  /// What a column says of a patient; `nil` for nothing.
  func text(_ column: OMOPColumn, of patient: OMOPPatient) -> String? {
    switch column {
    case .patient: String(patient.id)
    case .entryDay: "0"
    case .sex: patient.sex.isEmpty ? nil : patient.sex
    case .depressionCode: hasConditions ? (patient.hasDepressionCode ? "yes" : "no") : nil
    case .lastDay, .age, .birthYear: number(column, of: patient).map { String($0) }
    }
  }

  /// The same of a column of numbers.
  func number(_ column: OMOPColumn, of patient: OMOPPatient) -> Int32? {
    switch column {
    case .entryDay: 0
    case .lastDay: patient.lastDay == Day.none ? nil : patient.lastDay
    case .age: patient.age
    case .birthYear: patient.birthYear == 0 ? nil : patient.birthYear
    case .patient, .sex, .depressionCode: nil
    }
  }
}

/// The columns of a patient of an OMOP folder.
enum OMOPColumn: String, CaseIterable {
  case patient = "patient_id"
  case entryDay = "entry_day"
  case lastDay = "last_day"
  case sex, age
  case birthYear = "year_of_birth"
  case depressionCode = "depression_code"

  /// Those that are covariates whatever anyone asks.
  static let declared: [OMOPColumn] = [.sex, .age, .birthYear, .depressionCode]

  var isNumber: Bool { [.entryDay, .lastDay, .age, .birthYear].contains(self) }
}
