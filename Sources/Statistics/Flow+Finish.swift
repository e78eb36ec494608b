public import Summaries
import Treatment

extension Flow {
  public func finish(_ summary: Summary) throws(StatisticError) -> PatientFlow {
    var stages: [PatientFlow.Stage] = []
    for stage in Summary.Stage.allCases where isShown(stage) {
      let patients = summary.patients[stage.rawValue]
      let steps = stage.rawValue < Summary.Stage.withStep.rawValue ? nil : summary.steps[stage.rawValue]
      guard let before = stages.last else {
        stages.append(PatientFlow.Stage(rule: rule(of: stage), patients: patients, steps: steps))
        continue
      }
      stages.append(
        PatientFlow.Stage(
          rule: rule(of: stage), patients: patients, steps: steps,
          setAside: setAside(
            at: stage, patients: before.patients - patients,
            steps: before.steps.map { $0 - (steps ?? 0) }, summary)))
    }
    return PatientFlow(stages: stages)
  }

  private func isShown(_ stage: Summary.Stage) -> Bool {
    switch stage {
    case .matchingPatient: filter.map { !$0.readsSteps } ?? false
    case .matchingStep: filter.map(\.readsSteps) ?? false
    case .withBaseline, .evaluable: needsStart
    default: true
    }
  }

  private func rule(of stage: Summary.Stage) -> String {
    switch stage {
    case .inFiles: "in the files"
    case .matchingPatient, .matchingStep: "matching \(filter.map(\.description) ?? "")"
    case .withExposure: "with an exposure"
    case .withStep: "with a step"
    case .withBaseline: "with a score on \(scale) at \(baseline == .step ? "the step's start" : "entry")"
    case .evaluable: "with a start from which \(outcome.rawValue) can be judged"
    case .withEndpoint: "with an endpoint on \(scale)"
    }
  }

  private func setAside(
    at stage: Summary.Stage, patients: Int, steps: Int?, _ summary: Summary
  ) -> [(reason: String, patients: Int, steps: Int?)] {
    guard patients > 0 || steps ?? 0 > 0 else { return [] }
    let reason =
      switch stage {
      case .inFiles: ""
      case .matchingPatient, .matchingStep: "not matching"
      case .withExposure: "without an exposure"
      case .withStep: "with an exposure and no step scored on \(scale)"
      case .withBaseline: "without a score at the start"
      case .evaluable where !evaluable: "starting at the minimum of \(scale)"
      case .evaluable:
        outcome == .response ? "starting in remission or at the minimum of \(scale)" : "starting in remission"
      case .withEndpoint: "without an endpoint"
      }
    guard stage == (needsStart ? .withBaseline : .withEndpoint) else {
      return [(reason, patients, steps)]
    }
    let unscored = summary.withoutScore[stage.rawValue]
    let unscoredSteps = summary.stepsWithoutScore[stage.rawValue]
    let others = (reason, patients - unscored, steps.map { $0 - unscoredSteps })
    return unscored > 0 ? [("without any score", unscored, unscoredSteps), others] : [others]
  }
}
