import Statistics

/// The tables of resistance for people: percentages, limits in one cell.
extension SuppressedResistance {
  private func title(of rule: String) -> String { rules.first { $0.rule == rule }?.title ?? rule }

  private static func days(_ row: Share) -> Cell {
    guard let days = row.days else { return row.resistant == 0 ? .absent : .hidden }
    return .text("\(days[1]) (\(days[0]) to \(days[2]))")
  }

  /// One row a rule that has an answer.
  var rulesSummary: Table {
    Table(
      caption: "Resistance by rule" + (n.map { ", of \($0) patients" } ?? ""),
      columns: [
        Table.Column("rule", heading: "Rule", isRowHeading: true),
        Table.Column("resistant", heading: "Resistant"),
        Table.Column("estimate", heading: "%"),
        Table.Column("limits", heading: "\(NumberText.shortest(level * 100)) % CI"),
        Table.Column(
          "possible", heading: "Possible",
          note: "One failed trial is established, and another trial may be one."),
        Table.Column(
          "indeterminate", heading: "Cannot be told",
          note: "No failure is established, and enough trials may be failures."),
        Table.Column("not_resistant", heading: "Not resistant"),
        Table.Column(
          "days", heading: "Days to resistance",
          note:
            "Median and quartiles from the first step of the episode (of the record: Danish, Fabbri) to the day on which "
            + "resistance is established, of those who are resistant."),
      ],
      rows: shares.filter { !$0.isUnavailable }.map { row in
        let hidden = row.resistant == nil
        func count(_ value: Int?) -> Cell { Cell(count: value, orHidden: true) }
        return [
          .text(title(of: row.rule)), count(row.resistant), Cell(percent: row.estimate, orHidden: hidden),
          Cell(percentFrom: row.confLow, to: row.confHigh, orHidden: hidden), count(row.possible),
          count(row.indeterminate), count(row.notResistant), Self.days(row),
        ]
      },
      notes: protections.filter { !$0.hasPrefix("Small cells") && !$0.hasPrefix("Nothing is hidden") }
        + [denominator] + doubts)
  }

  /// Kappa of each rule with each other one.
  var agreementSummary: Table {
    let names = shares.filter { !$0.isUnavailable }.map(\.rule)
    guard names.count > 1 else { return Table(columns: [], rows: []) }
    func cell(_ row: String, _ column: String) -> Cell {
      guard let pair = agreements.first(where: { $0.first == column && $0.second == row }) else {
        return .text("")
      }
      if let kappa = pair.kappa { return .text(NumberText.fixed(kappa, decimals: 2)) }
      return pair.suppressed == .none && agreementNotes.isEmpty
        ? .hidden : pair.suppressed == .none ? .absent : .hidden
    }
    return Table(
      caption: "Cohen's kappa of two rules, on resistant or not",
      columns: [Table.Column("rule", heading: "Rule", isRowHeading: true)]
        + names.dropLast().map { Table.Column($0, heading: title(of: $0)) },
      rows: names.dropFirst().map { row in
        [.text(title(of: row))] + names.dropLast().map { cell(row, $0) }
      },
      notes: [
        "1: the rules name the same patients; 0: as often as by chance. Counts: tables/resistance-agreement.csv."
      ]
        + agreementNotes)
  }

  /// One row a method: each of its stages with patients and per cent.
  var stagesSummary: Table {
    Table(
      caption: "Stages" + (n.map { ", of \($0) patients" } ?? ""),
      columns: [
        Table.Column("method", heading: "Method", isRowHeading: true),
        Table.Column("stages", heading: "Stage: patients (%)"),
      ],
      rows: ReportWords.inOrder(stages.map(\.method)).map { method in
        [
          .text(method),
          .text(stages.filter { $0.method == method }.map(text).joined(separator: " · ")),
        ]
      },
      notes: ["The stages of a method are all patients. In rows: tables/resistance-stages.csv."])
  }

  private func text(_ row: Stage) -> String {
    guard let patients = row.patients else { return "\(row.stage): hidden" }
    guard let n, n > 0, patients > 0 else { return "\(row.stage): \(patients)" }
    return "\(row.stage): \(patients) (\(NumberText.percent(Double(patients) / Double(n))))"
  }

  /// Trials by domain.
  var athfSummary: Table {
    Table(
      caption: athfTable.caption,
      columns: [
        Table.Column("domain", heading: "Domain", isRowHeading: true),
        Table.Column("trials", heading: "Trials"),
        Table.Column("adequate", heading: "Adequate"),
        Table.Column("unknown", heading: "Adequacy not known"),
        Table.Column("adequate_failed", heading: "Adequate and failed"),
      ],
      rows: athf.map { row in
        [.text(row.domain)]
          + [row.trials, row.adequate, row.unknown, row.failed].map { Cell(count: $0, orHidden: true) }
      })
  }
}
