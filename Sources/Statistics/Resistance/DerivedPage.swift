import Treatment

/// A page of steps that are derived anew from a page's histories, each patient's scored on the scale that judges the trials.
struct DerivedPage {
  private(set) var page: PatientPage
  /// By the number of the strategy; `max` where it was not met.
  private var codes: [UInt32] = []

  /// `scales` are indices into the page's catalogue.
  init(like page: PatientPage, on scales: [Int], endpoint: Endpoint) {
    self.page = PatientPage(
      catalogue: page.catalogue, vocabulary: page.vocabulary, design: page.design,
      request: PageRequest(scales: scales.map { page.catalogue.scales[$0].id }, endpoint: endpoint))
  }

  mutating func add(_ patient: ScoredRoad) {
    guard let scale = patient.scale else { return }
    for row in patient.rows {
      page.rows.step.append(row.step)
      page.rows.scale.append(UInt16(scale))
      page.rows.strategy.append(code(of: row.strategy))
      page.rows.baseline.append(row.baseline)
      page.rows.endpoint.append(row.endpoint)
    }
    page.marks.append([.hasExposure])
    page.assessmentStart.append(0)
    page.rowStart.append(page.rows.count)
    page.patientCount += 1
  }

  private mutating func code(of strategy: Strategy) -> UInt32 {
    let place = Int(strategy.code)
    while codes.count <= place { codes.append(.max) }
    if codes[place] == .max { codes[place] = page.vocabulary.code(of: strategy.name) }
    return codes[place]
  }
}
