/// The frame of a figure whose axes both run from 0 to the same share, with the diagonal.
struct UnitSquarePlot {
  let left = 74.0
  let top = 20.0
  let side = 320.0
  /// The end of both axes, at most 1.
  let most: Double

  var width: Double { left + side + 26 }
  var height: Double { top + side + 54 }

  var x: Axis { Axis(low: 0, high: most, start: left, end: left + side) }
  var y: Axis { Axis(low: 0, high: most, start: top + side, end: top) }

  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (self.x.position(x), self.y.position(y)) }

  func draw(across: String, up: String, on drawing: inout SVGDrawing) {
    for tick in Axis.ticks(from: 0, to: most, about: 5) {
      let label = NumberText.percent(tick, decimals: most < 0.05 ? 1 : 0)
      drawing.line(left, y.position(tick), left + side, y.position(tick), .faint)
      drawing.line(x.position(tick), top, x.position(tick), top + side, .faint)
      drawing.text(label, left - 8, y.position(tick) + 4, size: 12, anchor: .end, ink: .muted)
      drawing.text(label, x.position(tick), top + side + 18, size: 12, anchor: .middle, ink: .muted)
    }
    drawing.line(left, top + side, left + side, top + side, .line)
    drawing.line(left, top, left, top + side, .line)
    drawing.path([point(0, 0), point(most, most)], .line, width: 1.2, dash: "5 4")
    drawing.text(across, left + side / 2, top + side + 40, size: 12.5, anchor: .middle, ink: .muted)
    drawing.upright(up, 22, top + side / 2, size: 12.5, ink: .muted)
  }
}
