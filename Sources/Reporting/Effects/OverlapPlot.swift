import Causal
import Statistics

/// Propensities of both arms in twentieths: the first upwards, the second downwards, as shares of their arm.
struct OverlapPlot {
  /// Counts of the first arm, then of the second; `nil` where hidden.
  let bars: [Int?]
  let first: String
  let second: String
  let id: String

  private let width = 860.0

  func drawing() -> SVGDrawing {
    let parts = Overlap.parts
    let (top, middle, bottom) = (44.0, 154.0, 264.0)
    var drawing = SVGDrawing(
      id: id, title: "Overlap of propensities", description: spoken, width: width, height: bottom + 56)
    let axis = Axis(low: 0, high: 1, start: 40, end: width - 30)
    let arms = [Array(bars.prefix(parts)), Array(bars.suffix(parts))]
    let shares = arms.map { arm -> [Double?] in
      let total = Double(arm.reduce(0) { $0 + ($1 ?? 0) })
      return arm.map { $0.map { Double($0) / max(1, total) } }
    }
    let largest = shares.joined().reduce(0.05) { max($0, $1 ?? 0) }
    for (arm, own) in shares.enumerated() {
      for (part, share) in own.enumerated() {
        let x = axis.position(Double(part) / Double(parts))
        let wide = (axis.end - axis.start) / Double(parts)
        guard let share else {
          drawing.text(
            "×", x + wide / 2, arm == 0 ? middle - 4 : middle + 12, size: 11, anchor: .middle, ink: .muted)
          continue
        }
        let height = share / largest * (middle - top)
        if height == 0 { continue }
        let edge = arm == 0 ? middle - height : middle + height
        drawing.area(
          [(x + 1, middle), (x + 1, edge), (x + wide - 1, edge), (x + wide - 1, middle)], .series(arm),
          opacity: 0.7)
      }
    }
    drawing.line(axis.start, middle, axis.end, middle, .line)
    drawing.text("Upwards: " + first, axis.start, 24, size: 12, ink: .muted)
    drawing.text("Downwards: " + second, axis.end, 24, size: 12, anchor: .end, ink: .muted)
    for tick in [0, 0.2, 0.4, 0.6, 0.8, 1] {
      drawing.line(axis.position(tick), bottom, axis.position(tick), bottom + 5, .line)
      drawing.text(
        NumberText.coordinate(tick), axis.position(tick), bottom + 20, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(axis.start, bottom, axis.end, bottom, .line)
    drawing.text(
      "propensity of the first strategy" + (bars.contains { $0 == nil } ? "; ×: hidden" : ""),
      (axis.start + axis.end) / 2, bottom + 40,
      size: 12, anchor: .middle, ink: .muted)
    return drawing
  }

  private var spoken: String {
    "Shares of \(first) and of \(second) by propensity, in twenty parts from 0 to 1"
      + (bars.contains { $0 == nil } ? "; some are hidden." : ".")
  }
}
