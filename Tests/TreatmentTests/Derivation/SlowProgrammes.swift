import Treatment

/// F45 once more: the programmes of a step, day by day.
extension SlowDerivation {
  func withProgrammes(_ step: SlowStep, _ eras: [SlowEra]) -> SlowStep {
    var step = step
    let landmark = step.start + Int(parameters.programmeDays)
    step.reachesLandmark = (step.start...step.end).contains(landmark)
    for era in eras {
      let agent = catalogue.agents[era.agent]
      guard agent.strategyCode == "LIFESTYLE" else { continue }
      let kind: Programmes = agent.group == "sleep" ? .sleep : agent.group == "exercise" ? .exercise : .other
      // Running on the step's first day, and on the day before it as well or in a pause that the era bridges.
      if era.runs(on: step.start), era.start != step.start { step.programmesBefore.insert(kind) }
      for day in step.start...step.end where day <= landmark {
        if era.start == day { step.programmesBegun.insert(kind) }
      }
    }
    return step
  }
}
