import Treatment

/// The key rates side by side: a line a group (and endpoint), a panel an outcome, the worst case as a faint mark.
struct KeyRatesPlot {
  static let mostGroups = 30

  let rates: KeyRates
  let title: String
  let id: String

  private static let width = 860.0
  private let labelWidth = 218.0
  private let textWidth = 132.0
  private let lineHeight = 24.0

  private struct Line {
    var label: [String]
    var endpoint: Endpoint
    var group: [String]
    var isFirst: Bool
    var height: Double
  }

  private var lines: [Line] {
    rates.groups.prefix(Self.mostGroups).flatMap { group in
      rates.endpoints.enumerated().map { place, endpoint in
        let label =
          place == 0
          ? TextMeasure.lines(
            rates.names.label(group, by: rates.by, limit: rates.by.count > 1 ? 40 : 60), size: 13,
            width: labelWidth - 12) : []
        let isAlone = rates.endpoints.count == 1
        return Line(
          label: label, endpoint: endpoint, group: group, isFirst: place == 0,
          height: max(lineHeight, isAlone ? Double(label.count) * 16 + 6 : lineHeight))
      }
    }
  }

  private struct Panel {
    var outcome: Outcome
    var axis: Axis
    var textX: Double
  }

  func drawing() -> SVGDrawing {
    let lines = lines
    let top = 50.0
    let bottom = top + lines.reduce(0) { $0 + $1.height } + 4
    var drawing = SVGDrawing(
      id: id, title: title, description: spoken, width: Self.width, height: bottom + 62)
    let severalDays = rates.endpoints.count > 1
    let start = labelWidth + (severalDays ? 74 : 0)
    let room = (Self.width - start - 8) / Double(max(rates.outcomes.count, 1))
    let high = highest
    let panels = rates.outcomes.enumerated().map { place, outcome in
      let left = start + Double(place) * room
      return Panel(
        outcome: outcome, axis: Axis(low: 0, high: high, start: left + 8, end: left + room - textWidth - 20),
        textX: left + room - (place == rates.outcomes.count - 1 ? 6 : 20))
    }
    head(panels, bottom, high, &drawing)
    var y = top
    for (place, line) in lines.enumerated() {
      if place > 0, line.isFirst { drawing.line(8, y - 1, Self.width - 8, y - 1, .faint) }
      for (number, text) in line.label.enumerated() {
        drawing.text(text, 10, y + 15 + Double(number) * 16)
      }
      if severalDays { drawing.text(Self.day(line.endpoint), labelWidth, y + 15, size: 12, ink: .muted) }
      for panel in panels { draw(line, panel, at: y + 10, &drawing) }
      y += line.height
    }
    drawing.text(legend, 10, bottom + 54, size: 11, ink: .muted)
    return drawing
  }

  private func head(_ panels: [Panel], _ bottom: Double, _ high: Double, _ drawing: inout SVGDrawing) {
    for panel in panels {
      let middle = (panel.axis.start + panel.axis.end) / 2
      drawing.text(ReportWords.outcome(panel.outcome), panel.axis.start, 22, size: 14, bold: true)
      drawing.text("% (events/N)", panel.textX, 22, size: 12, anchor: .end, ink: .muted)
      for tick in Axis.ticks(from: 0, to: high, about: 5) {
        let x = panel.axis.position(tick)
        drawing.line(x, 36, x, bottom, .faint)
        drawing.text(
          NumberText.percent(tick, decimals: 0), x, bottom + 16, size: 12, anchor: .middle, ink: .muted)
      }
      drawing.line(panel.axis.start, bottom, panel.axis.end, bottom, .line)
      drawing.text("%, axis from 0", middle, bottom + 33, size: 11, anchor: .middle, ink: .muted)
    }
    drawing.line(8, 34, Self.width - 8, 34, .line)
  }

  private func draw(_ line: Line, _ panel: Panel, at y: Double, _ drawing: inout SVGDrawing) {
    let main = rates.row(line.group, panel.outcome, line.endpoint, rates.reading)?.row
    if let faint = rates.faint, let worst = rates.row(line.group, panel.outcome, line.endpoint, faint)?.row,
      let estimate = worst.estimate, main?.n != 0
    {
      // Below the line, so that neither mark covers the other.
      drawing.mark(panel.axis.position(estimate), y + 8, size: 6.5, series: 1, hollow: true)
    }
    guard let main else { return }
    guard let estimate = main.estimate, let events = main.events, let n = main.n else {
      let text = main.suppressed == .none ? "no score" : "hidden"
      drawing.text(text, panel.textX, y + 5, size: 12, anchor: .end, ink: .muted, italic: true)
      return
    }
    if let low = main.confLow, let high = main.confHigh {
      drawing.line(panel.axis.position(low), y, panel.axis.position(high), y, .series(0), width: 2.4)
    }
    drawing.mark(panel.axis.position(estimate), y, size: 9, series: 0)
    drawing.text(
      "\(NumberText.percent(estimate, of: n)) (\(NumberText.grouped(events))/\(NumberText.grouped(n)))",
      panel.textX, y + 5, size: 12, anchor: .end)
  }

  /// The axis ends at the first tenth above every limit.
  private var highest: Double {
    var most = 0.1
    for group in rates.groups.prefix(Self.mostGroups) {
      for outcome in rates.outcomes {
        for endpoint in rates.endpoints {
          for reading in [rates.reading, rates.faint].compactMap(\.self) {
            let row = rates.row(group, outcome, endpoint, reading)?.row
            most = max(most, row?.estimate ?? 0, reading == rates.reading ? row?.confHigh ?? 0 : 0)
          }
        }
      }
    }
    return min(1, (most * 10).rounded(.up) / 10)
  }

  static func day(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .lastScore: "last score"
    case .nearest(let day, _): "day \(day)"
    }
  }

  private var legend: String {
    let level = NumberText.shortest(rates.level * 100)
    var text = "Filled: endpoints \(ReportWords.reading(rates.reading)), with \(level) % limits."
    if rates.faint != nil { text += " Hollow, below it: worst case, every missing endpoint a failure." }
    let more = rates.groups.count - Self.mostGroups
    if more > 0 { text += " \(more) further groups stand in the tables." }
    return text
  }

  /// The finding first, then every line.
  private var spoken: String {
    let ranges = rates.outcomes.flatMap { outcome in
      rates.endpoints.map { endpoint in
        RateRange(
          lines: lines.compactMap { line in
            guard line.endpoint == endpoint else { return nil }
            return rates.row(line.group, outcome, endpoint, rates.reading).map {
              (rates.names.label(line.group, by: rates.by), $0.row)
            }
          }
        ).sentence(
          ReportWords.outcome(outcome) + (rates.endpoints.count > 1 ? ", \(Self.day(endpoint))," : ""))
      }
    }
    return ranges.joined(separator: " ") + " " + every
  }

  private var every: String {
    lines.flatMap { line in
      rates.outcomes.compactMap { outcome in
        rates.row(line.group, outcome, line.endpoint, rates.reading).map {
          "\(rates.names.label(line.group, by: rates.by)), \(Self.day(line.endpoint)), "
            + "\(ReportWords.outcome(outcome).lowercased()): \(RateWords.short($0.row))"
        }
      }
    }.joined(separator: ". ")
  }
}
