import Treatment

/// The scores of one patient's derived steps on the scale that judges the trials.
struct ScoredRoad {
  struct Row {
    var step: Int32
    var strategy: Strategy
    var baseline: Double
    var endpoint: Double
  }

  /// `nil` for a patient who was rated on no scale, and has no rows.
  private(set) var scale: Int?
  private(set) var rows: [Row] = []

  /// Scores a record whose trials are measured.
  mutating func fill(
    _ record: TreatmentRecord, _ history: PatientHistory, _ scoring: StepScoring, _ formulary: Formulary
  ) {
    rows.removeAll(keepingCapacity: true)
    scale = record.scale
    guard let scale else { return }
    let entersRapid = scoring.entersRapid(record, in: history, formulary)
    for place in record.steps.indices {
      let scores = scoring.scores(
        ofStep: place, of: record, in: history, on: scale, formulary, entersRapid: entersRapid)
      rows.append(
        Row(
          step: record.steps[place].number, strategy: record.steps[place].strategy, baseline: scores.baseline,
          endpoint: scores.endpoint))
    }
  }
}

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
