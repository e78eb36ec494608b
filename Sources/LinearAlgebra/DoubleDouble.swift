/// A number as the unevaluated sum of two doubles: some 31 digits, without a fused multiply-add.
///
/// Grade: canonical.
/// Not: for numbers beyond 1e290, whose halves overflow.
/// Source: Dekker (1971), "A floating-point technique for extending the available precision"; Knuth's two-sum (cited
/// from memory).
public struct DoubleDouble: Sendable, Equatable {
  public var high: Double
  public var low: Double

  @inline(__always)
  public init(_ value: Double) {
    high = value
    low = 0
  }

  @inline(__always)
  init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  public var value: Double { high + low }

  /// `x + y` without loss.
  @inline(__always)
  static func sum(_ x: Double, _ y: Double) -> DoubleDouble {
    let total = x + y
    let part = total - x
    return DoubleDouble(high: total, low: (x - (total - part)) + (y - part))
  }

  /// `x y` without loss.
  @inline(__always)
  static func product(_ x: Double, _ y: Double) -> DoubleDouble {
    let total = x * y
    let (a, b) = halves(x)
    let (c, d) = halves(y)
    return DoubleDouble(high: total, low: ((a * c - total) + a * d + b * c) + b * d)
  }

  /// Two numbers of at most 26 bits that add up to x.
  @inline(__always)
  private static func halves(_ x: Double) -> (Double, Double) {
    let scaled = 134_217_729.0 * x
    let high = scaled - (scaled - x)
    return (high, x - high)
  }

  @inline(__always)
  public static func + (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let sum = sum(left.high, right.high)
    return DoubleDouble.sum(sum.high, sum.low + (left.low + right.low))
  }

  @inline(__always)
  public static func * (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let product = product(left.high, right.high)
    return sum(product.high, product.low + (left.high * right.low + left.low * right.high))
  }

  /// Adds `x y`.
  @inline(__always)
  public mutating func addProduct(_ x: Double, _ y: Double) { self = self + Self.product(x, y) }
}
