/// The natural logarithm; minus infinity at 0, no number below.
///
///     x = 2ᵏ m,  √½ < m <= √2,   s = (m - 1) / (m + 1),   log m = 2 artanh s
///
/// Grade: canonical; within one unit in the last place of the true value.
/// Source: DLMF 4.6.4; how `log(1 + f)` is put together so that it keeps its digits follows Ng's fdlibm (cited from memory).
public func logarithm(_ x: Double) -> Double {
  if x.isNaN || x < 0 { return .nan }
  if x == 0 { return -.infinity }
  if x.isInfinite { return x }
  var exponent = Int(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  let k = Double(exponent)
  let f = mantissa - 1
  if f == 0 { return k * LogTwo.high + k * LogTwo.low }
  let s = f / (2 + f)
  let square = s * s
  var series = 2.0 / 25
  for odd in [23.0, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3] { series = series * square + 2 / odd }
  let halfSquare = 0.5 * f * f
  let rest = s * (halfSquare + series * square)
  if exponent == 0 { return f - (halfSquare - rest) }
  return k * LogTwo.high - ((halfSquare - (rest + k * LogTwo.low)) - f)
}

/// `log(1 + x)`, with its digits for small x.
///
/// Grade: canonical; within three units in the last place.
/// Source: Kahan's correction by the rounding of `1 + x`, cited from memory.
public func logarithm1p(_ x: Double) -> Double {
  if x <= -1 || x.isNaN { return x == -1 ? -.infinity : .nan }
  let sum = 1 + x
  if sum == 1 { return x }
  if sum.isInfinite { return sum }
  return logarithm(sum) * (x / (sum - 1))
}

/// The logarithm to base 2; whole for powers of two.
///
/// Grade: canonical.
public func logarithm2(_ x: Double) -> Double {
  guard x > 0, x.isFinite else { return logarithm(x) }
  let exponent = Double(x.exponent)
  return x.significand == 1 ? exponent : exponent + logarithm(x.significand) / 0.693_147_180_559_945_309_4
}

/// The logarithm to base 10; whole for powers of ten.
///
/// Grade: canonical.
public func logarithm10(_ x: Double) -> Double {
  let value = logarithm(x) / 2.302_585_092_994_045_684
  guard value.isFinite, value >= 0, value < 22.5 else { return value }
  let whole = value.rounded()
  return integerPower(10, Int(whole)) == x ? whole : value
}
