import Regression
import Statistics
import Treatment

/// The tables that people read: percentages, limits in one cell, what repeats in the heading.
extension SuppressedResults {
  static func percent(_ rate: Double?, hidden: Bool) -> Cell {
    rate.map { .text(NumberText.percent($0)) } ?? (hidden ? .hidden : .absent)
  }

  static func limits(_ low: Double?, _ high: Double?, hidden: Bool) -> Cell {
    guard let low, let high else { return hidden ? .hidden : .absent }
    return .text(NumberText.percent(low) + " to " + NumberText.percent(high))
  }

  var differencesSummary: Table {
    func fraction(_ events: Int?, _ n: Int?) -> Cell {
      .text((events.map { String($0) } ?? "hidden") + " / " + (n.map { String($0) } ?? "hidden"))
    }
    return Table(
      caption: "Differences between arms, in percentage points",
      columns: [
        Table.Column("comparison", heading: "Comparison", isRowHeading: true),
        Table.Column("first", heading: "First arm, events / N"),
        Table.Column("second", heading: "Second arm, events / N"),
        Table.Column("difference", heading: "Difference"),
        Table.Column("limits", heading: "\(NumberText.shortest(level * 100)) % CI"),
      ],
      rows: differences.map { row in
        let hidden = row.suppressed != .none
        var limits: Cell = hidden ? .hidden : .absent
        if let low = row.confLow, let high = row.confHigh {
          limits = .text(DifferencePlot.points(low) + " to " + DifferencePlot.points(high))
        }
        return [
          .text(DifferencePlot.label(row)), fraction(row.firstEvents, row.firstN),
          fraction(row.secondEvents, row.secondN),
          row.estimate.map { .text(DifferencePlot.points($0)) } ?? (hidden ? .hidden : .absent), limits,
        ]
      })
  }

  func cumulativeSummary(_ rows: [SuppressedCumulativeRow], scale: String) -> Table {
    func fraction(_ events: Int?, _ n: Int?, _ rate: Double?, _ hidden: Bool) -> Cell {
      guard let rate else { return hidden ? .hidden : .absent }
      guard let events, let n else { return .text(NumberText.percent(rate)) }
      return .text("\(NumberText.percent(rate)) (\(events) of \(n))")
    }
    let interval = "\(NumberText.shortest(level * 100)) % CI"
    return Table(
      caption: "Cumulative remission on \(scale), %",
      columns: [
        Table.Column("step", heading: "Step", isRowHeading: true),
        Table.Column(
          "entered", heading: "Entered",
          note: "Patients who began the first step, were assessed on the scale, and began this one."),
        Table.Column("scored", heading: "Scored", note: "Of them, those with a known endpoint in the step."),
        Table.Column("remitted", heading: "Remitted", note: "Of those, in remission at the step's end."),
        Table.Column(
          "chained", heading: "Chained",
          note: "One minus the product of the steps' shares without remission: assumes that everyone goes on."
        ),
        Table.Column(
          "chained_limits", heading: interval,
          note: "Of chained by the delta method, which gives no limits where every rate is 0 or one is 100 %."
        ),
        Table.Column(
          "observed", heading: "Observed",
          note: "Of patients whose state by this step is known; who stopped without remission stays in."),
        Table.Column("observed_limits", heading: interval),
        Table.Column(
          "worst_case", heading: "Worst case",
          note: "Of all who began the first step; whoever is not known to have remitted has not."),
        Table.Column("worst_case_limits", heading: interval),
      ],
      rows: rows.map { row in
        let hidden = row.suppressed != .none
        return [
          .count(row.step), Cell(count: row.entered, orHidden: hidden),
          Cell(count: row.scored, orHidden: hidden),
          Cell(count: row.remitted, orHidden: hidden), Self.percent(row.chained, hidden: hidden),
          Self.limits(row.chainedLow, row.chainedHigh, hidden: hidden && row.chained == nil),
          fraction(row.observedEvents, row.observedN, row.observed, hidden),
          Self.limits(row.observedLow, row.observedHigh, hidden: hidden),
          fraction(row.worstCaseEvents, row.worstCaseN, row.worstCase, hidden),
          Self.limits(row.worstCaseLow, row.worstCaseHigh, hidden: hidden),
        ]
      }, notes: notAssessed(rows, scale: scale))
  }

  /// Who began and is in no reading.
  private func notAssessed(_ rows: [SuppressedCumulativeRow], scale: String) -> [String] {
    guard let first = rows.first, first.notAssessed != 0 else { return [] }
    let count = first.notAssessed.map { ReportWords.count($0, "patient", "patients") } ?? "Some patients"
    return [
      "\(count) began the first step and have no score on \(scale) at all (not_assessed): in no reading."
    ]
  }

  func trajectorySummary(_ points: [SuppressedTrajectoryPoint], scale: String) -> Table {
    Table(
      caption: "Mean \(scale) scores over days",
      columns: [
        Table.Column("arm", heading: "Arm", isRowHeading: true),
        Table.Column("day", heading: "Day", decimals: 1), Table.Column("n", heading: "N"),
        Table.Column("mean", heading: "Mean", decimals: 1), Table.Column("sd", heading: "SD", decimals: 1),
        Table.Column("limits", heading: "\(NumberText.shortest(level * 100)) % CI of the mean"),
      ],
      rows: points.map { point in
        let hidden = point.suppressed != .none
        var limits: Cell = hidden ? .hidden : .absent
        if let low = point.confLow, let high = point.confHigh {
          limits = .text(NumberText.fixed(low, decimals: 1) + " to " + NumberText.fixed(high, decimals: 1))
        }
        return [
          .text(point.arm), .text(NumberText.shortest(point.day)), Cell(count: point.n, orHidden: hidden),
          Cell(number: point.mean, orHidden: hidden), Cell(number: point.standardDeviation, orHidden: hidden),
          limits,
        ]
      }, notes: meanNotes)
  }

  var baselineSummary: Table? {
    baseline.map { shown in
      let heads = zip(shown.arms, shown.patients).map { arm, patients in
        Table.Column(arm, heading: arm + (patients.map { " (N = \($0))" } ?? " (N hidden)"))
      }
      return Table(
        caption: "Table 1. Patients at baseline",
        columns: [Table.Column("characteristic", heading: "Characteristic", isRowHeading: true)] + heads,
        rows: shown.rows.map { row in
          var name = row.name
          if row.cells.contains(where: { if case .missing = $0 { true } else { false } }) {
            name += ", missing"
          } else if row.cells.contains(where: { if case .mean = $0 { true } else { false } }) {
            name += ", mean (SD)"
          } else if !row.level.isEmpty {
            name += ": " + row.level
          }
          return [.text(name)]
            + row.cells.map { cell in
              switch cell {
              case .count(let count, let n): .text(n.map { "\(count) / \($0)" } ?? String(count))
              case .mean(let mean, let deviation):
                .text(
                  NumberText.fixed(mean, decimals: 1)
                    + (deviation.map { " (" + NumberText.fixed($0, decimals: 1) + ")" } ?? ""))
              case .missing(let count): .text(String(count))
              case .hidden: .hidden
              case .absent: .absent
              }
            }
        },
        notes: ["Counts are patients with the level / patients with any value."] + meanNotes)
    }
  }
}

extension SuppressedRates {
  /// The rows of one outcome, baseline, scale and endpoint, for a heading of their own.
  struct Section {
    var outcome: Outcome
    var baseline: BaselineKind
    var scale: String
    var endpoint: Endpoint
    var rows: [Row]
  }

  /// In the order of the table.
  var sections: [Section] {
    var sections: [Section] = []
    for row in rows {
      let place = sections.firstIndex {
        $0.outcome == row.outcome && $0.baseline == row.baseline && $0.scale == row.scale
          && $0.endpoint == row.endpoint
      }
      if let place {
        sections[place].rows.append(row)
      } else {
        sections.append(
          Section(
            outcome: row.outcome, baseline: row.baseline, scale: row.scale, endpoint: row.endpoint,
            rows: [row]))
      }
    }
    return sections
  }

  func summary(of section: Section, caption: String) -> Table {
    let confidence = NumberText.shortest(level * 100)
    let method = section.rows.first?.interval.rawValue ?? ""
    return Table(
      caption: caption,
      columns: by.map { Table.Column($0, heading: GroupName.heading($0), isRowHeading: true) } + [
        Table.Column(
          "missing", heading: "Missing endpoint", note: "How a step without an endpoint score is read."),
        Table.Column("patients", heading: "Patients", note: "Patients with a step in the row."),
        Table.Column("steps", heading: "Steps", note: "All steps of the row, scored or not."),
        Table.Column(
          "no_baseline", heading: "No baseline", note: "Steps without the score that the rate is against."),
        Table.Column("n", heading: "N", note: "Steps that the rate is of."),
        Table.Column("events", heading: "Events", note: "Steps with the outcome."),
        Table.Column("rate", heading: "Rate, %", note: "Events / N."),
        Table.Column(
          "limits", heading: "\(confidence) % CI",
          note: "Limits by the \(method) method, steps taken as independent."),
        Table.Column(
          "robust", heading: "Robust \(confidence) % CI",
          note: "Limits that allow for several steps of one patient."),
      ],
      rows: section.rows.map { row in
        let hidden = row.suppressed != .none
        return zip(by, row.group).map { GroupCell.cell(key: $0, text: $1.isEmpty ? "(missing)" : $1) }
          + [.text(ReportWords.reading(row.missing))]
          + [row.patients, row.steps, row.noBaseline, row.n, row.events].map {
            Cell(count: $0, orHidden: hidden)
          }
          + [
            SuppressedResults.percent(row.estimate, hidden: hidden),
            SuppressedResults.limits(row.confLow, row.confHigh, hidden: hidden),
            SuppressedResults.limits(row.robustLow, row.robustHigh, hidden: hidden),
          ]
      }, notes: disclosure.footnotes(for: section.rows) + robustNotes(for: section.rows) + notes)
  }
}
