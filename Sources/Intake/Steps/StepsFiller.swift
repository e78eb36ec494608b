internal import Treatment

/// Puts rows of a steps file into a page; one a worker, reused for its whole run.
///
/// The slow and plain way, for any row whatever. ``StepsWalker`` does the same for rows without surprises
/// and hands the others here, so that both give the same page.
final class StepsFiller {
  let layout: StepsLayout
  let vocabulary: Vocabulary

  let texts: StepTexts
  let covariates: [TextTable]

  let patient: StepsPatient
  /// The patient of the row before, and whether there is one.
  var patientID: [UInt8] = []
  var hasPatient = false
  var order = StepsOrder()

  init(layout: StepsLayout, vocabulary: Vocabulary) {
    self.layout = layout
    self.vocabulary = vocabulary
    texts = StepTexts(layout.catalogue, vocabulary, rules: layout.rules)
    covariates = layout.covariates.map { _ in TextTable() }
    patient = StepsPatient(repeated: layout.covariates.count + layout.compared.count)
  }

  /// Whether the row belongs to another patient than the row before that stayed.
  func startsPatient(_ row: CSVRow) -> Bool {
    !hasPatient || !row.withBytes(layout.patient) { $0.elementsEqual(patientID) }
  }

  /// Forgets the patient of the row before, at the start of a page that is read on its own.
  func forgetPatient() {
    hasPatient = false
    patient.startPatient()
    order = StepsOrder()
  }

  /// Takes back endpoints of the patient at hand that a later step of the patient makes too late.
  ///
  /// The patient's rows are the last ones of the page and of the stage that goes into it.
  func settlePatient(_ page: inout PatientPage, _ stage: StepsStage? = nil) {
    guard layout.endScoreDay != nil, patient.count > 1 else { return }
    let late = patient.lateEnds()
    if late.isEmpty { return }
    func isWanted(_ place: Int) -> Bool {
      layout.wantedScales?.contains(patient.records[place].scale) ?? true
    }
    let inPage = page.rows.count
    let first = inPage + (stage?.rowCount ?? 0) - (0..<patient.count).count(where: isWanted)
    for place in late where isWanted(place) {
      let row = first + (0..<place).count(where: isWanted)
      if row < inPage {
        page.rows.endpoint[row] = .nan
        if !page.rows.last.isEmpty { page.rows.last[row] = .nan }
        page.rows.marks[row].remove(.endsAfterStep)
      } else if let stage {
        stage.endpoint[row - inPage] = .nan
        stage.last[row - inPage] = .nan
        stage.stepMarks[row - inPage].remove(.endsAfterStep)
      }
    }
  }

  /// What a row says, or everything that is wrong with it.
  ///
  /// Nothing more is said of a row without a patient, who decides where a row goes before it is judged.
  func read(_ row: CSVRow) -> (values: StepsRow, issues: [InputIssue]) {
    if row.isMissing(layout.patient) {
      return (StepsRow(), [PatientRows.withoutPatient(row, field: layout.patient)])
    }
    var rules = StepRules(
      StepsFileCells(places: layout.places, header: layout.header, row: row), texts,
      needsStart: layout.needsStart)
    rules.judge()
    var (values, issues) = (rules.values, rules.issues)
    for (index, covariate) in layout.covariates.enumerated() {
      var value = CovariateValue()
      switch covariate.kind {
      case .text: value.code = row.withBytes(covariate.column) { self.covariate(index, $0) }
      case .number:
        if let number = row.number(covariate.column) {
          value.number = number
        } else if !row.isMissing(covariate.column) {
          issues.append(
            row.issue(at: covariate.column, expected: "a number in '\(layout.header[covariate.column])'"))
        }
      }
      values.covariates.append(value)
    }
    values.repeated = values.covariates.map(\.bits)
    for column in layout.compared {
      values.repeated.append(row.withBytes(column) { TextTable.fingerprint($0, layout.rules) })
    }
    values.pickEndpoint(layout.endScore)
    return (values, issues)
  }

  func covariate(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if let value = covariates[index].value(bytes) { return value }
    let missing = layout.rules.isMissing(bytes)
    let code = missing ? Vocabulary.missing : vocabulary.code(of: String(decoding: bytes, as: UTF8.self))
    covariates[index].insert(bytes, value: code)
    return code
  }
}
