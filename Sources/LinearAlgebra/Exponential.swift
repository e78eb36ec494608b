/// `exp(x)`.
///
///     x = k log 2 + r,   exp(x) = 2ᵏ exp(r),   exp(r) by its Taylor polynomial of degree 13 on |r| <= log(2)/2
///
/// Grade: canonical; within one unit in the last place of the true value.
/// Not: correctly rounded, and below the least normal number rounded twice.
/// Source: the reduction is Cody & Waite's (1980), cited from memory; checked against mpmath.
public func exponential(_ x: Double) -> Double {
  if x.isNaN { return x }
  if x > 709.782_712_893_384 { return .infinity }
  if x < -745.2 { return 0 }
  let shifted = x * 1.442_695_040_888_963_4 + 6_755_399_441_055_744.0
  let whole = shifted - 6_755_399_441_055_744.0
  let r = (x - whole * LogTwo.high) - whole * LogTwo.low
  let value = exponentialNearZero(r)
  // In two factors, since 2ᵏ itself may lie outside the range where the product does not.
  let k = Int(whole)
  let half = k / 2
  return value * powerOfTwo(half) * powerOfTwo(k - half)
}

/// log 2 in two parts; the first ends in 21 zero bits, so that its product with an exponent is exact.
enum LogTwo {
  static let high = 0.693_147_180_369_123_816_49
  static let low = 1.908_214_929_270_587_7e-10
}

/// 2 to a whole power within the normal range.
func powerOfTwo(_ exponent: Int) -> Double {
  Double(bitPattern: UInt64(bitPattern: Int64(exponent &+ 1023)) &<< 52)
}

/// `exp` of eight numbers, each to the bits of ``exponential(_:)-(Double)``.
///
/// The polynomial of one number is a chain in which each step waits for the one before; eight chains run beside each other.
///
/// Grade: canonical
public func exponential(_ x: SIMD8<Double>) -> SIMD8<Double> {
  // Where no lane leaves the normal range; NaN is in no range.
  guard all(x .> -700 .& x .< 700) else {
    var result = x
    for lane in 0..<8 { result[lane] = exponential(x[lane]) }
    return result
  }
  let whole = (x * 1.442_695_040_888_963_4 + 6_755_399_441_055_744.0) - 6_755_399_441_055_744.0
  let near = exponentialNearZero((x - whole * LogTwo.high) - whole * LogTwo.low)
  var result = near
  for lane in 0..<8 {
    let k = Int(whole[lane])
    let half = k / 2
    result[lane] = near[lane] * powerOfTwo(half) * powerOfTwo(k - half)
  }
  return result
}

/// One number, or several beside each other, as far as the polynomial needs them.
private protocol Chain {
  init(repeating value: Double)
  static func + (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
}

extension Double: Chain {
  fileprivate init(repeating value: Double) { self = value }
}

extension SIMD8<Double>: Chain {}

/// Written out, so that every coefficient is a constant.
@inline(__always)
private func exponentialNearZero<Value: Chain>(_ r: Value) -> Value {
  var tail = Value(repeating: 1 / 6_227_020_800)
  tail = tail * r + Value(repeating: 1 / 479_001_600)
  tail = tail * r + Value(repeating: 1 / 39_916_800)
  tail = tail * r + Value(repeating: 1 / 3_628_800)
  tail = tail * r + Value(repeating: 1 / 362_880)
  tail = tail * r + Value(repeating: 1 / 40_320)
  tail = tail * r + Value(repeating: 1 / 5_040)
  tail = tail * r + Value(repeating: 1 / 720)
  tail = tail * r + Value(repeating: 1 / 120)
  tail = tail * r + Value(repeating: 1 / 24)
  tail = tail * r + Value(repeating: 1 / 6)
  let square = r * r
  return Value(repeating: 1) + (r + (square * Value(repeating: 0.5) + square * r * tail))
}
