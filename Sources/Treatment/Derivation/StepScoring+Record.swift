extension StepScoring {
  /// The scores of one of a patient's steps on one scale (an index into the catalogue's scales).
  public func scores(
    ofStep place: Int, of record: TreatmentRecord, in history: PatientHistory, on scale: Int,
    _ formulary: Formulary
  ) -> StepScores {
    scores(
      ofStep: place, of: record, in: history, on: scale, formulary,
      entersRapid: entersRapid(record, in: history, formulary))
  }

  /// The same where it is known what ``entersRapid(_:in:_:)`` says of the patient.
  public func scores(
    ofStep place: Int, of record: TreatmentRecord, in history: PatientHistory, on scale: Int,
    _ formulary: Formulary, entersRapid: Bool
  ) -> StepScores {
    let step = record.steps[place]
    return scores(
      from: Int(step.start), to: Int(step.end),
      nextStart: place + 1 < record.steps.count ? Int(record.steps[place + 1].start) : nil,
      entryDay: history.entryDay, startsRapid: record.actsFast(step, formulary), entersRapid: entersRapid,
      in: history.assessments, on: scale)
  }

  /// Whether a rapid-acting step runs in the days of a late baseline of entry, and has touched its score.
  public func entersRapid(
    _ record: TreatmentRecord, in history: PatientHistory, _ formulary: Formulary
  ) -> Bool {
    record.actsFast(atEntry: history.facts.entryDay, within: Int32(window.after), formulary)
  }
}
