#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The logarithm of the gamma function of a positive number, as the C library computes it.
///
/// Not: reflection for negative arguments; nothing here needs it.
public func logGamma(_ x: Double) -> Double {
  precondition(x > 0, "logGamma needs a positive argument")
  return lgamma(x).0
}

/// What Stirling's approximation leaves out of `log Γ(x + 1)`:
/// `log Γ(x + 1) - (x + 1/2) log x + x - log(2π) / 2`.
///
/// It is small where `log Γ` is large, so differences of it keep digits that differences of `log Γ` lose.
///
/// Source: the asymptotic series is DLMF 5.11.1 (Bernoulli numbers over 2k (2k - 1)); its use for binomial
/// probabilities follows Loader (2000), "Fast and accurate computation of binomial probabilities" (both cited
/// from memory).
func stirlingError(_ x: Double) -> Double {
  if x < 16 {
    return logGamma(x + 1) - (x + 0.5) * log(x) + x - 0.918_938_533_204_672_741_78
  }
  let inverse = 1 / x
  let square = inverse * inverse
  // 1/12, 1/360, 1/1260, 1/1680, 1/1188, 691/360360: the next term is below 1e-16 from x = 16 on.
  let tail = 1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360_360 - square / 156))
  return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * tail)))
}

/// `x log(x / mean) + mean - x`, without loss of digits where `x` is close to `mean`.
///
/// With `r = (x - mean) / (x + mean)`, `log(x / mean) = 2 artanh r` (DLMF 4.37.24 and 4.6.4), so the sum is
/// `(x - mean) r + 2 x (r³/3 + r⁵/5 + …)`.
func devianceTerm(_ x: Double, _ mean: Double) -> Double {
  let difference = x - mean
  guard abs(difference) < 0.1 * (x + mean) else { return x * log(x / mean) - difference }
  let ratio = difference / (x + mean)
  let square = ratio * ratio
  var sum = difference * ratio
  var power = 2 * x * ratio
  var odd = 3.0
  while true {
    power *= square
    let next = sum + power / odd
    if next == sum { return sum }
    sum = next
    odd += 2
  }
}
