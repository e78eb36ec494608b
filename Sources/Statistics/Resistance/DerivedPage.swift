import Treatment

/// A page of steps that are derived anew from a page's histories, each patient's scored on the scale that judges the trials.
struct DerivedPage {
  private(set) var page: PatientPage
  private let scoring: StepScoring
  private var codes: [Strategy: UInt32] = [:]

  /// `scales` are indices into the page's catalogue.
  init(like page: PatientPage, on scales: [Int], _ scoring: StepScoring) {
    self.scoring = scoring
    self.page = PatientPage(
      catalogue: page.catalogue, vocabulary: page.vocabulary, design: page.design,
      request: PageRequest(
        scales: scales.map { page.catalogue.scales[$0].id }, endpoint: scoring.endpoint))
  }

  /// A patient whose trials are measured; one who was rated on no scale has no rows.
  mutating func add(_ record: TreatmentRecord, _ history: PatientHistory) {
    guard let scale = record.scale else { return }
    let steps = record.plainSteps
    for (place, step) in steps.enumerated() {
      let scores = scoring.scores(
        ofStep: place, of: steps, in: history, on: scale, catalogue: page.catalogue)
      let code = codes[step.strategy] ?? page.vocabulary.code(of: step.strategy.name)
      codes[step.strategy] = code
      page.rows.step.append(Int32(step.number))
      page.rows.scale.append(UInt16(scale))
      page.rows.strategy.append(code)
      page.rows.baseline.append(scores.baseline)
      page.rows.endpoint.append(scores.endpoint)
    }
    page.marks.append([.hasExposure])
    page.assessmentStart.append(0)
    page.rowStart.append(page.rows.count)
    page.patientCount += 1
  }
}
