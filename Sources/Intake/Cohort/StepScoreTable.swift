import Treatment

/// The scores of a patient's steps on several scales under one endpoint, made once for every page that wants them.
struct StepScoreTable {
  let scoring: StepScoring
  let scales: [Int]
  /// The place among `scales` of each scale of the catalogue; -1 for the others.
  private let places: [Int]
  private let formulary: Formulary
  private var scores: [StepScores] = []

  init(
    _ endpoint: Endpoint, baseline window: BaselineWindow, scales: [Int], in catalogue: Catalogue,
    _ formulary: Formulary
  ) {
    var scoring = StepScoring(endpoint, baseline: window)
    scoring.makesMarks = true
    self.scoring = scoring
    self.scales = scales
    self.formulary = formulary
    places = catalogue.scales.indices.map { scales.firstIndex(of: $0) ?? -1 }
  }

  mutating func fill(_ record: TreatmentRecord, _ history: PatientHistory) {
    scores.removeAll(keepingCapacity: true)
    if scales.isEmpty || record.steps.isEmpty { return }
    let entersRapid = scoring.entersRapid(record, in: history, formulary)
    for place in record.steps.indices {
      for scale in scales {
        scores.append(
          scoring.scores(
            ofStep: place, of: record, in: history, on: scale, formulary, entersRapid: entersRapid))
      }
    }
  }

  func scores(ofStep step: Int, on scale: Int) -> StepScores { scores[step * scales.count + places[scale]] }
}
