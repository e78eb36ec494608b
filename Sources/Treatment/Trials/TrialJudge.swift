/// Judges each element that is new in a step: was the trial adequate, what came of it, why did it end.
///
/// What does not hang on a parameter of adequacy is measured once (``measure(_:in:)``) and decided as often as
/// wanted (``decide(_:)``): the sensitivity grid decides a hundred times what it measured nine times.
///
/// Units: days from the patient's own day 0; scores on the study's scale, or on the patient's own.
/// Not: a guess. A dose, a count of sessions or a score that nobody recorded leaves its answer unknown.
/// Source: Documentation/Treatment/Trials.md (F7-F10, F24, F25, F35, F44).
public struct TrialJudge: Sendable {
  let context: RuleContext
  static let responds: [Formulary.Kind] = [
    .antidepressant, .augmenter, .rapidActing, .ect, .neuromodulation, .psychotherapy,
  ]

  public init(_ context: RuleContext) { self.context = context }

  /// Writes the trials of a record whose steps are derived over those it held.
  public func judge(_ history: PatientHistory, into record: inout TreatmentRecord) {
    measure(history, into: &record)
    decide(&record)
  }

  /// Writes what the parameters of adequacy do not change: days at dose, sessions, scores, outcomes.
  public func measure(_ history: PatientHistory, into record: inout TreatmentRecord) {
    record.trials.removeAll(keepingCapacity: true)
    record.scale = context.scale(of: record, history)
    let scale = record.scale.map { context.catalogue.scales[$0] }
    let lastContact = Self.lastContact(of: history)
    let entersFast = record.actsFast(
      atEntry: history.facts.entryDay, within: context.parameters.baselineAfter, context.formulary)
    for place in record.steps.indices {
      let step = record.steps[place]
      let actsFast = record.actsFast(step, context.formulary)
      let next = place + 1 < record.steps.count ? record.steps[place + 1].start : Int32.max
      for member in step.elements.lowerBound..<step.elements.lowerBound + step.newCount {
        let number = record.elements[Int(member)]
        let era = record.eras[Int(number)]
        guard Self.responds.contains(era.kind) else { continue }
        var trial = Trial(
          era: number, step: Int32(place), agent: era.agent, kind: era.kind, episode: step.episode,
          start: era.start, end: era.end)
        trial.isCensored = era.isCensored
        trial.isMaintenance = step.strategy == .maintenance
        trial.isAborted = step.rule == .s22 && number == step.leader
        trial.stopReason = era.stopReason
        measureExposure(of: &trial, era, record.segments)
        measureOutcome(
          of: &trial, from: step.start, actsFast: actsFast, entersFast: entersFast, before: next, in: history,
          on: scale, record.scale)
        trial.isLost =
          !era.isCensored && record.dataEnd - lastContact > context.parameters.lostAfterDays
          && era.end >= lastContact
        record.trials.append(trial)
      }
    }
    record.trials.sort { ($0.start, $0.era) < ($1.start, $1.era) }
  }

  /// Writes adequacy and end reason by this judge's parameters.
  public func decide(_ record: inout TreatmentRecord) {
    for place in record.trials.indices {
      requirements(of: &record.trials[place])
      record.trials[place].adequacy = adequacy(of: record.trials[place])
      record.trials[place].endReason = endReason(of: record.trials[place])
    }
  }

  /// The last day of any row of the patient; an open end and a stated last day are no contact.
  private static func lastContact(of history: PatientHistory) -> Int32 {
    var last = history.assessments.last?.day ?? Int32.min / 2
    for exposure in history.exposures {
      last = max(last, exposure.startDay)
      if !exposure.isOpen { last = max(last, exposure.endDay) }
    }
    return last
  }
}
