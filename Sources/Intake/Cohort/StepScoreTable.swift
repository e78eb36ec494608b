import Treatment

/// The scores of a patient's steps on several scales under one endpoint, made once for every page that wants them.
///
/// It is handed to a page for every patient, so what does not change lies behind one reference.
struct StepScoreTable {
  private final class Rules: Sendable {
    let scoring: StepScoring
    let scales: [Int]
    /// The place among `scales` of each scale of the catalogue; -1 for the others.
    let places: [Int]
    let formulary: Formulary

    init(_ scoring: StepScoring, _ scales: [Int], in catalogue: Catalogue, _ formulary: Formulary) {
      self.scoring = scoring
      self.scales = scales
      self.formulary = formulary
      places = catalogue.scales.indices.map { scales.firstIndex(of: $0) ?? -1 }
    }
  }

  private let rules: Rules
  private var scores: [StepScores] = []

  init(
    _ endpoint: Endpoint, baseline window: BaselineWindow, scales: [Int], in catalogue: Catalogue,
    _ formulary: Formulary
  ) {
    var scoring = StepScoring(endpoint, baseline: window)
    scoring.makesMarks = true
    rules = Rules(scoring, scales, in: catalogue, formulary)
  }

  mutating func fill(_ record: TreatmentRecord, _ history: PatientHistory) {
    scores.removeAll(keepingCapacity: true)
    let (scoring, scales) = (rules.scoring, rules.scales)
    if scales.isEmpty || record.steps.isEmpty { return }
    let entersRapid = scoring.entersRapid(record, in: history, rules.formulary)
    for place in record.steps.indices {
      for scale in scales {
        scores.append(
          scoring.scores(
            ofStep: place, of: record, in: history, on: scale, rules.formulary, entersRapid: entersRapid))
      }
    }
  }

  func scores(ofStep step: Int, on scale: Int) -> StepScores {
    scores[step * rules.scales.count + rules.places[scale]]
  }
}
