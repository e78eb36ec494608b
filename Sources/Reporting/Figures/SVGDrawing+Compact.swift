/// Many of a kind as one element, for drawings of which a page has several.
extension SVGDrawing {
  /// A step curve: level to each point's x, then up or down to its y. Steps too low to be seen go with the next.
  mutating func steps(_ points: [(x: Double, y: Double)], _ ink: Ink, width: Double = 2, dash: String = "") {
    guard let first = points.first, let last = points.last, points.count > 1 else { return }
    var steps = "M\(tenth(first.x)) \(tenth(first.y))"
    var level = first.y
    for point in points.dropFirst().dropLast() where abs(point.y - level) >= 1 {
      steps += "H\(tenth(point.x))V\(tenth(point.y))"
      level = point.y
    }
    steps += "H\(tenth(last.x))" + (last.y == level ? "" : "V\(tenth(last.y))")
    elements.append(
      "<path class=\"k-\(ink.name)\" d=\"\(steps)\" fill=\"none\" stroke=\"\(ink.colour)\" "
        + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\""
        + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + "/>")
  }

  /// Level and upright lines of one kind.
  mutating func lines(_ ends: [(x1: Double, y1: Double, x2: Double, y2: Double)], _ ink: Ink) {
    let steps = ends.map { "M\(tenth($0.x1)) \(tenth($0.y1))L\(tenth($0.x2)) \(tenth($0.y2))" }.joined()
    elements.append("<path class=\"k-\(ink.name)\" d=\"\(steps)\" stroke=\"\(ink.colour)\"/>")
  }

  /// Texts of one kind, each at its place.
  mutating func texts(
    _ texts: [(text: String, x: Double, y: Double)], size: Double, anchor: Anchor = .start, ink: Ink = .text
  ) {
    note(size)
    var line: Double?
    var spans = ""
    for one in texts {
      let y = line == one.y ? "" : " y=\"\(tenth(one.y))\""
      line = one.y
      spans += "<tspan x=\"\(tenth(one.x))\"\(y)>\(Escaped.markup(one.text))</tspan>"
    }
    elements.append(
      "<text class=\"f-\(ink.name)\" font-size=\"\(number(size))\" fill=\"\(ink.colour)\""
        + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"") + ">\(spans)</text>")
  }

  /// A tenth of a pixel is enough, and half the bytes.
  private func tenth(_ value: Double) -> String { number((value * 10).rounded() / 10) }
}
