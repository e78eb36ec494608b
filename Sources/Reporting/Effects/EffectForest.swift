import Causal
import Statistics

/// Each pair's estimates under each other, in percentage points, with the truth's mark where a simulated cohort has one.
struct EffectForest {
  let shown: SuppressedEffects
  let id: String

  private let width = 860.0
  private let labelWidth = 250.0

  func drawing() -> SVGDrawing {
    let top = 44.0
    var height = top
    for pair in shown.table.pairs { height += 26 + 22 * Double(max(1, pair.effects.count)) }
    var drawing = SVGDrawing(
      id: id, title: "Effects of strategies", description: spoken, width: width, height: height + 60)
    let axis = Axis(low: -reach, high: reach, start: labelWidth + 20, end: width - 190)
    frame(axis, to: height, &drawing)
    var y = top
    for (place, pair) in shown.table.pairs.enumerated() {
      drawing.text(
        TextMeasure.lines(shown.title(place), size: 13, width: width - 20, most: 1)[0], 12, y + 14, bold: true
      )
      y += 26
      let bottom = y + 22 * Double(max(1, pair.effects.count)) - 8
      if let truth = pair.truth, !shown.isHidden(place), abs(truth) <= reach {
        drawing.line(
          axis.position(truth), y - 6, axis.position(truth), bottom, .series(1), width: 2, dash: "5 3")
      }
      if pair.effects.isEmpty || shown.isHidden(place) {
        drawing.text(
          shown.isHidden(place) ? "hidden" : "no estimate", width - 8, y + 8, size: 12, anchor: .end,
          ink: .muted, italic: true)
      }
      for (line, effect) in (shown.isHidden(place) ? [] : pair.effects).enumerated() {
        draw(effect, at: y + 22 * Double(line) + 4, axis, &drawing)
      }
      y += 22 * Double(max(1, pair.effects.count))
    }
    return drawing
  }

  private func frame(_ axis: Axis, to bottom: Double, _ drawing: inout SVGDrawing) {
    drawing.text("Estimate", 12, 24, size: 12, ink: .muted)
    drawing.text(
      "Difference, points (\(NumberText.shortest(shown.level * 100)) % CI)", width - 8, 24, size: 12,
      anchor: .end, ink: .muted)
    drawing.line(8, 34, width - 8, 34, .line)
    for tick in [-reach, -reach / 2, 0, reach / 2, reach] {
      let x = axis.position(tick)
      drawing.line(x, 36, x, bottom, tick == 0 ? .line : .faint, width: tick == 0 ? 1.4 : 1)
      let text = (tick > 0 ? "+" : tick < 0 ? "−" : "") + NumberText.percent(tick.magnitude, decimals: 0)
      drawing.text(text, x, bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    let hasTruth = shown.table.pairs.indices.contains {
      shown.table.pairs[$0].truth != nil && !shown.isHidden($0)
    }
    drawing.text(
      "percentage points; right of 0: more with the first strategy"
        + (hasTruth ? ". Dashed: the simulation's truth" : ""),
      (axis.start + axis.end) / 2, bottom + 38, size: 12, anchor: .middle, ink: .muted)
  }

  private func draw(_ effect: Effect, at y: Double, _ axis: Axis, _ drawing: inout SVGDrawing) {
    drawing.text(effect.method.words, 28, y + 4, size: 13)
    let value = effect.difference
    let isPlain = effect.method == .unadjusted
    if let low = value.low, let high = value.high {
      drawing.line(
        axis.position(max(low, -reach)), y, axis.position(min(high, reach)), y, isPlain ? .muted : .series(0),
        width: 3.2)
    }
    drawing.mark(
      axis.position(min(reach, max(-reach, value.estimate))), y, size: 10, series: 0, hollow: isPlain)
    drawing.text(Self.text(value), width - 8, y + 4, size: 12, anchor: .end)
  }

  private static func text(_ value: EffectEstimate) -> String {
    let estimate = DifferencePlot.points(value.estimate)
    guard let low = value.low, let high = value.high else { return estimate }
    return "\(estimate) (\(DifferencePlot.points(low)) to \(DifferencePlot.points(high)))"
  }

  /// The narrowest round range, as far to the left as to the right, that holds every limit.
  private var reach: Double {
    var ends: [Double] = []
    for (place, pair) in shown.table.pairs.enumerated() where !shown.isHidden(place) {
      ends += pair.effects.flatMap { [$0.difference.low, $0.difference.high, $0.difference.estimate] }
        .compactMap { $0?.magnitude }
      if let truth = pair.truth { ends.append(truth.magnitude) }
    }
    return [0.1, 0.2, 0.4, 0.6, 0.8].first { reach in ends.allSatisfy { $0 <= reach } } ?? 1
  }

  private var spoken: String {
    shown.table.pairs.indices.map { place in
      let name = shown.title(place)
      if shown.isHidden(place) { return name + ": hidden" }
      return name + ": "
        + shown.table.pairs[place].effects.map { "\($0.method.words) \(Self.text($0.difference)) points" }
        .joined(separator: ", ")
    }.joined(separator: ". ")
  }
}
