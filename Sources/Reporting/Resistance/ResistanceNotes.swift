import Statistics

/// What stands below the shares of resistance, told as far as it may be.
struct ResistanceNotes {
  let table: ResistanceTable
  let disclosure: Disclosure
  var unproven = 0
  /// Counts of trials that may not stand in a sentence.
  var hiddenTrials: Set<TrialCount> = []
  /// Places in the table's trials by scale that may not either.
  var hiddenScales: Set<Int> = []

  /// What was done to the counts.
  func protections(beside shown: SuppressedResistance) -> [String] {
    var notes: [String] = []
    switch disclosure {
    case .none: notes.append(disclosure.sentence)
    default: if shown.hidesSomething { notes.append(disclosure.sentence) }
    }
    if unproven > 0 { notes.append(Disclosure.doubt(of: unproven)) }
    return notes
  }

  func denominator(beside shown: SuppressedResistance) -> String {
    "n: patients with a trial of an antidepressant in the files, or failures stated before entry"
      + (shown.noHistory.map {
        $0 > 0
          ? "; \($0) have none (no_history), so that no rule can judge them, and are in no share, agreement or stage."
          : "."
      } ?? "; those without any (no_history) are in no share, agreement or stage, and too few to say.")
  }

  /// Each rule, with its wording and source, and why it has no answer where it has none.
  var rules: [SuppressedResistance.RuleText] {
    table.shares.map {
      SuppressedResistance.RuleText(
        rule: $0.rule, title: $0.title, statement: $0.statement, source: $0.source,
        unavailability: $0.unavailability)
    }
  }

  private func isSmall(_ count: Int) -> Bool {
    switch disclosure {
    case .none: false
    case .ohdsi(let least): count >= 1 && count < least
    case .openSafely: true
    }
  }

  /// How many trials a score on which scale decides (F44).
  private var trialsByScale: String {
    let counts = table.trials.byScale.enumerated().map { place, row in
      if hiddenScales.contains(place) { return "\(row.scale) some" }
      guard disclosure == .openSafely else { return "\(row.scale) \(row.trials)" }
      return Rounding.isSmall(row.trials)
        ? "\(row.scale) some" : "\(row.scale) about \(Rounding.nearestFive(row.trials))"
    }
    return "Trials that a score decides, by scale: \(counts.joined(separator: ", "))."
  }

  /// Why few or none can be resistant: what is not known of their trials.
  var doubts: [String] {
    let trials = table.trials
    let all = TrialCount.all.count(in: trials)
    guard all > 0 else { return [] }
    func amount(_ kind: TrialCount) -> String {
      let count = kind.count(in: trials)
      if hiddenTrials.contains(kind) { return "some" }
      guard disclosure == .openSafely else { return String(count) }
      let rest = kind.whole.map { $0.count(in: trials) - count } ?? 0
      return [count, rest].contains(where: Rounding.isSmall) ? "some" : "about \(Rounding.nearestFive(count))"
    }
    var notes = [
      "Trials of the current episodes: \(amount(.all)), of which \(amount(.adequate)) adequate, \(amount(.inadequate)) "
        + "inadequate, and \(amount(.unknown)) that cannot be judged."
    ]
    if !trials.byScale.isEmpty { notes.append(trialsByScale) }
    if trials.drugs > 0, trials.drugsWithoutDose == trials.drugs {
      notes.append(
        "No dose is known of any drug trial, so none is adequate, and nobody can be resistant by a rule that asks for "
          + "adequate trials; rules that count courses or switches do not ask.")
    } else if trials.drugsWithoutDose > 0 {
      notes.append(
        "No dose is known of \(amount(.drugsWithoutDose)) of \(amount(.drugs)) drug trials; such a trial is "
          + "never adequate.")
    }
    if trials.adequateWithoutCoverage > 0 {
      notes.append(
        "Of the adequate drug trials, \(amount(.adequateWithoutCoverage)) have no record of days supplied, so that "
          + "adherence is not known and was not asked for.")
    }
    if trials.withoutOutcome > 0 {
      notes.append(
        "Of the trials, \(amount(.withoutOutcome)) have no score at the right time and no code that tells what came "
          + "of them; they are neither failures nor successes.")
    }
    if trials.withoutBaseline > 0 {
      notes.append(
        "In \(amount(.withoutBaseline)) trials there is no score in the baseline window of the step (baselineBefore, "
          + "baselineAfter), so that no response can be seen there.")
    }
    if trials.startingLow > 0 {
      notes.append(
        "In \(amount(.startingLow)) trials the score at the start was below the scale's floor of illness or in "
          + "remission already; they are kept.")
    }
    if trials.breakthrough > 0 {
      notes.append(
        "In \(amount(.breakthrough)) trials a response was lost again on continued treatment (breakthrough)."
      )
    }
    let withContact =
      [table.withContact, table.n - table.withContact].contains { isSmall($0) }
      ? "some" : "\(table.withContact)"
    let starts = table.shares.contains { $0.rule.hasPrefix("danish") }
    if starts {
      notes.append(
        table.withContact == 0
          ? "The clock of the Danish rule starts with the first step: no day of first contact is stated."
          : "The clock of the Danish rule starts on the day of first contact for \(withContact) patients, "
            + "with the first step for the others.")
    }
    return notes
  }
}
