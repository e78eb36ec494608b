/// How a design's columns are moved and stretched inside a fit: `z = (x - centre) scale`, with every |z| at most 1.
///
/// Scales are powers of two, so that only the subtraction rounds, and that once, relative to the difference.
///
/// Shapes: `centre` and `scale` hold one value a column.
public struct ColumnScaling: Sendable, Equatable {
  public var centre: [Double]
  public var scale: [Double]
  /// The largest weight of a row.
  public var largestWeight: Double

  /// Columns as they are; |z| at most 1 is not promised.
  public init(none width: Int) {
    centre = Array(repeating: 0, count: width)
    scale = Array(repeating: 1, count: width)
    largestWeight = 1
  }

  public init(centre: [Double], scale: [Double], largestWeight: Double) {
    precondition(centre.count == scale.count, "a centre and a scale a column")
    self.centre = centre
    self.scale = scale
    self.largestWeight = largestWeight
  }

  public var width: Int { centre.count }

  /// The power of two that brings numbers up to `size` to at most 1.
  public static func scale(for size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    let exponent = max(-1000, min(1000, Int(size.exponent) + (size.significand > 1 ? 1 : 0)))
    return powerOfTwo(-exponent)
  }
}
