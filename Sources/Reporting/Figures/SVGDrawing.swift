/// A drawing in SVG: shapes and texts at coordinates, with a title and a description for screen readers.
///
/// Colours are attributes, for programs that know no CSS variables, and classes, so that a page or the reader's dark
/// mode can set them.
struct SVGDrawing {
  /// Where a text's anchor point lies.
  enum Anchor: String { case start, middle, end }

  enum Ink: Equatable {
    case text, muted, line, faint, paper
    /// The colour of a series, by its place.
    case series(Int)

    var name: String {
      switch self {
      case .text: "ink"
      case .muted: "muted"
      case .line: "line"
      case .faint: "faint"
      case .paper: "paper"
      case .series(let place): "s\(place % Palette.light.count)"
      }
    }

    var colour: String {
      switch self {
      case .text: "#1b1d21"
      case .muted: "#5a6069"
      case .line: "#8a9099"
      case .faint: "#dfe2e6"
      case .paper: "#ffffff"
      case .series(let place): Palette.light[place % Palette.light.count]
      }
    }
  }

  let width: Double
  var height: Double
  let id: String
  private let title: String
  private let description: String
  /// The size of the smallest text: how far the drawing may shrink before it cannot be read.
  private(set) var smallest = 13.0
  /// What is drawn so far, each an element of SVG.
  var elements: [String] = []

  init(id: String, title: String, description: String, width: Double, height: Double) {
    self.id = id
    self.title = title
    self.description = description
    self.width = width
    self.height = height
  }

  func number(_ value: Double) -> String { NumberText.coordinate(value) }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ ink: Ink, width: Double = 1, dash: String = ""
  ) {
    elements.append(
      "<line class=\"k-\(ink.name)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
        + "stroke=\"\(ink.colour)\" stroke-width=\"\(number(width))\""
        + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + "/>")
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ ink: Ink, width: Double = 2, dash: String = "") {
    guard points.count > 1 else { return }
    let steps = points.map { number($0.x) + " " + number($0.y) }.joined(separator: " L")
    elements.append(
      "<path class=\"k-\(ink.name)\" d=\"M\(steps)\" fill=\"none\" stroke=\"\(ink.colour)\" "
        + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\""
        + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + "/>")
  }

  /// A closed shape in a see-through colour: the band of a curve.
  mutating func area(_ points: [(x: Double, y: Double)], _ ink: Ink, opacity: Double = 0.18) {
    guard points.count > 2 else { return }
    let steps = points.map { number($0.x) + " " + number($0.y) }.joined(separator: " L")
    elements.append(
      "<path class=\"f-\(ink.name)\" d=\"M\(steps) Z\" fill=\"\(ink.colour)\" fill-opacity=\"\(number(opacity))\"/>"
    )
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: Ink, stroke: Ink? = nil,
    radius: Double = 0
  ) {
    let border = stroke.map { " stroke=\"\($0.colour)\"" } ?? ""
    let classes = "f-\(fill.name)" + (stroke.map { " k-\($0.name)" } ?? "")
    elements.append(
      "<rect class=\"\(classes)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
        + "height=\"\(number(height))\"" + (radius == 0 ? "" : " rx=\"\(number(radius))\"")
        + " fill=\"\(fill.colour)\"\(border)/>")
  }

  /// Many rectangles of one size and colour, as one element: a page of thousands of them would be large.
  mutating func bars(at places: [(x: Double, y: Double)], _ width: Double, _ height: Double, fill ink: Ink) {
    guard !places.isEmpty else { return }
    let outline = "h\(number(width))v\(number(height))h\(number(-width))z"
    let steps = places.map { "M\(number($0.x)) \(number($0.y))\(outline)" }.joined()
    elements.append("<path class=\"f-\(ink.name)\" d=\"\(steps)\" fill=\"\(ink.colour)\"/>")
  }

  /// A rectangle in a see-through colour.
  mutating func shade(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ ink: Ink, opacity: Double
  ) {
    elements.append(
      "<rect class=\"f-\(ink.name)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
        + "height=\"\(number(height))\" fill=\"\(ink.colour)\" fill-opacity=\"\(number(opacity))\"/>")
  }

  /// Slanting lines across a rectangle: what is hidden.
  mutating func hatch(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    var start = 6.0
    while start < width + height {
      let (left, right) = (max(0, start - height), min(start, width))
      line(x + left, y + start - left, x + right, y + start - right, .line, width: 0.8)
      start += 8
    }
  }

  /// A mark of a series: circle, square, diamond or triangle by its place, so that colour is not all there is.
  mutating func mark(
    _ x: Double, _ y: Double, size: Double, series: Int, shape: Int? = nil, hollow: Bool = false
  ) {
    let ink = Ink.series(series)
    let fill = hollow ? Ink.paper : ink
    let style =
      "class=\"f-\(fill.name) k-\(ink.name)\" fill=\"\(fill.colour)\" stroke=\"\(ink.colour)\" stroke-width=\"1.6\""
    let r = size / 2
    func points(_ list: [(Double, Double)]) -> String {
      list.map { number(x + $0.0) + "," + number(y + $0.1) }.joined(separator: " ")
    }
    switch (shape ?? series) % 4 {
    case 0: elements.append("<circle \(style) cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(r))\"/>")
    case 1:
      let side = r * 0.9
      elements.append(
        "<polygon \(style) points=\"\(points([(-side, -side), (side, -side), (side, side), (-side, side)]))\"/>"
      )
    case 2:
      let reach = r * 1.25
      elements.append(
        "<polygon \(style) points=\"\(points([(0, -reach), (reach, 0), (0, reach), (-reach, 0)]))\"/>")
    default:
      let reach = r * 1.2
      elements.append(
        "<polygon \(style) points=\"\(points([(0, -reach), (reach, reach * 0.8), (-reach, reach * 0.8)]))\"/>"
      )
    }
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double = 13, anchor: Anchor = .start, ink: Ink = .text,
    bold: Bool = false, italic: Bool = false
  ) {
    note(size)
    elements.append(
      "<text class=\"f-\(ink.name)\" x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" "
        + "fill=\"\(ink.colour)\"" + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
        + (bold ? " font-weight=\"600\"" : "") + (italic ? " font-style=\"italic\"" : "")
        + ">\(Escaped.markup(text))</text>")
  }

  /// A text that reads upwards, centred on its point: the name of an upright axis.
  mutating func upright(_ text: String, _ x: Double, _ y: Double, size: Double = 13, ink: Ink = .text) {
    note(size)
    elements.append(
      "<text class=\"f-\(ink.name)\" transform=\"translate(\(number(x)) \(number(y))) rotate(-90)\" "
        + "font-size=\"\(number(size))\" fill=\"\(ink.colour)\" text-anchor=\"middle\">\(Escaped.markup(text))</text>"
    )
  }

  /// A text of this size is drawn.
  mutating func note(_ size: Double) { smallest = min(smallest, size) }

  /// The drawing; as a file of its own with the XML declaration.
  func rendered(standalone: Bool) -> String {
    let head = standalone ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    return head
      + "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"remit-figure\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-desc\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
      + "width=\"\(number(width))\" height=\"\(number(height))\" "
      // On a page, texts keep ten pixels; where that is wider than the screen the drawing moves sideways in its box.
      + (standalone ? "" : "style=\"--least:\(number((width * 10 / smallest).rounded(.up)))px\" ")
      + "font-family=\"'Helvetica Neue', Arial, 'Liberation Sans', sans-serif\">\n"
      + "<title id=\"\(id)-title\">\(Escaped.markup(title))</title>\n"
      + "<desc id=\"\(id)-desc\">\(Escaped.markup(description))</desc>\n"
      + (standalone ? "<style>\(Palette.style)</style>\n" : "")
      + "<rect class=\"f-paper\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      + (standalone ? elements.joined(separator: "\n") : uncoloured) + "\n</svg>\n"
  }

  /// The elements without colours of their own: on a page its style sheet has them, and a page of many figures would be a tenth larger.
  private var uncoloured: String {
    let inks = [Ink.text, .muted, .line, .faint, .paper] + Palette.light.indices.map { .series($0) }
    let attributes = inks.flatMap { ink in
      ["fill", "stroke"].map { Array(" \($0)=\"\(ink.colour)\"".utf8) }
    }
    let text = Array(elements.joined(separator: "\n").utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      let rest = text[place...]
      if text[place] == UInt8(ascii: " "), let found = attributes.first(where: rest.starts(with:)) {
        place += found.count
      } else {
        kept.append(text[place])
        place += 1
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
