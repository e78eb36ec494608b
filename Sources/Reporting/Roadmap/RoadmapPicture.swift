import Causal
import Statistics
import Treatment

/// A road from entry to its last step: what happens at each step to whom, and what is expected of it.
///
/// Read downwards: whoever remits leaves to the right, whoever does not goes on below. Narrow, so that a telephone shows it whole. Nothing
/// is told by colour alone.
struct RoadmapPicture {
  /// One thing that is done at a step: to whom, what, and what came or is expected of it.
  struct Box {
    /// For whom; empty = everybody who is left.
    var condition: String
    var choice: String
    /// In few letters, where room is small.
    var short = ""
    /// How many, in words.
    var people: String
    /// A share with its limits, and how it is told.
    var share: Double?
    var low: Double?
    var high: Double?
    var told: String
  }

  struct Station {
    var title: String
    var boxes: [Box]
    /// What happens to those without the outcome.
    var below: String
  }

  let title: String
  let start: String
  /// Between entry and the first station.
  var beginning = ""
  let stations: [Station]
  /// A line each.
  let end: [String]
  /// What the bars are.
  let legend: String
  let id: String
  /// Boxes of a line each, where there are many of them.
  var isDense = false

  private let width = 360.0
  private let left = 34.0
  private let bar = 92.0

  func drawing() -> SVGDrawing {
    var drawing = SVGDrawing(id: id, title: title, description: spoken, width: width, height: 0)
    var y = 8.0
    block([start], bold: true, &y, &drawing)
    arrow(beginning, &y, &drawing)
    for station in stations {
      draw(station, &y, &drawing)
      arrow(station.below, &y, &drawing)
    }
    block(end, bold: true, &y, &drawing)
    for line in TextMeasure.lines(legend, size: 12, width: width - 16, most: 4) {
      y += 16
      drawing.text(line, 8, y, size: 12, ink: .muted)
    }
    drawing.height = y + 10
    return drawing
  }

  /// A box of plain text.
  private func block(_ texts: [String], bold: Bool, _ y: inout Double, _ drawing: inout SVGDrawing) {
    let lines = texts.flatMap { TextMeasure.lines($0, size: 13, width: width - 40, most: 3) }
    let height = 14 + 17 * Double(lines.count)
    drawing.rectangle(8, y, width - 16, height, fill: .paper, stroke: .text, radius: 5)
    for (place, line) in lines.enumerated() {
      drawing.text(line, width / 2, y + 19 + 17 * Double(place), anchor: .middle, bold: bold)
    }
    y += height
  }

  private func arrow(_ text: String, _ y: inout Double, _ drawing: inout SVGDrawing) {
    let lines = text.isEmpty ? [] : TextMeasure.lines(text, size: 12, width: width - 60, most: 2)
    let height = max(16, 10 + 16 * Double(lines.count))
    let x = left - 12
    drawing.line(x, y, x, y + height - 4, .text, width: 1.6)
    drawing.path(
      [(x - 4, y + height - 8), (x, y + height - 2), (x + 4, y + height - 8)], .text, width: 1.6)
    for (place, line) in lines.enumerated() {
      drawing.text(line, left + 4, y + 15 + 16 * Double(place), size: 12, ink: .muted)
    }
    y += height
  }

  private func draw(_ station: Station, _ y: inout Double, _ drawing: inout SVGDrawing) {
    let top = y
    drawing.text(station.title, 16, y + 18, bold: true)
    y += 28
    if isDense {
      drawLines(station.boxes, &y, &drawing)
    } else {
      for (place, box) in station.boxes.enumerated() {
        if place > 0 { drawing.line(16, y, width - 16, y, .faint) }
        draw(box, &y, &drawing)
      }
    }
    drawing.rectangleBehind(8, top, width - 16, y - top + 4)
    y += 4
  }

  private func draw(_ box: Box, _ y: inout Double, _ drawing: inout SVGDrawing) {
    let room = width - 32 - bar - 16
    var line = y + 15
    if !box.condition.isEmpty {
      for text in TextMeasure.lines(box.condition, size: 12, width: width - 36, most: 3) {
        drawing.text(text, 16, line, size: 12, ink: .muted, italic: true)
        line += 15
      }
    }
    let first = line
    for text in TextMeasure.lines(box.choice, size: 13, width: room, most: 3) {
      drawing.text(text, 16, line)
      line += 16
    }
    for text in TextMeasure.lines(box.people, size: 12, width: room, most: 2) {
      drawing.text(text, 16, line, size: 12, ink: .muted)
      line += 15
    }
    let axis = Axis(low: 0, high: 1, start: width - 16 - bar, end: width - 16)
    if box.told.isEmpty {
      y = line - 2
      return
    }
    drawing.text(box.told, axis.end, first, size: 12, anchor: .end)
    let middle = first + 14
    drawing.line(axis.start, middle, axis.end, middle, .faint, width: 5)
    if let low = box.low, let high = box.high {
      drawing.line(
        axis.position(min(1, max(0, low))), middle, axis.position(min(1, max(0, high))), middle, .series(0),
        width: 5)
    }
    if let share = box.share {
      drawing.mark(axis.position(min(1, max(0, share))), middle, size: 9, series: 0)
    }
    y = max(line, middle + 14) - 6
  }

  /// A box a line: what, how many, and the share.
  private func drawLines(_ boxes: [Box], _ y: inout Double, _ drawing: inout SVGDrawing) {
    let bar = 50.0
    let axis = Axis(low: 0, high: 1, start: width - 16 - bar, end: width - 16)
    let rows = boxes.indices.filter { !boxes[$0].told.isEmpty }
    let top = y
    drawing.bars(at: rows.map { (axis.start, top + 20 * Double($0) + 8) }, bar, 4, fill: .faint)
    for (place, box) in boxes.enumerated() {
      let line = top + 20 * Double(place) + 14
      let room = (box.told.isEmpty ? width - 16 : axis.start - 84) - 16
      let fits = box.short.isEmpty || TextMeasure.width(box.choice, size: 12) <= room
      drawing.text(
        TextMeasure.lines(fits ? box.choice : box.short, size: 12, width: room, most: 1)[0], 16, line,
        size: 12)
      if box.told.isEmpty { continue }
      drawing.text(
        [box.people, box.told].filter { !$0.isEmpty }.joined(separator: " · "), axis.start - 10, line,
        size: 12,
        anchor: .end, ink: .muted)
      if let share = box.share {
        drawing.mark(axis.position(min(1, max(0, share))), line - 4, size: 8, series: 0)
      }
    }
    y = top + 20 * Double(boxes.count) + 2
  }

  private var spoken: String {
    var parts = [start, beginning].filter { !$0.isEmpty }
    for station in stations {
      parts.append(station.title)
      for box in station.boxes {
        let texts = [box.condition, box.choice, box.people, box.told]
        parts.append(texts.filter { !$0.isEmpty }.joined(separator: ", "))
      }
      if !station.below.isEmpty { parts.append(station.below) }
    }
    parts.append(end.joined(separator: " "))
    return parts.joined(separator: ". ")
  }

  static func text(_ value: EffectEstimate) -> String {
    let estimate = NumberText.percent(value.estimate, decimals: 0)
    guard let low = value.low, let high = value.high else { return estimate }
    return "\(estimate) (\(NumberText.percent(low, decimals: 0)) to \(NumberText.percent(high, decimals: 0)))"
  }
}

extension SVGDrawing {
  /// A frame around what was drawn: without a fill, so that it may come after.
  mutating func rectangleBehind(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    elements.append(
      "<rect class=\"k-line\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
        + "rx=\"5\" fill=\"none\" stroke=\"\(Ink.line.colour)\"/>")
  }
}
