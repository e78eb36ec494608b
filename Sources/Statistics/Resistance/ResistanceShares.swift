public import Regression
public import Summaries
public import Treatment

/// How many patients are resistant by each of several rules, how far the rules agree, and the stages they are at.
///
///     share = resistant / patients of whose antidepressants the files tell
///     kappa = (po - pe) / (1 - pe),   po = agreement on resistant or not,   pe = that expected from the margins
///
/// One pass derives each patient's steps, judges the trials and asks every rule; the answers are kept as one pattern a
/// patient, so shares and agreements are of the same patients. Who has no trial of an antidepressant in the files
/// (`no_history`) is in no share, agreement or stage, and is counted.
///
/// Grade: exact
/// Not: an estimate for patients whose doses nobody recorded. `possible` and `indeterminate` are counted apart.
/// Source: Documentation/Treatment/Resistance.md; Documentation/Treatment/Staging.md; Cohen 1960, doi:10.1177/001316446002000104 (kappa, from memory).
public struct ResistanceShares: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Summary = ResistanceSummary
  public typealias Result = ResistanceTable

  public let rules: [any ResistanceRule]
  public let context: RuleContext
  public let interval: ProportionInterval
  public let filter: Filter?

  /// `filter` asks about patients only.
  public init(
    by rules: [any ResistanceRule], in context: RuleContext, interval: IntervalMethod = .wilson,
    level: Double = 0.95, where filter: Filter? = nil
  ) {
    self.rules = rules
    self.context = context
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
  }

  public var request: PageRequest {
    var request = PageRequest(scales: [], columns: .histories)
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: ResistanceSummary { ResistanceSummary() }

  public func add(_ page: PatientPage, to summary: inout ResistanceSummary) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    var derivation = StepDerivation(
      context.catalogue, formulary: context.formulary, parameters: context.parameters)
    let judge = TrialJudge(context)
    var history = PatientHistory()
    var record = TreatmentRecord()
    for patient in 0..<page.histories.count where mask?[patient] ?? true {
      page.histories.copy(patient, to: &history)
      derivation.derive(history, into: &record)
      judge.judge(history, into: &record)
      add(record, history, to: &summary)
    }
  }

  private func add(
    _ record: TreatmentRecord, _ history: PatientHistory, to summary: inout ResistanceSummary
  ) {
    summary.patients += 1
    if !record.steps.isEmpty { summary.withStep += 1 }
    guard record.tellsOfAntidepressants(history),
      let first = record.steps.first(where: { $0.episode == record.currentEpisode })
    else { return }
    summary.withHistory += 1
    if DanishRule.startsAtContact(history) { summary.withContact += 1 }
    for trial in record.trials where trial.episode == record.currentEpisode {
      summary.trials.add(trial, on: record.scale)
    }
    var pattern = 0
    for (place, rule) in rules.enumerated().reversed() {
      let answer = rule.answer(for: record, of: history, in: context)
      pattern = pattern * ResistanceSummary.statuses.count + ResistanceSummary.code(of: answer.status)
      if answer.status == .resistant {
        let origin = rule.looksAtWholeRecord ? record.steps[0].start : first.start
        // Failures before entry may stand before the first step.
        summary.days.add(ResistanceSummary.DayKey(rule: place, day: max(0, Int(answer.day) - Int(origin))))
      }
    }
    summary.patterns.add(pattern)
    let evidence = StagingEvidence(record, of: history, in: context)
    summary.addStages(Staging(evidence), ATHFCounts(record, unknownDose: context.parameters.unknownDose))
  }
}
