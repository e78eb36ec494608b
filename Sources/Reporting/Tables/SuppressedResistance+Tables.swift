import Statistics

/// The tables of resistance: shares by rule, agreement of rules, stages, trials by the ATHF.
extension SuppressedResistance {
  /// One row a rule: how many are resistant, possibly resistant, cannot be told, are not.
  public var rulesTable: Table {
    Table(
      caption: "Resistance by rule",
      columns: [
        Table.Column("rule", isRowHeading: true), Table.Column("version"), Table.Column("n"),
        Table.Column("resistant"), Table.Column("possible"), Table.Column("indeterminate"),
        Table.Column("not_resistant"), Table.Column("estimate"), Table.Column("conf_low"),
        Table.Column("conf_high"), Table.Column("days_p25"), Table.Column("days_p50"),
        Table.Column("days_p75"), Table.Column("suppressed"), Table.Column("no_history"),
      ],
      rows: zip(table.shares, shares).map { row, state in
        let hidden = state != .none
        let isAbsent = row.unavailability != nil
        func count(_ value: Int) -> Cell { isAbsent ? .absent : hidden ? .hidden : .count(value) }
        func number(_ value: Double?) -> Cell {
          isAbsent ? .absent : hidden ? .hidden : Cell(number: value, orHidden: false)
        }
        let days: [Cell] = (0..<3).map { place in
          isAbsent ? .absent : hidden ? .hidden : Cell(count: row.days.map { $0[place] }, orHidden: false)
        }
        return [
          .text(row.rule), .count(row.version), isAbsent ? .absent : Cell(count: n, orHidden: true),
          count(row.resistant), count(row.possible), count(row.indeterminate), count(row.notResistant),
          number(row.estimate), number(row.confLow), number(row.confHigh),
        ] + days + [.text(state.rawValue), isAbsent ? .absent : Cell(count: noHistory, orHidden: true)]
      },
      notes: notes)
  }

  /// One row a pair of rules: resistant by both, by one of them, by neither, and Cohen's kappa.
  public var agreementTable: Table {
    Table(
      caption: "Agreement between rules (resistant or not)",
      columns: [
        Table.Column("first", isRowHeading: true), Table.Column("second", isRowHeading: true),
        Table.Column("n"), Table.Column("both"), Table.Column("only_first"), Table.Column("only_second"),
        Table.Column("neither"), Table.Column("agreement"), Table.Column("kappa", decimals: 3),
        Table.Column("suppressed"),
      ],
      rows: zip(table.agreements, agreements).map { row, state in
        let hidden = state != .none
        let counts = [row.both, row.onlyFirst, row.onlySecond, row.neither]
        let total = counts.reduce(0, +)
        let agreed = total == 0 ? nil : Double(row.both + row.neither) / Double(total)
        return [.text(row.first), .text(row.second), Cell(count: n, orHidden: true)]
          + counts.map { hidden ? .hidden : .count($0) }
          + [agreed, row.kappa].map { hidden ? .hidden : Cell(number: $0, orHidden: false) }
          + [.text(state.rawValue)]
      },
      notes: table.agreements.contains { $0.kappa == nil } && disclosure != .openSafely
        ? ["–: no kappa, because both rules give every patient the same answer."] : [])
  }

  /// One row a method and stage.
  public var stagesTable: Table {
    Table(
      caption: "Stages of resistance in the current episode",
      columns: [
        Table.Column("method", isRowHeading: true), Table.Column("stage", isRowHeading: true),
        Table.Column("n"), Table.Column("patients"), Table.Column("share"), Table.Column("suppressed"),
      ],
      rows: zip(table.stages, stages).map { row, state in
        let hidden = state != .none
        let share = n.flatMap { $0 == 0 ? nil : Double(row.patients) / Double($0) }
        return [
          .text(row.method), .text(row.stage), Cell(count: n, orHidden: true),
          hidden ? .hidden : .count(row.patients),
          hidden ? .hidden : Cell(number: share, orHidden: true), .text(state.rawValue),
        ]
      })
  }

  /// One row a domain: trials, adequate, of unknown adequacy, adequate and failed.
  public var athfTable: Table {
    Table(
      caption: "Trials of the current episodes, as the ATHF's short form counts them",
      columns: [
        Table.Column("domain", isRowHeading: true), Table.Column("trials"), Table.Column("adequate"),
        Table.Column("unknown"), Table.Column("adequate_failed"), Table.Column("suppressed"),
      ],
      rows: zip(table.athf, athf).map { row, state in
        let counts = [row.trials, row.adequate, row.unknown, row.failed]
        return [.text(row.domain)] + counts.map { state == .none ? .count($0) : .hidden }
          + [.text(state.rawValue)]
      })
  }

  /// What a reader of the shares must know.
  private var notes: [String] {
    var notes: [String] = []
    switch disclosure {
    case .none: notes.append(disclosure.sentence)
    default: if shares.contains(where: { $0 != .none }) { notes.append(disclosure.sentence) }
    }
    if unproven > 0 { notes.append(Disclosure.doubt(of: unproven)) }
    notes.append(
      "n: patients with a trial of an antidepressant in the files, or failures stated before entry"
        + (noHistory.map {
          $0 > 0
            ? "; \($0) have none (no_history), so that no rule can judge them, and are in no share, agreement or stage."
            : "."
        } ?? "; those without any (no_history) are in no share, agreement or stage, and too few to say."))
    for share in table.shares {
      notes.append("\(share.rule) (\(share.title)): \(share.statement) Source: \(share.source).")
      if let reason = share.unavailability { notes.append("\(share.rule) has no answer here: \(reason).") }
    }
    notes += doubts
    return notes
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
      return (1...7).contains(row.trials)
        ? "\(row.scale) some" : "\(row.scale) about \((row.trials + 2) / 5 * 5)"
    }
    return "Trials that a score decides, by scale: \(counts.joined(separator: ", "))."
  }

  /// Why few or none can be resistant: what is not known of their trials.
  private var doubts: [String] {
    let trials = table.trials
    let all = TrialCount.all.count(in: trials)
    guard all > 0 else { return [] }
    func amount(_ kind: TrialCount) -> String {
      let count = kind.count(in: trials)
      if hiddenTrials.contains(kind) { return "some" }
      guard disclosure == .openSafely else { return String(count) }
      let rest = kind.whole.map { $0.count(in: trials) - count } ?? 0
      return [count, rest].contains { (1...7).contains($0) } ? "some" : "about \((count + 2) / 5 * 5)"
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
