import Treatment

/// What the decision table sees beside steps: covariates, lifestyle, changes of dose, the end of a combination.
extension SlowDerivation {
  /// S01 and S14.
  func covariates(_ eras: [SlowEra]) -> [SlowEvent] {
    eras.compactMap { era in
      switch era.kind {
      case .covariate, .background:
        SlowEvent(rule: .s01, strategy: .none, day: era.start, agent: era.agent)
      case .lifestyle:
        SlowEvent(rule: .s14, strategy: .lifestyle, day: era.start, agent: era.agent)
      case .antidepressant, .augmenter, .rapidActing, .ect, .neuromodulation, .psychotherapy, .ownStrategy:
        nil
      }
    }
  }

  /// S05 and S06, for drugs only (F16): each day whose dose is not that of the last day with a known one.
  func doseChanges(_ eras: [SlowEra]) -> [SlowEvent] {
    var events: [SlowEvent] = []
    for era in eras where era.mayOpenStep && formulary.entries[era.agent].traits.contains(.isDrug) {
      var previous = Double.nan
      for day in era.start...era.end {
        guard let dose = era.doses[day], !dose.isNaN else { continue }
        if !previous.isNaN, dose != previous {
          let isRise = dose >= parameters.optimiseFactor * previous
          let isOptimised = isRise && day - era.start + 1 >= 22
          events.append(
            SlowEvent(
              rule: isOptimised ? .s05 : .s06, strategy: isOptimised ? .optimise : .none, day: day,
              agent: era.agent))
        }
        previous = dose
      }
    }
    return events
  }

  /// P2: an old antidepressant of a combination ends, and the leader runs for 42 days more.
  func decombinations(_ step: SlowStep) -> [SlowEvent] {
    guard step.strategy == .combine else { return [] }
    let old = step.goingOn.filter { $0.kind == .antidepressant && !$0.isCensored }
    return old.filter { step.leader.end - $0.end >= 42 }
      .map { SlowEvent(rule: .p2, strategy: .decombine, day: $0.end + 1, agent: $0.agent) }
  }
}
