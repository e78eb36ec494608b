import Treatment

/// The tables of differences within patients.
extension PairedDifferences.Shown {
  /// Every digit; `ab` had the first arm first, `ba` the second.
  var dataTable: Table {
    let names = [
      "first", "second", "outcome", "baseline", "scale", "endpoint", "missing", "patients", "n", "both",
      "only_first", "only_second", "neither", "estimate", "conf_low", "conf_high", "exact_p", "mid_p", "n_ab",
      "only_first_ab", "only_second_ab", "n_ba", "only_first_ba", "only_second_ba", "order_p", "suppressed",
    ]
    return Table(
      caption: "Differences within patients",
      columns: names.map { Table.Column($0, isRowHeading: $0 == "first" || $0 == "second") },
      rows: rows.map { row in
        let hidden = row.suppressed != .none
        let texts: [Cell] = [
          .text(row.first), .text(row.second), .text(row.outcome.rawValue), .text(row.baseline.rawValue),
          .text(row.scale), .text(row.endpoint.label), .text(row.missing.rawValue),
        ]
        let counts: [Cell] = [row.patients, row.n, row.both, row.onlyFirst, row.onlySecond, row.neither].map {
          Cell(count: $0, orHidden: true)
        }
        let limits: [Cell] = [row.estimate, row.confLow, row.confHigh].map {
          Cell(number: $0, orHidden: hidden)
        }
        // Under rounding the difference is shown and its tests are not.
        let tests: [Cell] = [row.exactP, row.midP].map {
          Cell(number: $0, orHidden: hidden || row.isOrderHidden)
        }
        let orders: [Cell] = Self.counts(row.firstFirst) + Self.counts(row.secondFirst)
        return texts + counts + limits + tests + orders + [
          Cell(number: row.orderP, orHidden: row.isOrderHidden), .text(row.suppressed.rawValue),
        ]
      })
  }

  private static func counts(_ order: SuppressedPairedDifference.Order?) -> [Cell] {
    [order?.n, order?.onlyFirst, order?.onlySecond].map { Cell(count: $0, orHidden: true) }
  }

  /// What heads the labels of some rows, and the labels.
  private func labels(_ rows: [SuppressedPairedDifference]) -> (heading: String, cells: [Cell]) {
    let rows = rows.map { SuppressedDifference($0) }
    return (
      DifferencePlot.pair(of: rows, names) ?? "Comparison",
      DifferencePlot.labels(rows, names).map { .text($0) }
    )
  }

  /// For people: McNemar's table in a line.
  var summary: Table {
    func count(_ count: Int?) -> Cell { Cell(count: count, orHidden: true) }
    let labels = labels(rows)
    return Table(
      caption: "Differences within patients, in percentage points",
      columns: [
        Table.Column("comparison", heading: labels.heading, isRowHeading: true),
        Table.Column("both", heading: "Both"), Table.Column("only_first", heading: "Only the first"),
        Table.Column("only_second", heading: "Only the second"), Table.Column("neither", heading: "Neither"),
        Table.Column("difference", heading: "Difference"),
        Table.Column("limits", heading: "\(NumberText.shortest(level * 100)) % CI"),
        Table.Column("exact_p", heading: "p, exact", style: .pValue),
        Table.Column("mid_p", heading: "mid-p", style: .pValue),
      ],
      rows: zip(rows, labels.cells).map { row, label in
        let hidden = row.suppressed != .none
        var limits: Cell = hidden ? .hidden : .absent
        if let low = row.confLow, let high = row.confHigh {
          limits = .text(DifferencePlot.points(low) + " to " + DifferencePlot.points(high))
        }
        return [
          label, count(row.both), count(row.onlyFirst), count(row.onlySecond), count(row.neither),
          row.estimate.map { .text(DifferencePlot.points($0)) } ?? (hidden ? .hidden : .absent), limits,
          Cell(number: row.exactP, orHidden: hidden || row.estimate != nil),
          Cell(number: row.midP, orHidden: hidden || row.estimate != nil),
        ]
      },
      notes: [
        "Patients whose outcome under both treatments counts, by what came of them: the event under both, only under the first that "
          + "is named, only under the second, under neither. p of McNemar's test, which asks whether those who differ lean one way: "
          + "exact, and mid-p, which is less conservative."
      ])
  }

  /// By order: who had which treatment first.
  var orders: Table {
    let labels = labels(drawn)
    return Table(
      caption: "The same by order",
      columns: [
        Table.Column("comparison", heading: labels.heading, isRowHeading: true),
        Table.Column("n_ab", heading: "First first, N"),
        Table.Column("only_first_ab", heading: "only the first"),
        Table.Column("only_second_ab", heading: "only the second"),
        Table.Column("n_ba", heading: "Second first, N"),
        Table.Column("only_first_ba", heading: "only the first"),
        Table.Column("only_second_ba", heading: "only the second"),
        Table.Column("order_p", heading: "p, Mainland-Gart", style: .pValue),
      ],
      rows: zip(drawn, labels.cells).map { row, label in
        [label] + Self.counts(row.firstFirst) + Self.counts(row.secondFirst) + [
          Cell(number: row.orderP, orHidden: row.isOrderHidden)
        ]
      },
      notes: [
        "Patients by the treatment that they had first. The Mainland-Gart test (Fisher's exact test of those who differ) asks whether "
          + "they lean to one treatment, whatever they lean to by the order; it needs some who differ in both orders."
          + (drawn.count < rows.count ? " Observed endpoints; paired.csv has the other readings." : "")
      ])
  }
}
