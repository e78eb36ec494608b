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
  /// What patients are grouped by besides.
  public let keys: [GroupKey]
  /// What a file of steps states; `nil` = trials are judged from exposures and assessments.
  public let stated: StatedColumns?

  /// `filter` asks about patients only; so does each key (``GroupKey/refusalOfPatients``).
  public init(
    by rules: [any ResistanceRule], in context: RuleContext, groupedBy keys: [GroupKey] = [],
    from stated: StatedColumns? = nil, interval: IntervalMethod = .wilson, level: Double = 0.95,
    where filter: Filter? = nil
  ) {
    precondition(keys.allSatisfy { $0.refusalOfPatients == nil }, "A key has no meaning for a patient.")
    self.rules = rules
    self.keys = keys
    self.stated = stated
    self.context = context
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
  }

  public var request: PageRequest {
    var request =
      stated?.request(endpoint: context.parameters.lastEndpoint)
      ?? PageRequest(scales: [], columns: .histories)
    for key in keys { request.read(key.readsOfPatients) }
    if let filter { request.read(filter.reads) }
    return request
  }

  public var empty: ResistanceSummary { ResistanceSummary(keys: keys.count) }

  /// Why a rule has no answer in this cohort; `nil` where it has.
  func unavailability(of rule: Int) -> String? {
    stated == nil ? rules[rule].unavailability(in: context) : rules[rule].unavailabilityFromSteps(in: context)
  }

  public func add(_ page: PatientPage, to summary: inout ResistanceSummary) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    var records = JudgedRecords(of: page, in: context, from: stated)
    var groups = PatientGroups(keys, of: page, in: context)
    for patient in 0..<records.count where mask?[patient] ?? true {
      records.read(patient)
      let answers = add(records.record, records.history, to: &summary)
      summary.counts.add(answers)
      if !keys.isEmpty { add(answers, of: groups.texts(of: patient, records), to: &summary) }
    }
  }

  private func add(_ answers: ResistanceAnswers, of group: [String], to summary: inout ResistanceSummary) {
    for (place, key) in keys.enumerated() {
      if key.isCovariate { summary.levels[place].insert(group[place]) }
    }
    if summary.dropGroupsIfTooMany() { return }
    summary.groups.update(ResistanceCounts.Key(group: group), default: ResistanceCounts()) { $0.add(answers) }
  }

  private func add(
    _ record: TreatmentRecord, _ history: PatientHistory, to summary: inout ResistanceSummary
  ) -> ResistanceAnswers {
    var answers = ResistanceAnswers()
    if !record.steps.isEmpty { summary.withStep += 1 }
    guard record.tellsOfAntidepressants(history),
      let first = record.steps.first(where: { $0.episode == record.currentEpisode })
    else { return answers }
    if DanishRule.startsAtContact(history) { summary.withContact += 1 }
    for trial in record.trials where trial.episode == record.currentEpisode {
      summary.trials.add(trial, on: record.scale, isStated: stated != nil)
    }
    var pattern = 0
    for (place, rule) in rules.enumerated().reversed() {
      guard unavailability(of: place) == nil else {
        pattern *= ResistanceSummary.statuses.count
        continue
      }
      let answer = rule.answer(for: record, of: history, in: context)
      pattern = pattern * ResistanceSummary.statuses.count + ResistanceSummary.code(of: answer.status)
      if answer.status == .resistant {
        let origin = rule.looksAtWholeRecord ? record.steps[0].start : first.start
        // Failures before entry may stand before the first step.
        answers.days.append(
          ResistanceCounts.DayKey(rule: place, day: max(0, Int(answer.day) - Int(origin))))
      }
    }
    answers.pattern = pattern
    if stated != nil { return answers }
    let evidence = StagingEvidence(record, of: history, in: context)
    summary.addStages(Staging(evidence), ATHFCounts(record, unknownDose: context.parameters.unknownDose))
    return answers
  }
}
