import Statistics
import Treatment

/// Published rates and the cohort's own, two lines a row; what is not verified is hollow.
struct BenchmarkPlot {
  let benchmark: SuppressedBenchmark
  let id: String

  private let width = 860.0
  private let labelWidth = 214.0
  private let lineHeight = 20.0

  func drawing() -> SVGDrawing {
    let rows = benchmark.compared
    let wrapped = rows.map { TextMeasure.lines(Self.label($0.published), size: 12, width: labelWidth) }
    let heights = wrapped.map { max(2 * lineHeight, Double($0.count + 1) * 15) + 14 }
    let top = 44.0
    let bottom = top + heights.reduce(0, +)
    var drawing = SVGDrawing(
      id: id, title: "Published rates and the cohort's own", description: spoken(rows), width: width,
      height: bottom + 66)
    let countX = labelWidth + 96
    let axis = Axis(low: 0, high: highest(rows), start: countX + 16, end: width - 322)
    let rateX = width - 166
    let confidence = "\(NumberText.shortest(benchmark.level * 100)) % CI"
    drawing.text("Published row", 12, 24, size: 12, ink: .muted)
    drawing.text("Events/N", countX, 24, size: 12, anchor: .end, ink: .muted)
    drawing.text("Rate, % (\(confidence))", rateX, 24, size: 12, anchor: .end, ink: .muted)
    drawing.text("Ours less theirs, points", width - 8, 24, size: 12, anchor: .end, ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in Axis.ticks(from: 0, to: axis.high, about: 4) {
      let x = axis.position(tick)
      drawing.line(x, 36, x, bottom, .faint)
      drawing.text(
        NumberText.percent(tick, decimals: 0), x, bottom + 18, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      "per cent, axis from 0", (axis.start + axis.end) / 2, bottom + 36, size: 12, anchor: .middle,
      ink: .muted)
    drawing.text(
      "Square: published, hollow where a figure is from memory or its count was derived. Circle: the cohort.",
      width - 8,
      bottom + 58, size: 11, anchor: .end, ink: .muted)
    var y = top
    for (place, row) in rows.enumerated() {
      drawing.text(row.published.id, 12, y + 13, size: 12, bold: true)
      for (line, text) in wrapped[place].enumerated() {
        drawing.text(text, 12, y + 28 + Double(line) * 15, size: 12, ink: .muted)
      }
      let published = (events: row.published.events, n: row.published.n)
      draw(
        row.printed, published, at: y + 9, axis, countX, rateX, series: 1, hollow: !row.published.isVerified,
        absent: "", &drawing)
      var own: RateLimits?
      if let estimate = row.own?.estimate, let low = row.own?.confLow, let high = row.own?.confHigh {
        own = RateLimits(estimate: estimate, low: low, high: high)
      }
      draw(
        own, (row.own?.events, row.own?.n), at: y + 9 + lineHeight, axis, countX, rateX, series: 0,
        hollow: false,
        absent: "hidden", &drawing)
      if let difference = row.difference {
        drawing.text(SuppressedBenchmark.points(difference), width - 8, y + 13, size: 12, anchor: .end)
      }
      if let p = row.adjusted {
        drawing.text(
          "p (Holm) \(NumberText.pValue(p))", width - 8, y + 13 + lineHeight, size: 12, anchor: .end,
          ink: .muted)
      } else if row.isClustered {
        drawing.text(
          "not tested: several steps", width - 8, y + 13 + lineHeight, size: 12, anchor: .end, ink: .muted,
          italic: true)
      } else if !row.published.isVerified {
        drawing.text(
          "not tested", width - 8, y + 13 + lineHeight, size: 12, anchor: .end, ink: .muted, italic: true)
      }
      y += heights[place]
      if place < rows.count - 1 { drawing.line(8, y - 7, width - 8, y - 7, .faint) }
    }
    return drawing
  }

  private func draw(
    _ limits: RateLimits?, _ counts: (events: Int?, n: Int?), at y: Double, _ axis: Axis, _ countX: Double,
    _ rateX: Double, series: Int, hollow: Bool, absent: String, _ drawing: inout SVGDrawing
  ) {
    guard let limits, let events = counts.events, let n = counts.n else {
      drawing.text(absent, rateX, y + 4, size: 12, anchor: .end, ink: .muted, italic: true)
      return
    }
    drawing.text("\(events)/\(n)", countX, y + 4, size: 12, anchor: .end)
    drawing.line(axis.position(limits.low), y, axis.position(limits.high), y, .series(series), width: 3.2)
    drawing.mark(axis.position(limits.estimate), y, size: 10, series: series, hollow: hollow)
    drawing.text(
      "\(NumberText.percent(limits.estimate)) (\(NumberText.percent(limits.low)) to \(NumberText.percent(limits.high)))",
      rateX,
      y + 4, size: 12, anchor: .end)
  }

  private static func label(_ row: PublishedRate) -> String {
    "\(row.arm): \(row.outcome) on \(row.scale), week \(row.weeks.map(NumberText.shortest) ?? "–")"
  }

  private func highest(_ rows: [SuppressedBenchmark.Row]) -> Double {
    let most = rows.flatMap { [$0.limits?.high, $0.own?.confHigh].compactMap(\.self) }.max() ?? 1
    return min(1, max(0.1, (most * 10).rounded(.up) / 10))
  }

  private func spoken(_ rows: [SuppressedBenchmark.Row]) -> String {
    rows.map { row in
      let theirs = row.limits.map { NumberText.percent($0.estimate) + " per cent" } ?? "no rate"
      let ours = row.own?.estimate.map { NumberText.percent($0) + " per cent" } ?? "hidden"
      return "\(row.published.id): published \(theirs), cohort \(ours)"
    }.joined(separator: ". ")
  }
}
