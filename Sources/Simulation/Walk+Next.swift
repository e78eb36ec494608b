internal import Summaries
internal import Treatment

/// Whether a further step comes, and how the files end.
extension Walk {
  mutating func goesOn(
    after step: TrueStep, _ attempt: Int
  ) -> (onset: Int32, severity: Double, isNewEpisode: Bool)? {
    let draws = (outcomes.uniform(), outcomes.uniform(), outcomes.uniform())
    let p = model.constants
    let followUp = Int32(p.course.followUpDays)
    switch step.outcome {
    case .lost: return nil
    case .remission, .response:
      let stays = step.outcome == .remission || draws.0 >= p.course.goesOnWithResponse
      if !stays { return (step.end + 1, step.finalSeverity, false) }
      let chance = model.has(.relapse) ? model.relapse[min(attempt, 4) - 1] : 0
      guard step.outcome == .remission, draws.1 < chance else {
        day = step.end + followUp
        return nil
      }
      let relapse = step.end + 75 + Int32(draws.2 * Double(followUp - 80))
      course.relapses[course.steps.count - 1] = relapse
      guard attempt < CareModel.steps else {
        day = relapse + 30
        return nil
      }
      return (relapse + 8, max(20, 0.85 * patient.severity), true)
    case .nonresponse, .intolerance:
      // The sicker leave more often.
      let odds = p.course.dropoutSeverity * (step.finalSeverity - model.severityMean) / 10
      let share = p.course.dropoutFailure
      let leaving = CareModel.logistic(CareModel.logit(share) + odds)
      if model.has(.dropout), draws.0 < leaving { return nil }
      stopWhatFailed(step)
      return (step.end + 1, step.finalSeverity, false)
    }
  }

  /// An addition that failed is stopped with its step; a first drug that was not borne stops as well.
  mutating func stopWhatFailed(_ step: TrueStep) {
    let reason = reason(of: step.outcome)
    if step.option.isAugmentation || step.option == .combine {
      endBeside(on: step.end, reason)
    } else if step.outcome == .intolerance, let drug = running, drug.start == step.start {
      drug.addRows(to: step.end, reason: recorded(reason), in: &course.exposures)
      stopped = step.end
      running = nil
    }
  }

  mutating func end() {
    guard let last = course.steps.last else { return }
    course.lastDay = max(day, last.end)
    // Whoever stays has his drugs; they run on where the files end.
    if let drug = running { drug.addRows(to: .max, reason: "", in: &course.exposures) }
    for one in beside { one.addRows(to: .max, reason: "", in: &course.exposures) }
    addBackground()
    let lastDay = course.lastDay
    course.exposures.removeAll { $0.start > lastDay }
    course.exposures.sort { ($0.start, $0.agent, $0.end) < ($1.start, $1.agent, $1.end) }
    for place in course.exposures.indices where course.exposures[place].end >= course.lastDay {
      course.exposures[place].end = .max
      course.exposures[place].reason = ""
      // Of what runs on the supply is known where it falls short of the days up to the end.
      let days = Double(course.lastDay - course.exposures[place].start + 1)
      let isShort = taken < 1 && course.exposures[place].daysSupplied >= 0
      course.exposures[place].daysSupplied = isShort ? Int32((days * taken).rounded()) : -1
    }
  }

  mutating func addBackground() {
    let draws = (drugs.uniform(), drugs.uniform(), drugs.uniform(), drugs.uniform())
    guard model.has(.background) else { return }
    let p = model.constants
    let took = course.steps.contains { $0.strategy == .augmentLithium }
    if draws.0 < p.treatment.backgroundLithium, !took {
      course.exposures.append(ExposureRow(agent: "lithium", start: -400, end: .max, dose: 900))
    }
    if draws.1 < p.treatment.backgroundQuetiapine {
      course.exposures.append(
        ExposureRow(agent: "quetiapine", start: -20, end: course.lastDay, dose: draws.3 < 0.5 ? 25 : 50))
    }
    if draws.2 < p.treatment.hypnotic {
      let agent = draws.3 < 0.5 ? "zopiclone" : "zolpidem"
      course.exposures.append(ExposureRow(agent: agent, start: 3, end: 30, dose: draws.3 < 0.5 ? 7.5 : 10))
    }
  }
}
