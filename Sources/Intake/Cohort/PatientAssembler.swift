import Treatment

/// Brings one patient's rows together: reads them, checks them against each other, and has them ready for
/// rules and pages. Refilled for each patient in turn.
final class PatientAssembler {
  struct Kept {
    let cursor: Int
    let line: Int
    let bytes: [UInt8]
    var issues: [InputIssue] = []
    var isRefused = false
  }

  /// Where an event came from: its row and its table.
  struct Origin {
    let row: Int
    let table: Int
  }

  struct ExposureEvent {
    var exposure: Exposure
    let origin: Origin
  }

  struct AssessmentEvent {
    var assessment: Assessment
    let origin: Origin
    let field: Int
    var covariates: [CovariateValue]
  }

  struct StepEvent {
    var values: StepsRow
    let origin: Origin
  }

  let tables: [TableDecoder]
  let catalogue: Catalogue
  let dates: CohortDeclaration.Dates
  let plan: CovariatePlan
  let vocabulary: Vocabulary
  let hasPatientsTable: Bool
  /// The tables that each file stands for.
  let cursorTables: [[Int]]
  private let repeatedFields: [[Int]]
  /// Of the tables of steps.
  let stepTexts: [StepTexts?]
  let stepRecords: StepsPatient
  /// Fields of the one table of steps that only have to repeat in the rows of a step.
  let comparedFields: [Int]
  /// Whether a step has to have a start.
  let needsStart: Bool

  var kept: [Kept] = []
  var exposures: [ExposureEvent] = []
  var assessments: [AssessmentEvent] = []
  var steps: [StepEvent] = []
  /// Rows of exposures and assessments that repeat an earlier one in every column that is read (F43).
  var repeated: [Origin] = []
  var patientOrigin: Origin?
  var entryDay: Int?
  var entryIsDate = false
  var lastIsDate = false
  var lastDay: Int?
  /// What the patient's row states beside its entry and last day.
  var facts = PatientFacts()
  var patientCovariates: [CovariateValue] = []
  private var repeatedFirst: [Int: [[UInt8]]] = [:]

  init(
    tables: [TableDecoder], cursorTables: [[Int]], catalogue: Catalogue,
    dates: CohortDeclaration.Dates, plan: CovariatePlan, vocabulary: Vocabulary, needsStart: Bool,
    comparesOthers: Bool
  ) {
    self.tables = tables
    self.cursorTables = cursorTables
    self.catalogue = catalogue
    self.dates = dates
    self.plan = plan
    self.vocabulary = vocabulary
    hasPatientsTable = tables.contains { $0.table.kind == .patients }
    self.needsStart = needsStart
    stepTexts = tables.map {
      $0.table.kind == .steps
        ? StepTexts(catalogue, vocabulary, rules: CSVFieldRules($0.table.dialect)) : nil
    }
    let ofSteps = tables.filter { $0.table.kind == .steps }
    comparedFields = comparesOthers && ofSteps.count == 1 ? ofSteps[0].undeclaredFields() : []
    stepRecords = StepsPatient(
      repeated: plan.requests.count + StepsColumn.repeated.count + comparedFields.count)
    repeatedFields = tables.map { $0.table.repeated ? $0.usedFields() : [] }
  }

  func begin() {
    kept.removeAll(keepingCapacity: true)
    exposures.removeAll(keepingCapacity: true)
    assessments.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    repeated.removeAll(keepingCapacity: true)
    repeatedFirst.removeAll(keepingCapacity: true)
    patientOrigin = nil
    entryDay = nil
    entryIsDate = false
    lastIsDate = false
    lastDay = nil
    facts = PatientFacts()
    patientCovariates = Array(repeating: CovariateValue(), count: plan.requests.count)
  }

  /// Adds a row of the patient to each of the tables that its file stands for.
  func add(_ row: CSVRow, cursor: Int) {
    var draft = Kept(cursor: cursor, line: row.line, bytes: row.rawBytes)
    let marks = (exposures.count, assessments.count, steps.count, patientOrigin == nil)
    for number in cursorTables[cursor] {
      let origin = Origin(row: kept.count, table: number)
      var reading = RowReading(table: tables[number], row: row, catalogue: catalogue, dates: dates)
      read(&reading, origin)
      for issue in reading.issues where !draft.issues.contains(issue) { draft.issues.append(issue) }
    }
    if !draft.issues.isEmpty {
      draft.isRefused = true
      exposures.removeLast(exposures.count - marks.0)
      assessments.removeLast(assessments.count - marks.1)
      steps.removeLast(steps.count - marks.2)
      if marks.3 { patientOrigin = nil }
    }
    kept.append(draft)
  }

  private func read(_ reading: inout RowReading, _ origin: Origin) {
    let table = reading.table
    guard table.prepare(reading.row, issues: &reading.issues) else { return }
    if table.table.repeated {
      let own = repeatedFields[origin.table].map { reading.row.bytes($0) }
      if let first = repeatedFirst[origin.table] {
        if let place = own.indices.first(where: { own[$0] != first[$0] }) {
          let field = repeatedFields[origin.table][place]
          reading.issues.append(
            reading.row.issue(
              at: field, expected: "the same '\(table.header[field])' as in the patient's other rows",
              found: "another one"))
        }
        return
      }
      repeatedFirst[origin.table] = own
    }
    switch table.table.kind {
    case .patients: readPatient(&reading, origin)
    case .exposures: readExposure(&reading, origin)
    case .assessments: readAssessments(&reading, origin)
    case .steps: readStep(&reading, origin)
    }
  }

  func covariates(_ reading: inout RowReading, _ table: Int, at level: CovariatePlan.Level)
    -> [CovariateValue]
  {
    guard plan.levels.contains(level) else { return [] }
    var result = Array(repeating: CovariateValue(), count: plan.requests.count)
    for (number, request) in plan.requests.enumerated() where plan.levels[number] == level {
      if let place = plan.places[number].first(where: { $0.table == table }) {
        result[number] = reading.value(of: place.covariate, as: request.kind, vocabulary)
      }
    }
    return result
  }

  private func readPatient(_ reading: inout RowReading, _ origin: Origin) {
    if patientOrigin != nil {
      reading.issues.append(
        reading.row.issue(
          at: reading.table.patientField, expected: "each patient once in \(reading.table.table.file)",
          found: "a patient who stands there already"))
      return
    }
    let isDate = dates == .iso && reading.table.has("entry_date")
    let entry = reading.day("entry_day")
    let last = reading.day("last_day")
    let stated = reading.patientFacts()
    reading.checkOthers()
    let values = covariates(&reading, origin.table, at: .patient)
    guard reading.issues.isEmpty else { return }
    patientOrigin = origin
    facts = stated
    entryDay = entry
    entryIsDate = isDate && entry != nil
    lastDay = last
    lastIsDate = dates == .iso && reading.table.has("last_date")
    for (number, value) in values.enumerated() where plan.levels[number] == .patient {
      patientCovariates[number] = value
    }
  }

  private func readExposure(_ reading: inout RowReading, _ origin: Origin) {
    let meaning = reading.agent()
    let start = reading.day("start_day", needed: true)
    let end = reading.day("end_day")
    if let start, let end, end < start {
      let name = dates == .iso ? "end_date" : "end_day"
      reading.fail(
        reading.table.slot(name) ?? 0,
        "a day not before '\(dates == .iso ? "start_date" : "start_day")' in '\(name)'",
        found: "an earlier day")
    }
    var exposure = Exposure(
      agent: meaning?.agent ?? 0, startDay: start ?? 0, endDay: end,
      declared: reading.text("strategy").map { Strategy($0) })
    if let meaning { reading.readDetails(of: &exposure, as: meaning) }
    reading.checkOthers()
    guard reading.issues.isEmpty, meaning != nil, start != nil else { return }
    exposures.append(ExposureEvent(exposure: exposure, origin: origin))
  }

  private func readAssessments(_ reading: inout RowReading, _ origin: Origin) {
    let values = covariates(&reading, origin.table, at: .assessment)
    if reading.table.wide.isEmpty {
      let scale = reading.scale()
      let day = reading.day("day", needed: true)
      guard let scale, let slot = reading.table.slot("score") else { return }
      // A long table may say with an empty score that a visit had none; the canonical file may not.
      let isMissing = reading.table.cell(slot, in: reading.row) == .missing
      if isMissing, reading.table.table.isDeclared { return }
      guard let score = reading.score("score", on: scale, needed: true), let day else { return }
      append(day, scale, score, reading.table.place(of: slot), origin, values)
    } else {
      for column in reading.table.wide where !reading.row.isMissing(column.field) {
        guard let score = reading.row.number(column.field) else {
          reading.issues.append(
            reading.row.issue(
              at: column.field, expected: "a number in '\(reading.table.header[column.field])'"))
          continue
        }
        if reading.isInRange(score, of: column.scale, at: column.field) {
          append(column.day, column.scale, score, column.field, origin, values)
        }
      }
    }
  }

  private func append(
    _ day: Int, _ scale: Int, _ score: Double, _ field: Int, _ origin: Origin,
    _ values: [CovariateValue]
  ) {
    assessments.append(
      AssessmentEvent(
        assessment: Assessment(day: day, scale: scale, score: score), origin: origin, field: field,
        covariates: values))
  }
}
