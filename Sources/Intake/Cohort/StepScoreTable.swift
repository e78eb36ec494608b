import Treatment

/// The scores of a patient's steps on several scales under one endpoint, made once for every page that wants them.
struct StepScoreTable {
  let scoring: StepScoring
  let scales: [Int]
  /// The place among `scales` of each scale of the catalogue; -1 for the others.
  private let places: [Int]
  private var scores: [StepScores] = []

  init(_ endpoint: Endpoint, baseline window: BaselineWindow, scales: [Int], in catalogue: Catalogue) {
    var scoring = StepScoring(endpoint, baseline: window)
    scoring.makesMarks = true
    self.scoring = scoring
    self.scales = scales
    places = catalogue.scales.indices.map { scales.firstIndex(of: $0) ?? -1 }
  }

  mutating func fill(_ steps: [Step], _ history: PatientHistory, _ catalogue: Catalogue) {
    scores.removeAll(keepingCapacity: true)
    if scales.isEmpty || steps.isEmpty { return }
    let entersRapid = scoring.entersRapid(steps, in: history, catalogue)
    for place in steps.indices {
      for scale in scales {
        scores.append(
          scoring.scores(
            ofStep: place, of: steps, in: history, on: scale, catalogue: catalogue, entersRapid: entersRapid))
      }
    }
  }

  func scores(ofStep step: Int, on scale: Int) -> StepScores { scores[step * scales.count + places[scale]] }
}
