import Regression

/// What the figures of a model draw, as tables, and how a notebook draws them.
///
/// Of each point six digits, which is more than a drawing shows.
extension SuppressedRegression {
  /// Of the terms' table, as the forest has them.
  func forestRedrawing(of table: String, names: ReportNames) -> Redrawing {
    let lines = OddsRatioForest(self, names: names, id: "").lines
    var words: [String: String] = [:]
    let terms = lines.compactMap { line -> String? in
      guard case .row(let row, _, _) = line else { return nil }
      words[row.column] = TermWords.column(row.column, of: row.term, names)
      return row.column
    }
    return Redrawing(
      .forest, of: ExportedRows(of: table).keeping("term", terms),
      [
        "line": .texts(["term"]), "value": .text("odds_ratio"), "low": .text("or_low"),
        "high": .text("or_high"), "percent": .flag(false), "log": .flag(true), "reference": .number(1),
        "axis": .text("Odds ratio, logarithmic axis"),
      ]
    ).reading("term", as: words)
  }

  /// The ROC curve.
  var rocTable: Table {
    Table(
      caption: "The ROC curve",
      columns: [Table.Column("false_positive_rate"), Table.Column("true_positive_rate")],
      rows: roc.map { [Self.cell($0.falsePositiveRate), Self.cell($0.truePositiveRate)] })
  }

  func rocRedrawing(of table: String) -> Redrawing {
    Redrawing(
      .curves, of: ExportedRows(of: table),
      [
        "x": .text("false_positive_rate"), "y": .texts(["true_positive_rate"]), "percent": .flag(true),
        "marks": .flag(false), "square": .flag(true),
        "across": .text("False positive rate (1 - specificity), %"),
        "up": .text("Sensitivity, %"),
      ])
  }

  /// Observed against predicted shares, with the limits that are drawn.
  var calibrationTable: Table {
    let hasLimits = disclosure != .openSafely
    return Table(
      caption: "Calibration by tenth of the predicted risk",
      columns: [
        Table.Column("predicted"), Table.Column("observed"), Table.Column("conf_low"),
        Table.Column("conf_high"),
      ],
      rows: calibration.map { point in
        [Self.cell(point.predicted), Self.cell(point.observed)]
          + [point.low, point.high].map { hasLimits ? Self.cell($0) : .hidden }
      })
  }

  func calibrationRedrawing(of table: String) -> Redrawing {
    Redrawing(
      .curves, of: ExportedRows(of: table),
      [
        "x": .text("predicted"), "y": .texts(["observed"]), "low": .text("conf_low"),
        "high": .text("conf_high"),
        "percent": .flag(true), "joined": .flag(false), "square": .flag(true),
        "upper": .number(
          CalibrationPlot(points: calibration, lines: [], hasLimits: disclosure != .openSafely, id: "").most),
        "across": .text("Predicted risk, %"), "up": .text("Observed share of events, %"),
      ])
  }

  /// The points of a spline's curve, the value it is against, and the quantiles below it.
  func table(of curve: RegressionCurve) -> Table {
    let points = shown(curve).points.filter { $0.x.isFinite && $0.estimate.isFinite }.sorted { $0.x < $1.x }
    func ratio(_ value: Double) -> Cell { Self.cell(RatioScale.ratio(value)) }
    func bare(_ kind: String, _ x: Double) -> [Cell] {
      [.text(kind), Self.cell(x), .absent, .absent, .absent]
    }
    return Table(
      caption: "Odds ratio by \(curve.variable)",
      columns: [
        Table.Column("kind"), Table.Column("x"), Table.Column("odds_ratio"), Table.Column("or_low"),
        Table.Column("or_high"),
      ],
      rows: points.map {
        [.text("curve"), Self.cell($0.x), ratio($0.estimate), ratio($0.low), ratio($0.high)]
      } + [bare("reference", curve.reference)] + curve.quantiles.map { bare("quantile", $0) })
  }

  func redrawing(of curve: RegressionCurve, in table: String) -> Redrawing {
    Redrawing(
      .curves, of: ExportedRows(of: table),
      [
        "x": .text("x"), "y": .texts(["odds_ratio"]), "low": .text("or_low"), "high": .text("or_high"),
        "log": .flag(true), "marks": .flag(false), "band": .flag(true), "rug": .text("kind"),
        "across": .text(curve.variable),
        "up": .text("Odds ratio against \(LogAxis.label(curve.reference)), logarithmic axis"),
      ])
  }

  private static func cell(_ value: Double) -> Cell {
    .number(Double(NumberText.significant(value, digits: 6)) ?? value)
  }
}
