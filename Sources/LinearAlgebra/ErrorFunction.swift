/// `erf(x)`.
///
///     erf(x) = 2 / √π · exp(-x²) Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1))
///
/// Grade: canonical; within a few units in the last place.
/// Source: DLMF 7.6.2, whose terms do not cancel.
func errorFunction(_ x: Double) -> Double {
  let size = abs(x)
  if size >= 1.5 { return x < 0 ? errorFunctionComplement(size) - 1 : 1 - errorFunctionComplement(size) }
  let square = x * x
  var term = x
  var sum = x
  var odd = 1.0
  while true {
    odd += 2
    term *= 2 * square / odd
    let next = sum + term
    if next == sum { break }
    sum = next
  }
  return 1.128_379_167_095_512_573_9 * gaussian(size) * sum
}

/// `erfc(x) = 1 - erf(x)`, with its digits far out.
///
///     erfc(x) = exp(-x²) / √π · 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …))))
///
/// Grade: canonical; within some ten units in the last place.
/// Source: DLMF 7.9.1, evaluated from its end; below 1 by `erf`.
func errorFunctionComplement(_ x: Double) -> Double {
  if x < 1 { return 1 - errorFunction(x) }
  if x > 27.3 { return 0 }
  var fraction = x
  for k in stride(from: Int(160 / (x * x)) + 24, to: 0, by: -1) { fraction = x + Double(k) / 2 / fraction }
  return gaussian(x) / (1.772_453_850_905_516_027_3 * fraction)
}

/// `exp(-x²)` for x from 0, where rounding x² would cost x² units in the last place.
func gaussian(_ x: Double) -> Double {
  // 26 bits of x, whose square is exact, and what is left.
  let high = Double(bitPattern: x.bitPattern & 0xFFFF_FFFF_F800_0000)
  let low = (x - high) * (x + high)
  return exponential(-high * high) * exponential(-low)
}
