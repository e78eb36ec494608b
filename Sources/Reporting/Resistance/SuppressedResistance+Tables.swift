import Regression
import Statistics

/// The tables of resistance: shares by rule, agreement of rules, stages, trials by the ATHF.
extension SuppressedResistance {
  /// One row a rule: how many are resistant, possibly resistant, cannot be told, are not.
  public var rulesTable: Table {
    Table(
      caption: "Resistance by rule", columns: Self.columnsOfShares,
      rows: shares.map { cells($0, n: n, noHistory: noHistory) }, notes: notes)
  }

  /// One row a group and rule, as ``rulesTable``.
  public var groupsTable: Table {
    Table(
      caption: "Resistance by \(by.joined(separator: " and ")) and rule",
      columns: by.map { Table.Column($0, isRowHeading: true) } + Self.columnsOfShares,
      rows: groups.flatMap { group in
        group.shares.map { row in
          group.values.map { .text($0) } + cells(row, n: group.n, noHistory: group.noHistory)
        }
      })
  }

  private static var columnsOfShares: [Table.Column] {
    [
      Table.Column("rule", isRowHeading: true), Table.Column("version"), Table.Column("n"),
      Table.Column("resistant"), Table.Column("possible"), Table.Column("indeterminate"),
      Table.Column("not_resistant"), Table.Column("estimate"), Table.Column("conf_low"),
      Table.Column("conf_high"), Table.Column("days_p25"), Table.Column("days_p50"),
      Table.Column("days_p75"), Table.Column("suppressed"), Table.Column("no_history"),
    ]
  }

  private func cells(_ row: Share, n: Int?, noHistory: Int?) -> [Cell] {
    let hidden = !row.isUnavailable && row.resistant == nil
    func count(_ value: Int?) -> Cell { Cell(count: value, orHidden: !row.isUnavailable) }
    let numbers = [row.estimate, row.confLow, row.confHigh].map { Cell(number: $0, orHidden: hidden) }
    let days = (0..<3).map { place in Cell(count: row.days.map { $0[place] }, orHidden: hidden) }
    return [
      .text(row.rule), .count(row.version),
      Cell(count: row.isUnavailable ? nil : n, orHidden: !row.isUnavailable),
      count(row.resistant), count(row.possible), count(row.indeterminate), count(row.notResistant),
    ] + numbers + days + [
      .text(row.suppressed.rawValue),
      row.isUnavailable ? .absent : Cell(count: noHistory, orHidden: true),
    ]
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
      rows: agreements.map { row in
        let hidden = row.suppressed != .none
        let counts = [row.both, row.onlyFirst, row.onlySecond, row.neither]
        let known = counts.compactMap { $0 }
        let total = known.count == counts.count ? known.reduce(0, +) : 0
        let agreed = total == 0 ? nil : Double((row.both ?? 0) + (row.neither ?? 0)) / Double(total)
        return [.text(row.first), .text(row.second), Cell(count: n, orHidden: true)]
          + counts.map { Cell(count: $0, orHidden: hidden) }
          + [agreed, row.kappa].map { Cell(number: $0, orHidden: hidden) }
          + [.text(row.suppressed.rawValue)]
      },
      notes: agreementNotes)
  }

  /// One row a method and stage.
  public var stagesTable: Table {
    Table(
      caption: "Stages of resistance in the current episode",
      columns: [
        Table.Column("method", isRowHeading: true), Table.Column("stage", isRowHeading: true),
        Table.Column("n"), Table.Column("patients"), Table.Column("share"), Table.Column("suppressed"),
      ],
      rows: stages.map { row in
        let share = n.flatMap { n in row.patients.flatMap { n == 0 ? nil : Double($0) / Double(n) } }
        return [
          .text(row.method), .text(row.stage), Cell(count: n, orHidden: true),
          Cell(count: row.patients, orHidden: true), Cell(number: share, orHidden: true),
          .text(row.suppressed.rawValue),
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
      rows: athf.map { row in
        let counts = [row.trials, row.adequate, row.unknown, row.failed]
        return [.text(row.domain)] + counts.map { Cell(count: $0, orHidden: true) }
          + [.text(row.suppressed.rawValue)]
      })
  }
}
