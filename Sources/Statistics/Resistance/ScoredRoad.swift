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
