import Treatment

/// The tables of differences between arms.
extension RateDifferences.Shown {
  /// Differences between arms.
  var dataTable: Table {
    Table(
      caption: "Differences between arms",
      columns: [
        Table.Column("first", isRowHeading: true), Table.Column("second", isRowHeading: true),
        Table.Column("outcome"), Table.Column("baseline"), Table.Column("scale"), Table.Column("endpoint"),
        Table.Column("missing"), Table.Column("first_events"), Table.Column("first_n"),
        Table.Column("second_events"), Table.Column("second_n"), Table.Column("estimate"),
        Table.Column("conf_low"), Table.Column("conf_high"), Table.Column("suppressed"),
      ],
      rows: rows.map { row in
        let hidden = row.suppressed != .none
        let texts: [Cell] = [
          .text(row.first), .text(row.second), .text(row.outcome.rawValue), .text(row.baseline.rawValue),
          .text(row.scale), .text(row.endpoint.label), .text(row.missing.rawValue),
        ]
        let counts = [row.firstEvents, row.firstN, row.secondEvents, row.secondN].map {
          Cell(count: $0, orHidden: hidden)
        }
        let numbers = [row.estimate, row.confLow, row.confHigh].map { Cell(number: $0, orHidden: hidden) }
        return texts + counts + numbers + [.text(row.suppressed.rawValue)]
      })
  }

  /// For people: limits in one cell.
  var summary: Table {
    func fraction(_ events: Int?, _ n: Int?) -> Cell {
      .text((events.map(NumberText.grouped) ?? "hidden") + " / " + (n.map(NumberText.grouped) ?? "hidden"))
    }
    let labels = DifferencePlot.labels(rows, names)
    return Table(
      caption: "Differences between arms, in percentage points",
      columns: [
        Table.Column(
          "comparison", heading: DifferencePlot.pair(of: rows, names) ?? "Comparison", isRowHeading: true),
        Table.Column("first", heading: "First arm, events / N"),
        Table.Column("second", heading: "Second arm, events / N"),
        Table.Column("difference", heading: "Difference"),
        Table.Column("limits", heading: "\(NumberText.shortest(level * 100)) % CI"),
      ],
      rows: zip(rows, labels).map { row, label in
        let hidden = row.suppressed != .none
        var limits: Cell = hidden ? .hidden : .absent
        if let low = row.confLow, let high = row.confHigh {
          limits = .text(DifferencePlot.points(low) + " to " + DifferencePlot.points(high))
        }
        return [
          .text(label), fraction(row.firstEvents, row.firstN),
          fraction(row.secondEvents, row.secondN),
          row.estimate.map { .text(DifferencePlot.points($0)) } ?? (hidden ? .hidden : .absent), limits,
        ]
      })
  }
}
