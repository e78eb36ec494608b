import Intake
import Treatment

/// One patient's steps in words: a line a step, with the rule that fired and the facts it used.
struct PatientRoad {
  let catalogue: Catalogue

  func text(of patient: CSVCohort.DerivedPatient) -> String {
    let record = patient.record
    var lines = [
      "PATIENT-LEVEL OUTPUT: not for a report, a log or a mail.",
      "Days from the patient's own day 0; data end: day \(record.dataEnd).",
    ]
    for (place, step) in record.plainSteps.enumerated() {
      let derived = record.steps[place]
      let agents = step.agents.map { catalogue.agents[$0].label }.joined(separator: " + ")
      let running = derived.isCensored ? ", still running" : ""
      lines.append(
        "episode \(step.episode), step \(step.number): \(step.strategy.name)  \(agents)  "
          + "day \(derived.start) to \(derived.end)\(running)")
      lines.append("    rule \(derived.rule.rawValue): " + reasons(derived).joined(separator: "; "))
    }
    for event in record.events {
      let agent = catalogue.agents[Int(record.eras[Int(event.era)].agent)].label
      let ratio = event.doseRatio.isNaN ? "" : ", dose x \(event.doseRatio)"
      lines.append(
        "event: \(event.strategy.name)  \(agent)  day \(event.day)  (rule \(event.rule.rawValue)\(ratio))")
    }
    if record.steps.isEmpty { lines.append("No treatment opens a step.") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func reasons(_ step: DerivedStep) -> [String] {
    let facts = step.facts
    var result = ["the new treatment runs \(facts.run) days"]
    if facts.running > 0 {
      result.append(
        "\(facts.running) antidepressant\(facts.running == 1 ? "" : "s") running the day before, "
          + "going on for \(facts.shortestTail)"
          + (facts.shortestTail == facts.longestTail ? " days" : " to \(facts.longestTail) days"))
    }
    if facts.gap >= 0 { result.append("\(facts.gap) days since the last antidepressant") }
    if !step.tags.isEmpty { result.append("tags " + step.tags.names.joined(separator: ", ")) }
    return result
  }
}
