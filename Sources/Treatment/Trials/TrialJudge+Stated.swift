extension TrialJudge {
  /// Writes a road whose steps, adequacy and scores a file states, over what the record held.
  ///
  /// A step is one trial, of the agent that leads it; COMBINE_FROM_START is one of each of its antidepressants. Its adequacy is
  /// the file's. Its outcome is that of the scores, from day 28 of a drug or a psychotherapy where the file states the
  /// day, else that of the file's code.
  ///
  /// `steps` ascend by episode and number; `scale` is a place in the catalogue.
  /// Not: courses, doses and supply, of which a file of steps tells nothing, nor a response that was lost again.
  /// Source: Documentation/Treatment/Resistance.md, "From a file of steps".
  public func fill(_ record: inout TreatmentRecord, from steps: [StatedStep], on scale: Int?) {
    record.removeAll()
    record.scale = scale
    for stated in steps {
      let first = Int32(record.elements.count)
      // A step without an end runs on; what is known of it ends with its last score.
      let end = max(stated.start, stated.end == Day.none ? stated.endpointDay : stated.end)
      for agent in stated.agents {
        var era = Era(
          agent: Int32(agent), kind: context.entry(Int32(agent)).kind, start: stated.start, end: end)
        era.isCensored = stated.end == Day.none
        era.stopReason = stated.stopReason
        record.elements.append(Int32(record.eras.count))
        record.eras.append(era)
      }
      var step = DerivedStep(
        episode: stated.episode, number: stated.number, rule: .declared, strategy: stated.strategy,
        start: stated.start, end: end)
      step.isCensored = stated.end == Day.none
      step.elements = first..<Int32(record.elements.count)
      let leader = LeadingAgent(of: stated.strategy.name).leader(of: stated.agents, in: context.catalogue)
      if let leader, let place = stated.agents.firstIndex(of: leader) { step.leader = first + Int32(place) }
      record.steps.append(step)
      record.dataEnd = max(record.dataEnd, end)
      for member in step.elements where isTrial(member, of: step, record) {
        record.trials.append(trial(of: member, stated, step: Int32(record.steps.count - 1), record))
      }
    }
  }

  private func isTrial(_ member: Int32, of step: DerivedStep, _ record: TreatmentRecord) -> Bool {
    let kind = record.era(member).kind
    guard Self.responds.contains(kind) else { return false }
    return member == step.leader || step.strategy == .combineFromStart && kind == .antidepressant
  }

  private func trial(
    of member: Int32, _ stated: StatedStep, step: Int32, _ record: TreatmentRecord
  ) -> Trial {
    let era = record.era(member)
    var trial = Trial(
      era: member, step: step, agent: era.agent, kind: era.kind, episode: stated.episode, start: era.start,
      end: era.end)
    trial.isCensored = era.isCensored
    trial.isMaintenance = stated.strategy == .maintenance
    trial.isAborted = stated.strategy == .combineAborted
    trial.stopReason = stated.stopReason
    trial.isJudgedBySessions = [.ect, .neuromodulation, .psychotherapy].contains(era.kind)
    requirements(of: &trial)
    trial.adequacy = stated.adequacy
    measureStatedOutcome(of: &trial, stated, on: record.scale)
    trial.endReason = endReason(of: trial)
    return trial
  }

  private func measureStatedOutcome(of trial: inout Trial, _ stated: StatedStep, on number: Int?) {
    let actsFast = trial.kind == .ect || trial.kind == .rapidActing || trial.kind == .neuromodulation
    let isEarly =
      !actsFast && stated.endpointDay != Day.none
      && stated.endpointDay - stated.start < context.parameters.earliestEndpoint
    if let scale = number.map({ context.catalogue.scales[$0] }) {
      trial.baseline = stated.baseline
      let responds = scale.responds(from: stated.baseline, to: stated.endpoint)
      trial.showsNoResponse = responds == false
      if !isEarly {
        trial.lastScore = stated.endpoint
        if scale.remits(at: stated.endpoint) == true {
          trial.outcome = .remission
        } else if let responds {
          trial.outcome = responds ? .response : .nonresponse
        }
      }
    }
    trial.isScored = trial.outcome != .unknown
    let lastDay = stated.endpointDay == Day.none ? trial.end : stated.endpointDay
    if !trial.isScored { trial.outcome = TrialOutcome(trial.stopReason) }
    trial.outcomeDay = trial.outcome == .unknown ? Day.none : trial.isScored ? lastDay : trial.end
  }
}
