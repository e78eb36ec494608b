/// Closed shapes with textures, for figures that need more colours than eyes tell apart.
extension SVGDrawing {
  /// The stripes and dots that ``shape(_:_:texture:opacity:)`` lays over a colour; drawn once, before the shapes.
  mutating func textures() {
    elements.append(
      "<defs><pattern id=\"\(id)-stripes\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        + "<rect class=\"f-paper\" width=\"2.4\" height=\"7\" fill=\"#ffffff\"/></pattern>"
        + "<pattern id=\"\(id)-dots\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">"
        + "<circle class=\"f-paper\" cx=\"3.5\" cy=\"3.5\" r=\"1.6\" fill=\"#ffffff\"/></pattern>"
        + "<pattern id=\"\(id)-grid\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        + "<path class=\"f-paper\" d=\"M0 0h6v1.3h-6ZM0 0h1.3v6h-1.3Z\" fill=\"#ffffff\"/></pattern>"
        + "<pattern id=\"\(id)-hidden\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">"
        + "<rect class=\"f-line\" width=\"1.2\" height=\"6\" fill=\"#8a9099\"/></pattern></defs>")
  }

  /// A shape of SVG's path language in a colour, with a texture over it.
  mutating func shape(
    _ path: String, _ ink: Ink, texture: TreatmentColours.Texture = .plain, opacity: Double = 1
  ) {
    let see = opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    elements.append("<path class=\"f-\(ink.name)\" d=\"\(path)\" fill=\"\(ink.colour)\"\(see)/>")
    switch texture {
    case .plain: break
    case .stripes: elements.append("<path d=\"\(path)\" fill=\"url(#\(id)-stripes)\"/>")
    case .grid: elements.append("<path d=\"\(path)\" fill=\"url(#\(id)-grid)\"/>")
    case .dots: elements.append("<path d=\"\(path)\" fill=\"url(#\(id)-dots)\"/>")
    }
  }

  /// A shape that stands for hidden or gathered counts: thin lines on faint ground.
  mutating func hatched(_ path: String) {
    elements.append("<path class=\"f-faint\" d=\"\(path)\" fill=\"#dfe2e6\"/>")
    elements.append("<path d=\"\(path)\" fill=\"url(#\(id)-hidden)\"/>")
  }

  /// A text on a ground of its own, for where something is drawn behind it: a name, which may run in either direction, and what
  /// is said of it.
  mutating func plate(_ name: String, _ said: String, _ x: Double, _ y: Double, size: Double) {
    note(size)
    let width =
      TextMeasure.width(name, size: size) * 1.04 + TextMeasure.width(
        (name.isEmpty ? "" : " ") + said, size: size) * 0.97
    elements.append(
      "<rect class=\"f-paper\" x=\"\(number(x - 2))\" y=\"\(number(y - size + 1))\" width=\"\(number(width + 3))\" "
        + "height=\"\(number(size + 3))\" rx=\"2\" fill=\"#ffffff\" fill-opacity=\"0.78\"/>")
    let bold = name.isEmpty ? "" : "<tspan font-weight=\"600\">\(Escaped.markup(name))</tspan>"
    elements.append(
      "<text class=\"f-ink\" x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"\(Ink.text.colour)\" "
        + "direction=\"ltr\">\(bold)\(name.isEmpty || said.isEmpty ? "" : " ")\(Escaped.markup(said))</text>")
  }

  /// The text, or as much of it as fits with an ellipsis.
  static func clipped(_ text: String, size: Double, width limit: Double) -> String {
    if TextMeasure.width(text, size: size) <= limit { return text }
    var kept = text
    while !kept.isEmpty, TextMeasure.width(kept + "…", size: size) > limit { kept.removeLast() }
    return kept + "…"
  }
}

/// The path of a piece of a ring.
///
/// Angles in turns from the top, clockwise. Points come from a table of our own, so that no library of the machine moves a digit.
struct RingPiece {
  var x: Double
  var y: Double
  var inner: Double
  var outer: Double
  var from: Double
  var to: Double

  func point(_ turn: Double, _ radius: Double) -> (x: Double, y: Double) {
    let (sine, cosine) = Self.sineAndCosine(ofTurn: turn)
    return (x + sine * radius, y - cosine * radius)
  }

  var path: String {
    // A whole ring's arc would begin where it ends and be nothing.
    let end = min(to, from + 0.9999)
    let isLong = end - from > 0.5 ? 1 : 0
    func text(_ point: (x: Double, y: Double)) -> String {
      NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
    }
    let (big, small) = (NumberText.coordinate(outer), NumberText.coordinate(inner))
    return "M\(text(point(from, outer)))A\(big) \(big) 0 \(isLong) 1 \(text(point(end, outer)))"
      + "L\(text(point(end, inner)))A\(small) \(small) 0 \(isLong) 0 \(text(point(from, inner)))Z"
  }

  /// By the Taylor series on an eighth of a turn, where eleven terms are exact to the last places that are drawn.
  static func sineAndCosine(ofTurn turn: Double) -> (sine: Double, cosine: Double) {
    let part = turn - turn.rounded(.down)
    let eighth = (part * 8).rounded()
    let angle = (part - eighth / 8) * 6.283185307179586
    let square = angle * angle
    var (sine, cosine) = (0.0, 0.0)
    var (odd, even) = (angle, 1.0)
    for place in 0..<6 {
      sine += odd
      cosine += even
      let (first, second, third) = (2 * place + 1, 2 * place + 2, 2 * place + 3)
      odd *= -square / Double(second * third)
      even *= -square / Double(first * second)
    }
    let half = 0.7071067811865476
    let turns: [(Double, Double)] = [
      (0, 1), (half, half), (1, 0), (half, -half), (0, -1), (-half, -half), (-1, 0), (-half, half),
    ]
    let (s, c) = turns[Int(eighth) % 8]
    return (sine * c + cosine * s, cosine * c - sine * s)
  }
}
