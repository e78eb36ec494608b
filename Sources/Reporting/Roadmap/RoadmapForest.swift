import Causal
import Statistics

/// The values of policies under each other, with a line where the observed road stands and, of a simulated cohort, the truth.
///
/// Narrow, so that a telephone shows it whole.
struct RoadmapForest {
  let shown: SuppressedRoadmap
  let id: String

  private let width = 360.0
  private let row = 46.0

  func drawing() -> SVGDrawing {
    let top = 30.0
    let bottom = top + row * Double(shown.table.entries.count)
    var drawing = SVGDrawing(
      id: id, title: "Values of policies", description: spoken, width: width,
      height: bottom + (shown.hasTruth ? 62 : 44))
    let axis = axis
    drawing.text(
      "\(shown.outcomeTitle) by the end of step \(shown.table.options.lastStep), % (\(NumberText.shortest(shown.level * 100)) % CI)",
      8, 16, size: 12, ink: .muted)
    for tick in Axis.ticks(from: axis.low, to: axis.high, about: 5) {
      let x = axis.position(tick)
      drawing.line(x, top, x, bottom, .faint)
      drawing.text(
        NumberText.percent(tick, decimals: 0), x, bottom + 18, size: 12, anchor: .middle, ink: .muted)
    }
    if let place = shown.table.entries.firstIndex(where: \.isObserved), !shown.isHidden(place),
      let value = shown.table.entries[place].main?.value.estimate
    {
      drawing.line(axis.position(value), top, axis.position(value), bottom, .muted, width: 1.4, dash: "5 4")
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    for (place, entry) in shown.table.entries.enumerated() {
      draw(entry, place, at: top + row * Double(place), axis, &drawing)
    }
    drawing.text("dashed: as observed", axis.start, bottom + 36, size: 12, ink: .muted)
    if shown.hasTruth {
      drawing.mark(axis.start + 5, bottom + 50, size: 8, series: 1, shape: 2, hollow: true)
      drawing.text("the simulation's truth", axis.start + 16, bottom + 54, size: 12, ink: .muted)
    }
    return drawing
  }

  private func draw(
    _ entry: RoadmapTable.Entry, _ place: Int, at y: Double, _ axis: Axis, _ drawing: inout SVGDrawing
  ) {
    let text = text(entry, place)
    let room = width - 24 - TextMeasure.width(text, size: 12)
    drawing.text(
      TextMeasure.lines(entry.name, size: 13, width: room, most: 1)[0], 8, y + 16, bold: entry.isObserved)
    drawing.text(text, width - 8, y + 16, size: 12, anchor: .end)
    guard !shown.isHidden(place), let value = entry.main?.value else { return }
    let middle = y + 30
    if let low = value.low, let high = value.high {
      drawing.line(
        axis.position(max(low, axis.low)), middle, axis.position(min(high, axis.high)), middle,
        entry.isObserved ? .muted : .series(0), width: 3.2)
    }
    drawing.mark(axis.position(value.estimate), middle, size: 10, series: 0, hollow: entry.isObserved)
    if let truth = entry.truth {
      drawing.mark(axis.position(truth), middle, size: 8, series: 1, shape: 2, hollow: true)
    }
  }

  private func text(_ entry: RoadmapTable.Entry, _ place: Int) -> String {
    if shown.isHidden(place) { return "hidden" }
    guard let value = entry.main?.value else { return "no value" }
    return RoadmapPicture.text(value)
  }

  /// The narrowest tenths that hold every limit and mark.
  private var axis: Axis {
    var ends: [Double] = []
    for (place, entry) in shown.table.entries.enumerated() where !shown.isHidden(place) {
      ends += [entry.main?.value.low, entry.main?.value.high, entry.main?.value.estimate, entry.truth]
        .compactMap(\.self)
    }
    let low = ((ends.min() ?? 0) * 10 - 0.2).rounded(.down) / 10
    let high = ((ends.max() ?? 1) * 10 + 0.2).rounded(.up) / 10
    return Axis(low: max(0, low), high: min(1, max(high, low + 0.1)), start: 16, end: width - 16)
  }

  private var spoken: String {
    shown.table.entries.enumerated().map { place, entry in
      "\(entry.name): \(text(entry, place)) per cent"
        + (entry.truth.map { ", truth \(NumberText.percent($0))" } ?? "")
    }.joined(separator: ". ")
  }
}
