/// `base` to the power `exponent`.
///
/// Whole exponents up to 1024 are multiplied out in double-double arithmetic and rounded once; halves are square roots;
/// any other is `exp(exponent · log(base))`, within about `|exponent · log(base)|` units in the last place.
///
/// Grade: canonical.
/// Not: a number for a negative base and a broken exponent.
public func power(_ base: Double, _ exponent: Double) -> Double {
  if exponent == 0 || base == 1 { return 1 }
  if base.isNaN || exponent.isNaN { return .nan }
  let doubled = exponent * 2
  if abs(doubled) <= 2048, doubled == doubled.rounded() {
    let size = integerPower(base, Int(abs(exponent).rounded(.towardZero)))
    let isHalf = exponent != exponent.rounded()
    let value = isHalf ? size * base.squareRoot() : size
    return exponent < 0 ? 1 / value : value
  }
  if base < 0 {
    // Beyond 2⁵³ every number is even.
    guard exponent == exponent.rounded() else { return .nan }
    let size = exponential(exponent * logarithm(-base))
    return abs(exponent) < 9_007_199_254_740_992 && Int(exponent) % 2 != 0 ? -size : size
  }
  if base == 0 { return exponent > 0 ? 0 : .infinity }
  return exponential(exponent * logarithm(base))
}

/// `base` multiplied with itself, by squaring.
func integerPower(_ base: Double, _ exponent: Int) -> Double {
  var square = DoubleDouble(base)
  var result = DoubleDouble(1)
  var left = exponent
  while left > 0 {
    if left & 1 == 1 { result = result * square }
    left >>= 1
    if left > 0 { square = square * square }
  }
  // A product that left the range has no second part to trust.
  if result.value.isFinite { return result.value }
  var plain = 1.0
  for _ in 0..<exponent {
    plain *= base
    if plain.isInfinite || plain == 0 { break }
  }
  let isNegative = base < 0 && exponent % 2 == 1
  return plain.isInfinite ? (isNegative ? -.infinity : .infinity) : plain
}
