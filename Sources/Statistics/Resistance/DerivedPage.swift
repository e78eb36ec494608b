import Treatment

/// A page of steps that are derived anew from a page's histories, scored on one scale.
struct DerivedPage {
  private(set) var page: PatientPage
  private let scale: Int?
  private let scoring: StepScoring
  private var codes: [Strategy: UInt32] = [:]

  /// `scale` is an index into the page's catalogue; without one the page stays empty.
  init(like page: PatientPage, on scale: Int?, _ scoring: StepScoring) {
    self.scoring = scoring
    self.page = PatientPage(
      catalogue: page.catalogue, vocabulary: page.vocabulary, design: page.design,
      request: PageRequest(
        scales: scale.map { [page.catalogue.scales[$0].id] }, endpoint: scoring.endpoint))
    self.scale = scale
  }

  mutating func add(_ record: TreatmentRecord, _ history: PatientHistory) {
    guard let scale else { return }
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
