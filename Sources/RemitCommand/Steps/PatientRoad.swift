import Intake
import Treatment

/// One patient's road in words: bars over days, a line a step with the rule that fired and the facts it used, what
/// came of each trial, and what every definition of resistance says.
struct PatientRoad {
  let context: RuleContext
  private var catalogue: Catalogue { context.catalogue }

  init(_ context: RuleContext) { self.context = context }

  func text(of patient: CSVCohort.DerivedPatient) -> String {
    var record = patient.record
    TrialJudge(context).judge(patient.history, into: &record)
    var lines = [
      "PATIENT-LEVEL OUTPUT: not for a report, a log or a mail.",
      "Days from the patient's own day 0; data end: day \(record.dataEnd).",
      "Baseline: \(context.parameters.baselineWindow.words) (never after it for rapid-acting agents or ECT).",
      "Endpoint: \(context.parameters.lastEndpoint.words), before the next step.", "",
    ]
    lines += rowsThatSayMore(patient.history)
    lines += RoadDrawing(catalogue: catalogue).lines(of: record) + ["", "Steps"]
    let scores = StepScoreText(context)
    for (place, step) in record.steps.enumerated() {
      let agents = record.agents(ofStep: place).map { catalogue.agents[$0].label }.joined(separator: " + ")
      let running = step.isCensored ? ", still running" : ""
      lines.append(
        "episode \(step.episode), step \(step.number): \(step.strategy.name)  \(agents)  "
          + "day \(step.start) to \(step.end)\(running)")
      lines.append("    rule \(step.rule.rawValue): " + reasons(step).joined(separator: "; "))
      lines += scores.lines(ofStep: place, of: record, in: patient.history).map { "    " + $0 }
    }
    if record.steps.isEmpty { lines.append("No treatment opens a step.") }
    if !record.events.isEmpty { lines += ["", "Events that are no steps"] }
    for event in record.events {
      let era = record.eras[Int(event.era)]
      let ratio = event.doseRatio.isNaN ? "" : ", dose x \(event.doseRatio)"
      let reason = CovariateReason(of: era, in: context).map { ": \($0.text)" } ?? ""
      lines.append(
        "event: \(event.strategy.name)  \(label(era.agent))  day \(event.day)  (rule \(event.rule.rawValue)\(ratio)\(reason))"
      )
    }
    lines += trials(record) + judgements(record, patient.history)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Rows that stand twice, and products that hold several drugs (F40, F43).
  private func rowsThatSayMore(_ history: PatientHistory) -> [String] {
    var lines: [String] = []
    let repeated = history.exposures.indices.count { history.isRepeated($0) }
    if repeated > 0 {
      lines.append(
        "\(repeated) row\(repeated == 1 ? " repeats another and counts" : "s repeat another and count") once with it."
      )
    }
    var seen: Set<Int32> = []
    for row in history.exposures where seen.insert(row.agent).inserted {
      let parts = catalogue.ingredients(of: catalogue.agents[Int(row.agent)])
      guard !parts.isEmpty else { continue }
      lines.append(
        "\(label(row.agent)) is read as \(parts.map { label($0.agent) }.joined(separator: " and ")).")
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private func label(_ agent: Int32) -> String { catalogue.agents[Int(agent)].label }

  private func trials(_ record: TreatmentRecord) -> [String] {
    if record.trials.isEmpty { return [] }
    let own = context.scale == nil ? ", the patient's own scale" : ""
    let scale = record.scale.map { catalogue.scales[$0].id + own }
    let judged = scale.map { ", judged on " + $0 } ?? ", without a scale to judge them"
    var lines = ["", "Trials" + judged]
    for trial in record.trials {
      let days = "day \(trial.start) to \(trial.end)"
      let (adequacy, end) = (Self.word(trial.adequacy), "end \(trial.endReason)")
      lines.append("\(label(trial.agent))  \(days): \(adequacy), outcome \(trial.outcome), \(end)")
      lines.append("    " + facts(of: trial).joined(separator: "; "))
    }
    return lines
  }

  private static func word(_ adequacy: Adequacy) -> String {
    switch adequacy {
    case .adequate: "adequate"
    case .inadequate: "inadequate"
    case .unknown: "adequacy unknown"
    }
  }

  private func facts(of trial: Trial) -> [String] {
    var facts: [String] = []
    if trial.isJudgedBySessions {
      let wanted =
        trial.requiredSessions < 0 ? "the catalogue states no minimum" : "of \(trial.requiredSessions)"
      facts.append(
        (trial.sessions < 0 ? "sessions not stated" : "\(trial.sessions) sessions") + ", \(wanted)")
    } else {
      facts.append("\(trial.days) of \(trial.requiredDays) days")
      facts.append("\(trial.daysAtDose) of \(trial.requiredDaysAtDose) days at the minimum dose")
      if trial.daysOfUnknownDose > 0 { facts.append("dose unknown on \(trial.daysOfUnknownDose) days") }
      facts.append(
        trial.coverage.isNaN
          ? "days covered not known" : "\(Int((trial.coverage * 100).rounded(.down))) % of days covered")
    }
    if trial.levelInRange { facts.append("plasma level in range") }
    if trial.isScored {
      let from = trial.baseline.isNaN ? "no baseline" : "\(trial.baseline)"
      facts.append("score \(from) to \(trial.lastScore) on day \(trial.outcomeDay)")
    }
    if trial.startsInRemission { facts.append("starts in remission") }
    if trial.startsLow, !trial.startsInRemission { facts.append("starts below the scale's floor of illness") }
    if trial.isBreakthrough { facts.append("breakthrough: a response was lost again") }
    if trial.stopReason != .unknown { facts.append("coded \(trial.stopReason.rawValue)") }
    return facts
  }

  private func judgements(_ record: TreatmentRecord, _ history: PatientHistory) -> [String] {
    if record.steps.isEmpty { return [] }
    return ["", "Resistance, current episode"]
      + ResistanceRules.all.map { rule in
        if let reason = rule.unavailability(in: context) { return "\(rule.id): no answer (\(reason))" }
        let answer = rule.answer(for: record, of: history, in: context)
        if answer.status == .noHistory {
          return "\(rule.id): \(answer.status.rawValue) (no trial of an antidepressant in the files)"
        }
        let day = answer.day == Day.none ? "" : ", established on day \(answer.day)"
        return "\(rule.id): \(answer.status.rawValue.replacing("_", with: " "))\(day)"
      }
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
