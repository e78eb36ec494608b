import Treatment

/// The scores of a step in words: those that rates, steps files and trials take, scale by scale.
struct StepScoreText {
  let context: RuleContext

  init(_ context: RuleContext) { self.context = context }

  /// One line a scale that the patient was ever assessed on.
  func lines(ofStep place: Int, of record: TreatmentRecord, in history: PatientHistory) -> [String] {
    let scoring = StepScoring(context.parameters)
    return Set(history.assessments.map { Int($0.scale) }).sorted().map { number in
      let scale = context.catalogue.scales[number]
      let scores = scoring.scores(
        ofStep: place, of: record, in: history, on: number, context.formulary)
      func text(_ index: Int?, _ none: String) -> String {
        index.map { "\(plain(history.assessments[$0].score)) on day \(history.assessments[$0].day)" } ?? none
      }
      var line =
        "\(scale.id): from \(text(scores.baselineIndex, "no baseline")) to "
        + text(scores.endpointIndex, "no endpoint")
      let outcomes = outcomes(scores, scale)
      if !outcomes.isEmpty { line += ": " + outcomes.joined(separator: ", ") }
      let late = scoresTooLate(for: record.steps, place, scores, in: history, on: number)
      if late > 0 { line += "; \(late) later score\(late == 1 ? "" : "s") too long after its end" }
      return line
    }
  }

  private func outcomes(_ scores: StepScores, _ scale: Scale) -> [String] {
    var result: [String] = []
    if let responds = scale.responds(from: scores.baseline, to: scores.endpoint) {
      result.append(responds ? "response" : "no response")
    }
    if let remits = scale.remits(at: scores.endpoint) { result.append(remits ? "remission" : "no remission") }
    return result
  }

  /// Scores before the next step that come too long after this one's end.
  private func scoresTooLate(
    for steps: [DerivedStep], _ place: Int, _ scores: StepScores, in history: PatientHistory, on scale: Int
  ) -> Int {
    let next = place + 1 < steps.count ? Int(steps[place + 1].start) : Int.max
    guard case .lastScore(let days?) = context.parameters.lastEndpoint else { return 0 }
    return history.assessments.count {
      Int($0.scale) == scale && Int($0.day) > Int(steps[place].end) + days && Int($0.day) < next
    }
  }

  private func plain(_ score: Double) -> String {
    score == score.rounded() && abs(score) < 1e9 ? String(Int(score)) : "\(score)"
  }
}
