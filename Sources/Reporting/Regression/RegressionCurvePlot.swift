import Regression

/// A curve of odds ratios on a logarithmic axis with its band, above a rug of where the data lie.
struct RegressionCurvePlot {
  let curve: RegressionCurve
  let level: Double
  let id: String

  private let width = 640.0
  private let left = 86.0
  private let right = 24.0
  private let top = 34.0
  private let bottom = 330.0

  func drawing() -> SVGDrawing {
    let points = curve.points.filter { $0.x.isFinite && $0.estimate.isFinite }.sorted { $0.x < $1.x }
    var drawing = SVGDrawing(
      id: id, title: "Odds ratio by \(curve.variable)", description: spoken(points), width: width,
      height: bottom + 60)
    let range = LogAxis.range(
      ratios: points.map { RatioScale.ratio($0.estimate) },
      limits: points.flatMap { [RatioScale.ratio($0.low), RatioScale.ratio($0.high)] })
    let y = LogAxis(low: range.low, high: range.high, start: bottom, end: top)
    let (first, last) = (points.first?.x ?? 0, points.last?.x ?? 1)
    let x = Axis(low: first, high: last > first ? last : first + 1, start: left, end: width - right)
    for tick in y.ticks(apart: 28) {
      if tick != 1 { drawing.line(left, y.position(tick), width - right, y.position(tick), .faint) }
      drawing.text(LogAxis.label(tick), left - 8, y.position(tick) + 4, size: 12, anchor: .end, ink: .muted)
    }
    drawing.line(left, y.position(1), width - right, y.position(1), .muted, width: 1.2, dash: "4 3")
    let up = points.map { (x: x.position($0.x), y: y.position(RatioScale.ratio($0.high))) }
    let down = points.map { (x: x.position($0.x), y: y.position(RatioScale.ratio($0.low))) }
    drawing.area(up + down.reversed(), .series(0))
    drawing.path(
      points.map { (x: x.position($0.x), y: y.position(RatioScale.ratio($0.estimate))) }, .series(0),
      width: 2.4)
    if curve.reference >= first, curve.reference <= last {
      drawing.mark(x.position(curve.reference), y.position(1), size: 8, series: 0, hollow: true)
    }
    drawing.line(left, bottom, width - right, bottom, .line)
    for tick in Axis.ticks(from: first, to: last, about: 7) {
      drawing.line(x.position(tick), bottom, x.position(tick), bottom + 5, .line)
      drawing.text(
        LogAxis.label(tick), x.position(tick), bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    for place in curve.quantiles where place >= first && place <= last {
      drawing.line(x.position(place), bottom - 9, x.position(place), bottom, .text, width: 1.2)
    }
    let name = TextMeasure.lines(curve.variable, size: 12.5, width: width - left - right, most: 1).first ?? ""
    drawing.text(name, (left + width - right) / 2, bottom + 42, size: 12.5, anchor: .middle, ink: .muted)
    drawing.text(
      "Odds ratio against \(curve.variable) = \(LogAxis.label(curve.reference)), with \(NumberText.shortest(level * 100)) % limits",
      left, 18, size: 12, ink: .muted)
    return drawing
  }

  /// From where to where it runs, then some of its points.
  private func spoken(_ points: [RegressionCurve.Point]) -> String {
    let many = max(1, points.count / 6)
    func ends(_ point: RegressionCurve.Point) -> String {
      "\(NumberText.ratio(RatioScale.ratio(point.estimate))) at \(LogAxis.label(point.x))"
    }
    let run = [points.first, points.last].compactMap { $0 }
    let finding = run.count == 2 ? "The odds ratio runs from \(ends(run[0])) to \(ends(run[1])). " : ""
    return finding
      + points.enumerated().filter { $0.offset % many == 0 }.map { _, point in
        func ratio(_ value: Double) -> String { NumberText.ratio(RatioScale.ratio(value)) }
        return
          "at \(LogAxis.label(point.x)): \(ratio(point.estimate)) (\(ratio(point.low)) to \(ratio(point.high)))"
      }.joined(separator: "; ")
  }
}
