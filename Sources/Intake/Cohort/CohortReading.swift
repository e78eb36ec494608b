import Treatment

/// Makes pages of the patients of one pass.
final class CohortReading {
  let pass: CohortPass
  private let design: StudyDesign
  private let request: PageRequest
  private let scales: [Int]
  private let wanted: Set<Int>?
  private let isRaw: Bool
  private var derivation: StepDerivation
  private var record = TreatmentRecord()
  private let patientsPerPage: Int
  private var pages = 0

  init(
    _ pass: CohortPass, design: StudyDesign, request: PageRequest, scales: [Int],
    wanted: Set<Int>?, isRaw: Bool, derivation: StepDerivation, patientsPerPage: Int
  ) {
    self.pass = pass
    self.design = design
    self.request = request
    self.scales = scales
    self.wanted = wanted
    self.isRaw = isRaw
    self.derivation = derivation
    self.patientsPerPage = patientsPerPage
  }

  /// The next page with patients; `nil` at the end.
  func nextPage() throws(IntakeError) -> PatientPage? {
    let assembler = pass.assembler
    var builder = PageBuilder(
      catalogue: assembler.catalogue, vocabulary: assembler.vocabulary, design: design,
      request: request, scales: scales,
      // The plan may go on with covariates that are only checked.
      levels: Array(assembler.plan.levels.prefix(request.covariates.count)),
      baseline: isRaw ? derivation.parameters.baselineWindow : nil)
    var table = StepScoreTable(
      request.endpoint, baseline: derivation.parameters.baselineWindow, scales: scales,
      in: assembler.catalogue, derivation.formulary)
    while builder.page.patientCount < patientsPerPage, try pass.next() {
      if isRaw {
        if pass.history.hasConflictingStrategies { pass.refuseConflicting() }
        // A page of histories alone leaves the rules to its statistic.
        if !scales.isEmpty { derivation.derive(pass.history, into: &record) }
        if assembler.isKept {
          table.fill(record, pass.history)
          builder.add(
            pass.history, record, table, covariates: assembler.patientCovariates,
            ofScores: assembler.plan.levels.contains(.assessment)
              ? assembler.assessments.map(\.covariates) : [])
        }
      } else {
        builder.add(assembler, scales: wanted)
      }
      try pass.refuseRows()
    }
    var page = builder.page
    page.place = pages
    pages += 1
    return page.patientCount == 0 ? nil : page
  }
}
