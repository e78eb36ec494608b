import Regression
import Statistics
import Treatment

/// The tables of the sensitivity grid.
extension SuppressedSensitivity {
  private static let keys = [
    Table.Column("overlap_switch_max", isRowHeading: true),
    Table.Column("min_trial_days", isRowHeading: true),
    Table.Column("era_gap_days", isRowHeading: true), Table.Column("unknown_dose", isRowHeading: true),
    Table.Column("intolerance_counts", isRowHeading: true),
  ]

  private func keyCells(_ cell: Setting) -> [Cell] {
    [
      .count(cell.overlapSwitchMax), .count(cell.minTrialDays), .count(cell.eraGapDays),
      .text(cell.unknownDose), .text(cell.intoleranceCounts ? "yes" : "no"),
    ]
  }

  /// Whether patients are judged on scales of their own, which are never pooled.
  var hasSeveralScales: Bool { Set(strategies.flatMap { $0.rates.rows.map(\.scale) }).count > 1 }

  /// One row a cell: how many are resistant by EMA's rule.
  public var gridTable: Table {
    Table(
      caption: "Sensitivity of resistance (EMA) to the parameters",
      columns: Self.keys + [
        Table.Column("chosen"), Table.Column("n"), Table.Column("resistant"), Table.Column("possible"),
        Table.Column("indeterminate"), Table.Column("estimate"), Table.Column("conf_low"),
        Table.Column("conf_high"), Table.Column("suppressed"),
      ],
      rows: cells.map { cell in
        let hidden = cell.resistant == nil
        return keyCells(cell) + [.text(cell.isChosen ? "yes" : ""), Cell(count: n, orHidden: true)]
          + [cell.resistant, cell.possible, cell.indeterminate].map {
            Cell(count: $0, orHidden: true)
          }
          + [cell.estimate, cell.confLow, cell.confHigh].map { Cell(number: $0, orHidden: hidden) }
          + [.text(cell.suppressed.rawValue)]
      },
      notes: [spread, caution].compactMap { $0 })
  }

  /// The range of the shares that may be shown, in a sentence.
  private var spread: String? {
    let shown = cells.compactMap(\.estimate)
    guard let low = shown.min(), let high = shown.max() else { return nil }
    let hidden = cells.count - shown.count
    return
      "Over the \(shown.count) settings shown\(hidden > 0 ? " of \(cells.count)" : "") the share runs from "
      + "\(NumberText.percent(low)) % to \(NumberText.percent(high)) %."
  }

  /// What disclosure control does not do here.
  private var caution: String? {
    if case .none = disclosure { return nil }
    return
      "Each setting is judged by its own counts. Differences between settings, which move few patients, are not protected: "
      + "review them before these tables leave the data's owner."
  }

  /// One row a cell and strategy: steps, their share, response on the study's scale.
  ///
  /// Only overlap and era gap change steps; the rows of the other parameters repeat them, so that each cell can be read
  /// alone.
  public var strategiesTable: Table {
    var rows: [[Cell]] = []
    for cell in cells {
      for made in strategies
      where made.overlapSwitchMax == cell.overlapSwitchMax && made.eraGapDays == cell.eraGapDays {
        let shown = made.rates.rows
        for row in shown {
          let total = StrategySpread.total(of: shown, on: row.scale)
          let hidden = row.suppressed != .none
          let share = total.flatMap { all in row.steps.map { Double($0) / Double(max(all, 1)) } }
          rows.append(
            keyCells(cell) + [.text(row.group.first ?? "")] + (hasSeveralScales ? [.text(row.scale)] : [])
              + [
                Cell(count: row.steps, orHidden: hidden), Cell(number: share, orHidden: true),
              ]
              + [row.n, row.events].map { Cell(count: $0, orHidden: hidden) }
              + [row.estimate, row.confLow, row.confHigh].map { Cell(number: $0, orHidden: hidden) }
              + [.text(row.suppressed.rawValue)])
        }
      }
    }
    return Table(
      caption: "Strategies and response in every cell",
      columns: Self.keys + [
        Table.Column("strategy", isRowHeading: true)
      ] + (hasSeveralScales ? [Table.Column("scale", isRowHeading: true)] : []) + [
        Table.Column("steps"), Table.Column("share"), Table.Column("n"), Table.Column("events"),
        Table.Column("estimate"), Table.Column("conf_low"),
        Table.Column("conf_high"), Table.Column("suppressed"),
      ],
      rows: rows,
      notes: [
        "share: steps of the strategy among the cell's steps that are scored on the scale; hidden throughout a cell that hides a strategy."
      ] + [caution].compactMap { $0 })
  }
}
