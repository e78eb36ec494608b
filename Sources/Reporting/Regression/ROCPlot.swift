import Regression

/// Sensitivity against the false positive rate at every cut of the predicted risk.
struct ROCPlot {
  let points: [RegressionResult.ROCPoint]
  let auc: String
  let id: String

  func drawing() -> SVGDrawing {
    let plot = UnitSquarePlot(most: 1)
    var drawing = SVGDrawing(
      id: id, title: "ROC curve", description: spoken, width: plot.width, height: plot.height)
    plot.draw(
      across: "False positive rate (1 - specificity), %", up: "Sensitivity, %", on: &drawing)
    drawing.path(coordinates(plot), .series(0), width: 2.4)
    drawing.text(
      auc, plot.left + plot.side - 12, plot.top + plot.side - 34, size: 13, anchor: .end, bold: true)
    drawing.text(
      "apparent, on the rows of the fit", plot.left + plot.side - 12, plot.top + plot.side - 16, size: 12,
      anchor: .end, ink: .muted)
    return drawing
  }

  /// Points nearer than half a unit of the drawing to the last one change nothing that can be seen.
  private func coordinates(_ plot: UnitSquarePlot) -> [(x: Double, y: Double)] {
    let all = points.map { plot.point($0.falsePositiveRate, $0.truePositiveRate) }
    guard all.count > 400, let end = all.last else { return all }
    var kept: [(x: Double, y: Double)] = []
    for point in all {
      if let last = kept.last, abs(last.x - point.x) + abs(last.y - point.y) < 0.5 { continue }
      kept.append(point)
    }
    return kept + [end]
  }

  /// Sensitivity at five false positive rates, the highest reached by then.
  private var spoken: String {
    let read = [0.1, 0.2, 0.3, 0.5, 0.7].map { rate in
      let best = points.filter { $0.falsePositiveRate <= rate }.map(\.truePositiveRate).max() ?? 0
      return "\(NumberText.percent(best, decimals: 0)) % at \(NumberText.percent(rate, decimals: 0)) %"
    }
    return "\(auc). Sensitivity by false positive rate: " + read.joined(separator: ", ") + "."
  }
}
