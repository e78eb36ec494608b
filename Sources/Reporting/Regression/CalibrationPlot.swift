import Regression

/// Observed share of events against the predicted one in tenths of the rows, with the diagonal of perfect agreement.
struct CalibrationPlot {
  let points: [RegressionResult.CalibrationPoint]
  /// Calibration intercept and slope in words; empty where hidden or not known.
  let lines: [String]
  /// Whether limits may be drawn.
  let hasLimits: Bool
  let id: String

  func drawing() -> SVGDrawing {
    let plot = UnitSquarePlot(most: most)
    var drawing = SVGDrawing(
      id: id, title: "Calibration", description: spoken, width: plot.width, height: plot.height)
    plot.draw(across: "Predicted risk, %", up: "Observed share of events, %", on: &drawing)
    if hasLimits {
      for point in points {
        let x = plot.x.position(point.predicted)
        let (low, high) = (plot.y.position(point.low), plot.y.position(min(point.high, most)))
        drawing.line(x, low, x, high, .series(0), width: 1.6)
        drawing.line(x - 4, low, x + 4, low, .series(0), width: 1.6)
        if point.high <= most { drawing.line(x - 4, high, x + 4, high, .series(0), width: 1.6) }
      }
    }
    for point in points {
      let place = plot.point(point.predicted, point.observed)
      drawing.mark(place.x, place.y, size: 9, series: 0)
    }
    for (number, line) in lines.enumerated() {
      drawing.text(
        line, plot.left + plot.side - 12, plot.top + plot.side - 14 - Double(lines.count - 1 - number) * 17,
        size: 12, anchor: .end)
    }
    return drawing
  }

  /// The whole range, unless all lies well below: then the axes end above the highest limit.
  var most: Double {
    let highest = points.flatMap { [$0.predicted, $0.observed, hasLimits ? $0.high : 0] }.max() ?? 1
    guard highest < 0.5 else { return 1 }
    let step = Axis.ticks(from: 0, to: max(highest, 0.001), about: 5)
    guard step.count > 1 else { return 1 }
    return min(1, (highest / step[1]).rounded(.up) * step[1])
  }

  /// How far the prediction is off where it is furthest off, then every point.
  private var spoken: String {
    func off(_ point: RegressionResult.CalibrationPoint) -> Double {
      (point.predicted - point.observed).magnitude
    }
    var finding = ""
    if let worst = points.max(by: { off($0) < off($1) }) {
      finding =
        off(worst) < 0.0005
        ? "What was predicted was seen in every group. "
        : "Furthest off where \(NumberText.percent(worst.predicted)) % were predicted and "
          + "\(NumberText.percent(worst.observed)) % seen. "
    }
    return finding
      + points.map { point in
        "predicted \(NumberText.percent(point.predicted)) %, observed \(NumberText.percent(point.observed)) %"
          + (hasLimits ? " (\(NumberText.percent(point.low)) to \(NumberText.percent(point.high)) %)" : "")
      }.joined(separator: "; ") + ". " + lines.joined(separator: ". ")
  }
}
