/// Remission by the end of each step in the three readings, on one scale.
struct CumulativePlot {
  let rows: [SuppressedCumulativeRow]
  let scale: String
  let id: String

  private let width = 860.0

  private struct Reading {
    var name: String
    var note: String
    var dash: String
    var value: (SuppressedCumulativeRow) -> Double?
    var counts: (SuppressedCumulativeRow) -> String
  }

  private static func fraction(_ events: Int?, _ n: Int?) -> String {
    guard let n else { return "hidden" }
    return (events.map(NumberText.grouped) ?? "–") + "/" + NumberText.grouped(n)
  }

  private let readings = [
    Reading(
      name: "chained", note: "if everyone went on", dash: "6 4", value: \.chained,
      counts: { fraction($0.remitted, $0.scored) }),
    Reading(
      name: "observed", note: "of those known", dash: "", value: \.observed,
      counts: { fraction($0.observedEvents, $0.observedN) }),
    Reading(
      name: "worst case", note: "of all who began", dash: "", value: \.worstCase,
      counts: { fraction($0.worstCaseEvents, $0.worstCaseN) }),
  ]

  func drawing() -> SVGDrawing {
    let bottom = 290.0
    let (left, right) = (104.0, 190.0)
    var drawing = SVGDrawing(
      id: id, title: "Cumulative remission on \(scale) in three readings", description: spoken, width: width,
      height: bottom + 118)
    let y = Axis(low: 0, high: 1, start: bottom, end: 30)
    let span = Double(max(rows.count - 1, 1))
    let x = { (place: Int) in
      rows.count == 1
        ? (left + width - right) / 2 : left + 44 + Double(place) * (width - right - left - 88) / span
    }
    drawing.text("Remission on \(scale) by the end of the step, %", left, 16, size: 12, ink: .muted)
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1] {
      drawing.line(left, y.position(tick), width - right, y.position(tick), .faint)
      drawing.text(
        NumberText.percent(tick, decimals: 0), left - 8, y.position(tick) + 4, size: 12, anchor: .end,
        ink: .muted)
    }
    drawing.line(left, bottom, width - right, bottom, .line)
    for (place, row) in rows.enumerated() {
      drawing.line(x(place), bottom, x(place), bottom + 5, .line)
      drawing.text("Step \(row.step)", x(place), bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    var ends: [(series: Int, y: Double)] = []
    for (series, reading) in readings.enumerated() {
      var runs: [[(x: Double, y: Double)]] = [[]]
      for (place, row) in rows.enumerated() {
        if let value = reading.value(row) {
          runs[runs.count - 1].append((x(place), y.position(value)))
        } else {
          runs.append([])
        }
      }
      for run in runs { drawing.path(run, .series(series), dash: reading.dash) }
      for dot in runs.flatMap({ $0 }) { drawing.mark(dot.x, dot.y, size: 9, series: series) }
      if let last = runs.flatMap({ $0 }).last { ends.append((series, last.y)) }
      let tableY = bottom + 46 + Double(series) * 18
      drawing.mark(16, tableY - 4, size: 8, series: series)
      drawing.text(reading.name, 27, tableY, size: 11, bold: true)
      for (place, row) in rows.enumerated() {
        drawing.text(reading.counts(row), x(place), tableY, size: 11, anchor: .middle)
      }
    }
    drawing.text(
      "Below: remitted of those scored in the step (chained), of those whose state is known, of all who began.",
      width - 8, bottom + 108, size: 11, anchor: .end, ink: .muted)
    var next = 0.0
    for end in ends.sorted(by: { ($0.y, $0.series) < ($1.y, $1.series) }) {
      let at = max(end.y, next)
      drawing.mark(width - right + 14, at, size: 9, series: end.series)
      drawing.text(
        readings[end.series].name, width - right + 25, at + 4, size: 12, bold: true)
      drawing.text(readings[end.series].note, width - right + 25, at + 18, size: 11, ink: .muted)
      next = at + 34
    }
    return drawing
  }

  /// The end first, then every step.
  private var spoken: String {
    func share(_ value: Double?) -> String { value.map { NumberText.percent($0) + " %" } ?? "a hidden share" }
    let end = rows.last(where: { $0.observed != nil }).map { row in
      "By the end of step \(row.step) \(share(row.observed)) of those whose state is known had remitted, \(share(row.worstCase)) of all "
        + "who began, \(share(row.chained)) if everyone had gone on. "
    }
    return (end ?? "No share may be shown. ")
      + rows.map { row in
        "Step \(row.step): "
          + readings.map { reading in
            reading.name + " " + (reading.value(row).map { NumberText.percent($0) + " %" } ?? "not shown")
          }.joined(separator: ", ")
      }.joined(separator: ". ")
  }
}
