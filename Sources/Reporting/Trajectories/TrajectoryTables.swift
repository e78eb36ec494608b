import Regression
import Statistics

/// The tables of mean scores over days.
extension TrajectoryPoints.Shown {
  /// Mean scores of arms over days.
  var dataTable: Table {
    Table(
      caption: "Mean scores over days",
      columns: [
        Table.Column("arm", isRowHeading: true), Table.Column("scale"), Table.Column("day", decimals: 1),
        Table.Column("n"), Table.Column("mean", decimals: 2), Table.Column("sd", decimals: 2),
        Table.Column("conf_low", decimals: 2), Table.Column("conf_high", decimals: 2),
        Table.Column("suppressed"),
      ],
      rows: points.map { point in
        let hidden = point.suppressed != .none
        let day: Cell = point.day == point.day.rounded() ? .count(Int(point.day)) : .number(point.day)
        return [.text(point.arm), .text(point.scale), day, Cell(count: point.n, orHidden: hidden)]
          + [point.mean, point.standardDeviation, point.confLow, point.confHigh].map {
            Cell(number: $0, orHidden: hidden)
          } + [.text(point.suppressed.rawValue)]
      }, notes: notes)
  }

  /// For people, of one scale.
  func summary(_ points: [SuppressedTrajectoryPoint], scale: String) -> Table {
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
          .text(names.arm(point.arm)), .text(NumberText.shortest(point.day)),
          Cell(count: point.n, orHidden: hidden),
          Cell(number: point.mean, orHidden: hidden), Cell(number: point.standardDeviation, orHidden: hidden),
          limits,
        ]
      }, notes: notes)
  }
}
