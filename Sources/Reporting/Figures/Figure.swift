/// A drawing with the name of its file and what stands below it.
public struct Figure: Sendable, Equatable {
  /// The file's name without folder and ending.
  public var name: String
  public var caption: String
  /// The drawing as a file of its own.
  public var svg: String
  /// The drawing without the declaration that only a file has.
  var element: String { svg.firstRange(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg }
  /// The drawing for the inside of a page that carries the style itself.
  var inline: String
  /// Whether two of its kind fit side by side.
  var isSquare: Bool
  /// How a notebook draws it from the exported tables.
  var redrawing: Redrawing?

  init(name: String, caption: String, drawing: SVGDrawing, from redrawing: Redrawing? = nil) {
    self.redrawing = redrawing
    self.name = name
    self.caption = caption
    isSquare = drawing.width < 1.3 * drawing.height && drawing.width < 600
    svg = drawing.rendered(standalone: true)
    inline = drawing.rendered(standalone: false)
  }
}

/// A straight scale from values to coordinates.
struct Axis {
  var low: Double
  var high: Double
  var start: Double
  var end: Double

  func position(_ value: Double) -> Double { start + (value - low) / (high - low) * (end - start) }

  /// Round numbers from low to high, about as many as asked for.
  static func ticks(from low: Double, to high: Double, about count: Int) -> [Double] {
    guard high > low, count > 0 else { return [low] }
    let rough = (high - low) / Double(count)
    var unit = 1.0
    while unit * 10 <= rough { unit *= 10 }
    while unit > rough, unit > 1e-9 { unit /= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= rough * 0.999 } ?? unit * 10
    var ticks: [Double] = []
    var place = (low / step).rounded(.up)
    while place * step <= high + step * 1e-9 {
      ticks.append(place * step)
      place += 1
    }
    return ticks
  }
}
