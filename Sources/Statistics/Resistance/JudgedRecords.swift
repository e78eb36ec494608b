import Treatment

/// The roads of a page's patients, one after the other, with judged trials: made from histories, or as a file of steps states
/// them.
struct JudgedRecords {
  private let page: PatientPage
  private let context: RuleContext
  private let judge: TrialJudge
  private var derivation: StepDerivation
  private var stated: StatedRecords?
  private(set) var history = PatientHistory()
  private(set) var record = TreatmentRecord()

  init(of page: PatientPage, in context: RuleContext, from columns: StatedColumns?) {
    self.page = page
    self.context = context
    judge = TrialJudge(context)
    derivation = StepDerivation(
      context.catalogue, formulary: context.formulary, parameters: context.parameters)
    stated = columns.map { StatedRecords(of: page, $0, in: context) }
  }

  var count: Int { stated == nil ? page.histories.count : page.patientCount }

  mutating func read(_ patient: Int) {
    if stated != nil {
      history.removeAll()
      stated?.read(patient, by: judge, into: &record, &history.facts)
      return
    }
    page.histories.copy(patient, to: &history)
    derivation.derive(history, into: &record)
    judge.judge(history, into: &record)
  }

  /// The score that a step started from, on the scale that judges the trials; NaN where there is none.
  func baseline(ofStep place: Int) -> Double {
    guard let scale = record.scale else { return .nan }
    if let stated { return stated.steps[place].baseline }
    return StepScoring(context.parameters)
      .scores(ofStep: place, of: record, in: history, on: scale, context.formulary).baseline
  }
}
