import Regression
import Statistics

/// The tables of cumulative remission.
extension CumulativeRows.Shown {
  /// Cumulative remission in its three readings.
  var dataTable: Table {
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
      rows: rows.map { row in
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

  /// For people, of one scale: percentages, limits in one cell.
  func summary(_ rows: [SuppressedCumulativeRow], scale: String) -> Table {
    func fraction(_ events: Int?, _ n: Int?, _ rate: Double?, _ hidden: Bool) -> Cell {
      guard let rate else { return hidden ? .hidden : .absent }
      guard let events, let n else { return .text(NumberText.percent(rate)) }
      return .text("\(NumberText.percent(rate)) (\(NumberText.grouped(events)) of \(NumberText.grouped(n)))")
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
          Cell(count: row.remitted, orHidden: hidden), Cell(percent: row.chained, orHidden: hidden),
          Cell(percentFrom: row.chainedLow, to: row.chainedHigh, orHidden: hidden && row.chained == nil),
          fraction(row.observedEvents, row.observedN, row.observed, hidden),
          Cell(percentFrom: row.observedLow, to: row.observedHigh, orHidden: hidden),
          fraction(row.worstCaseEvents, row.worstCaseN, row.worstCase, hidden),
          Cell(percentFrom: row.worstCaseLow, to: row.worstCaseHigh, orHidden: hidden),
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
}
