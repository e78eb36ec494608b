import Regression

/// The tables of a model: terms, one-row summary, tests of terms.
extension SuppressedRegression {
  /// One row a column of the design, as `broom` names things.
  public var termsTable: Table {
    Table(
      caption: caption,
      columns: [
        Table.Column("term", isRowHeading: true), Table.Column("estimate", style: .significant(4)),
        Table.Column("std_error", style: .significant(4)), Table.Column("statistic", decimals: 2),
        Table.Column("p_value", style: .pValue), Table.Column("conf_low", style: .significant(4)),
        Table.Column("conf_high", style: .significant(4)),
        Table.Column("odds_ratio", style: .ratio), Table.Column("or_low", style: .ratio),
        Table.Column("or_high", style: .ratio),
      ] + (usesStudent ? [Table.Column("df", decimals: 1)] : []),
      rows: rows.map { row in
        let cells = values(row) {
          [
            $0.estimate, $0.standardError, $0.statistic, $0.pValue, $0.confLow, $0.confHigh, $0.oddsRatio,
            $0.oddsRatioLow, $0.oddsRatioHigh, $0.degreesOfFreedom ?? .nan,
          ]
        }
        return [.text(row.column)] + (usesStudent ? cells : Array(cells.dropLast()))
      }, notes: termNotes)
  }

  /// The terms as a report prints them: odds ratios first, no intercept's odds, nothing twice.
  public var termsSummary: Table { termsSummary(in: .codes) }

  /// The terms in a study's words.
  public func termsSummary(in names: ReportNames) -> Table {
    let level = NumberText.shortest(options.level * 100)
    return Table(
      caption: caption,
      columns: [
        Table.Column("term", heading: "Term", isRowHeading: true),
        Table.Column("odds_ratio", heading: "Odds ratio", style: .ratio),
        Table.Column("or_low", heading: "\(level) % low", style: .significant(3)),
        Table.Column("or_high", heading: "\(level) % high", style: .significant(3)),
        Table.Column("p_value", heading: "p", style: .pValue),
        Table.Column("estimate", heading: "Log odds", style: .significant(3)),
        Table.Column("std_error", heading: "SE", style: .significant(3)),
      ],
      rows: rows.map { row in
        var cells = values(row) {
          [$0.oddsRatio, $0.oddsRatioLow, $0.oddsRatioHigh, $0.pValue, $0.estimate, $0.standardError]
        }
        if row.column == "(Intercept)" { for place in 0..<3 { cells[place] = .absent } }
        return [.text(TermWords.column(row.column, of: row.term, names))] + cells
      }, notes: termNotes)
  }

  /// What a report prints of the model beside its terms: who is in it and how well it predicts, nothing of the solver.
  public var performance: Table {
    let kept = [
      "n", "events", "clusters", "auc", "auc_low", "auc_high", "brier", "calibration_intercept",
      "calibration_slope",
    ]
    let entries = summary.filter { kept.contains($0.column.name) && $0.cell != .absent }
    return Table(
      caption: "How well the model predicts", columns: entries.map(\.column), rows: [entries.map(\.cell)],
      notes: [Self.apparentNote])
  }

  /// One row: counts, likelihoods, measures of fit, how it was fitted.
  public var summaryTable: Table {
    Table(caption: "The model", columns: summary.map(\.column), rows: [summary.map(\.cell)], notes: fitNotes)
  }

  /// The summary as a report prints it: a line a measure, without those that the model has not.
  public var summaryLines: Table {
    let lines = summary.indices.filter { summary[$0].cell != .absent }
    let row = Table(columns: summary.map(\.column), rows: [summary.map(\.cell)])
    let marked = summary.filter { $0.cell != .absent && $0.cell != .hidden && !$0.column.note.isEmpty }
    return Table(
      caption: "The model",
      columns: [
        Table.Column("measure", heading: "Measure", isRowHeading: true),
        Table.Column("value", heading: "Value"),
      ],
      rows: lines.map { [.text(summary[$0].column.heading), .text(row.text(0, $0))] },
      notes: [Self.apparentNote] + marked.map { "\($0.column.heading): \($0.column.note)" })
  }

  /// One row a term of the formula, however many columns it has.
  public var testsTable: Table {
    let isFirth = options.method == .firth
    return Table(
      caption: "Tests of the terms",
      columns: [
        Table.Column("term", heading: "Term", isRowHeading: true), Table.Column("df"),
        Table.Column("lr", heading: isFirth ? "Penalised LR" : "LR", decimals: 3),
        Table.Column("lr_p", heading: "p (LR)", style: .pValue),
        Table.Column("score", heading: "Score", decimals: 3),
        Table.Column("score_p", heading: "p (score)", style: .pValue),
        Table.Column("wald", heading: "Wald", decimals: 3),
        Table.Column("wald_p", heading: "p (Wald)", style: .pValue),
      ],
      rows: tests.map { row in
        guard let test = row.test else {
          return [.text(row.term)] + Array(repeating: Cell.hidden, count: 7)
        }
        let numbers = [
          test.likelihoodRatio, test.likelihoodRatioP, test.score, test.scoreP, test.wald, test.waldP,
        ]
        return [.text(row.term), .count(test.degreesOfFreedom)]
          + numbers.map { Cell(number: $0, orHidden: false) }
      },
      notes: isFirth && tests.contains { $0.test?.likelihoodRatio != nil }
        ? ["LR: twice the fall of the penalised log-likelihood when the term's coefficients are held at 0."]
        : [])
  }

  /// Whether p-values and limits are by a t distribution.
  private var usesStudent: Bool { rows.contains { $0.estimate?.degreesOfFreedom != nil } }

  private var caption: String {
    switch options.method {
    case .ml: "Logistic regression, maximum likelihood"
    case .firth: "Logistic regression, Firth's penalised likelihood" + (options.flic ? " with FLIC" : "")
    }
  }

  private func values(_ row: Row, _ numbers: (RegressionResult.Term) -> [Double]) -> [Cell] {
    guard let term = row.estimate else {
      let count = numbers(Self.blank).count
      return Array(repeating: row.state == .hidden ? .hidden : .absent, count: count)
    }
    return numbers(term).map { $0.isNaN ? .absent : .number($0) }
  }

  private static let blank = RegressionResult.Term(
    term: "", estimate: 0, standardError: 0, statistic: 0, pValue: 0, confLow: 0, confHigh: 0)
}
