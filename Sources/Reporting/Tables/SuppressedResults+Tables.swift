import Treatment

/// The tables that files hold: every digit, one value a cell.
extension SuppressedResults {
  /// Differences between arms.
  public var differencesTable: Table {
    Table(
      caption: "Differences between arms",
      columns: [
        Table.Column("first", isRowHeading: true), Table.Column("second", isRowHeading: true),
        Table.Column("outcome"), Table.Column("baseline"), Table.Column("scale"), Table.Column("endpoint"),
        Table.Column("missing"), Table.Column("first_events"), Table.Column("first_n"),
        Table.Column("second_events"), Table.Column("second_n"), Table.Column("estimate"),
        Table.Column("conf_low"), Table.Column("conf_high"), Table.Column("suppressed"),
      ],
      rows: differences.map { row in
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

  /// Cumulative remission in its three readings.
  public var cumulativeTable: Table {
    Table(
      caption: "Cumulative remission",
      columns: [
        Table.Column("scale"), Table.Column("step", isRowHeading: true), Table.Column("entered"),
        Table.Column("scored"), Table.Column("remitted"), Table.Column("not_assessed"),
        Table.Column("chained"),
        Table.Column("chained_low"), Table.Column("chained_high"), Table.Column("observed_n"),
        Table.Column("observed_events"), Table.Column("observed"), Table.Column("observed_low"),
        Table.Column("observed_high"), Table.Column("worst_case_n"), Table.Column("worst_case_events"),
        Table.Column("worst_case"), Table.Column("worst_case_low"), Table.Column("worst_case_high"),
        Table.Column("suppressed"),
      ],
      rows: cumulative.map { row in
        let hidden = row.suppressed != .none
        func count(_ value: Int?) -> Cell { Cell(count: value, orHidden: hidden) }
        func number(_ value: Double?) -> Cell { Cell(number: value, orHidden: hidden) }
        return [
          .text(row.scale), .count(row.step), count(row.entered), count(row.scored), count(row.remitted),
          Cell(count: row.notAssessed, orHidden: true), number(row.chained), number(row.chainedLow),
          number(row.chainedHigh), count(row.observedN), count(row.observedEvents), number(row.observed),
          number(row.observedLow), number(row.observedHigh), count(row.worstCaseN),
          count(row.worstCaseEvents), number(row.worstCase), number(row.worstCaseLow),
          number(row.worstCaseHigh),
          .text(row.suppressed.rawValue),
        ]
      })
  }

  /// Mean scores of arms over days.
  public var trajectoriesTable: Table {
    Table(
      caption: "Mean scores over days",
      columns: [
        Table.Column("arm", isRowHeading: true), Table.Column("scale"), Table.Column("day", decimals: 1),
        Table.Column("n"), Table.Column("mean", decimals: 2), Table.Column("sd", decimals: 2),
        Table.Column("conf_low", decimals: 2), Table.Column("conf_high", decimals: 2),
        Table.Column("suppressed"),
      ],
      rows: trajectories.map { point in
        let hidden = point.suppressed != .none
        let day: Cell = point.day == point.day.rounded() ? .count(Int(point.day)) : .number(point.day)
        return [.text(point.arm), .text(point.scale), day, Cell(count: point.n, orHidden: hidden)]
          + [point.mean, point.standardDeviation, point.confLow, point.confHigh].map {
            Cell(number: $0, orHidden: hidden)
          } + [.text(point.suppressed.rawValue)]
      }, notes: meanNotes)
  }

  /// Table 1, a line a value.
  public var baselineTable: Table? {
    baseline.map { shown in
      var rows: [[Cell]] = zip(shown.arms, shown.patients).map { arm, patients in
        [
          .text("patients"), .text(""), .text(arm), Cell(count: patients, orHidden: true), .absent, .absent,
          .absent,
        ]
      }
      for row in shown.rows {
        for (arm, cell) in zip(shown.arms, row.cells) {
          let head: [Cell] = [.text(row.name), .text(row.level), .text(arm)]
          switch cell {
          case .count(let count, let n):
            rows.append(head + [.count(count), Cell(count: n, orHidden: true), .absent, .absent])
          case .mean(let mean, let deviation):
            rows.append(head + [.absent, .absent, .number(mean), Cell(number: deviation, orHidden: false)])
          case .missing(let count):
            rows.append([
              .text(row.name), .text("(missing)"), .text(arm), .count(count), .absent, .absent, .absent,
            ])
          case .hidden: rows.append(head + [.hidden, .hidden, .hidden, .hidden])
          case .absent: rows.append(head + [.absent, .absent, .absent, .absent])
          }
        }
      }
      return Table(
        caption: "Patients at baseline",
        columns: [
          Table.Column("covariate", isRowHeading: true), Table.Column("level", isRowHeading: true),
          Table.Column("arm"), Table.Column("count"), Table.Column("of"), Table.Column("mean", decimals: 2),
          Table.Column("sd", decimals: 2),
        ], rows: rows, notes: meanNotes)
    }
  }

  /// The flow, a line a box.
  public var flowTable: Table? {
    flow.map { flow in
      func counts(_ counts: SuppressedFlow.Counts) -> [Cell] {
        [
          Cell(count: counts.patients, orHidden: true),
          counts.hasSteps ? Cell(count: counts.steps, orHidden: true) : .absent,
        ]
      }
      return Table(
        caption: "Flow of patients and steps",
        columns: [
          Table.Column("stage"), Table.Column("box"), Table.Column("rule", isRowHeading: true),
          Table.Column("patients"), Table.Column("steps"),
        ],
        rows: flow.stages.enumerated().flatMap { place, stage in
          stage.setAside.map {
            [.count(place + 1), .text("set aside"), .text($0.reason)] + counts($0.counts)
          } + [[.count(place + 1), .text("kept"), .text(stage.rule)] + counts(stage.counts)]
        })
    }
  }
}
