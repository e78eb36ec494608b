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

private func exponentialNearZero(_ r: Double) -> Double {
  var tail = 1.0 / 6_227_020_800
  for factorial in [
    479_001_600.0, 39_916_800, 3_628_800, 362_880, 40_320, 5_040, 720, 120, 24, 6,
  ] {
    tail = tail * r + 1 / factorial
  }
  let square = r * r
  return 1 + (r + (square * 0.5 + square * r * tail))
}
