extension RuleContext {
  /// The scale on which a patient's trials are judged: the study's where one is named, else the patient's own, the scale that
  /// scores most of the patient's steps at both ends, of equals the first of the catalogue. `nil` = nothing was rated.
  ///
  /// Not: a scale that no trial can be judged on (``Scale/judgesTrials``), nor one for all patients.
  /// Source: Documentation/Treatment/Trials.md, F32 and F44.
  public func scale(of record: TreatmentRecord, _ history: PatientHistory) -> Int? {
    if let scale { return scale }
    var candidates: [Int] = []
    for one in history.assessments where !candidates.contains(Int(one.scale)) {
      if catalogue.scales[Int(one.scale)].judgesTrials { candidates.append(Int(one.scale)) }
    }
    guard candidates.count > 1 else { return candidates.first }
    let scoring = StepScoring(parameters)
    let entersRapid = scoring.entersRapid(record, in: history, formulary)
    func scoredSteps(on scale: Int) -> Int {
      record.steps.indices.count { place in
        let scores = scoring.scores(
          ofStep: place, of: record, in: history, on: scale, formulary, entersRapid: entersRapid)
        return !scores.baseline.isNaN && !scores.endpoint.isNaN
      }
    }
    // The last maximum of the order below would win, so equals are told apart by their place.
    return candidates.map { (steps: scoredSteps(on: $0), place: $0) }
      .max { ($0.steps, -$0.place) < ($1.steps, -$1.place) }?.place
  }
}

extension Scale {
  /// Whether a trial can be judged on the scale: by response, from the trial's own start.
  public var judgesTrials: Bool { reasonAgainstTrials == nil }

  /// Why none can; `nil` where one can.
  public var reasonAgainstTrials: String? {
    if id.hasPrefix("CGI") { return "a global impression is no measure of the trial's own change" }
    return unavailability(of: .response)
  }
}
