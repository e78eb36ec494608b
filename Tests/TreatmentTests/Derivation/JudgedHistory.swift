import Testing
import Treatment

/// A drawn road with its steps derived and its trials judged on one scale.
struct JudgedHistory {
  let history: PatientHistory
  let record: TreatmentRecord
  let context: RuleContext

  init(
    _ drawing: String, on scale: String? = "MADRS",
    _ parameters: DerivationParameters = DerivationParameters()
  ) throws {
    var drawn = try DrawnHistory(drawing)
    drawn.history.assessments.sort { $0.day < $1.day }
    history = drawn.history
    context = RuleContext(
      catalogue: DrawnHistory.catalogue, formulary: DrawnHistory.formulary, parameters: parameters,
      scale: scale.flatMap(DrawnHistory.catalogue.scale(named:)),
      scales: DrawnHistory.catalogue.scales.indices.filter { DrawnHistory.catalogue.scales[$0].judgesTrials })
    var record = drawn.derived(parameters)
    TrialJudge(context).judge(history, into: &record)
    self.record = record
  }

  /// One line a trial: `agent adequacy outcome endReason`.
  var trials: [String] {
    record.trials.map { trial in
      "\(name(trial.agent)) \(trial.adequacy.rawValue) \(trial.outcome) \(trial.endReason)"
    }
  }

  private func name(_ agent: Int32) -> String { context.catalogue.agents[Int(agent)].name }

  func judge(_ rule: any ResistanceRule) -> ResistanceJudgement {
    rule.judge(record, of: history, in: context)
  }

  var staging: Staging { Staging(StagingEvidence(record, of: history, in: context)) }
}
