/// The logarithm of the gamma function of a positive number.
///
///     log Γ(x) = (x + 1/2) log x - x + log(2π) / 2 + stirlingError(x) - log x
///
/// Grade: canonical; within 1e-15 of the value or 2e-15, whichever is more.
/// Not: reflection for negative arguments; nothing here needs it.
public func logGamma(_ x: Double) -> Double {
  precondition(x > 0, "logGamma needs a positive argument")
  if x == 1 || x == 2 { return 0 }
  return ((x - 0.5) * logarithm(x) - x) + 0.918_938_533_204_672_741_78 + stirlingError(x)
}

/// What Stirling's approximation leaves out of `log Γ(x + 1)`:
/// `log Γ(x + 1) - (x + 1/2) log x + x - log(2π) / 2`.
///
/// It is small where `log Γ` is large, so differences of it keep digits that differences of `log Γ` lose.
///
/// Source: the asymptotic series is DLMF 5.11.1 (Bernoulli numbers over 2k (2k - 1)); its use for binomial
/// probabilities follows Loader (2000), "Fast and accurate computation of binomial probabilities" (both cited
/// from memory). Below 16 by the recurrence `e(x) - e(x + 1) = (x + 1/2) log(1 + 1/x) - 1`, from Γ(x + 1) = x Γ(x).
func stirlingError(_ x: Double) -> Double {
  var x = x
  var shifts = 0.0
  while x < 16 {
    shifts += stirlingStep(x)
    x += 1
  }
  let inverse = 1 / x
  let square = inverse * inverse
  // 1/12, 1/360, 1/1260, 1/1680, 1/1188, 691/360360: the next term is below 1e-16 from x = 16 on.
  let tail = 1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360_360 - square / 156))
  return shifts + inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * tail)))
}

/// `(x + 1/2) log(1 + 1/x) - 1`.
///
/// With `r = 1 / (2x + 1)`, `log(1 + 1/x) = 2 artanh r`, so that it is `r²/3 + r⁴/5 + …`, which does not cancel.
private func stirlingStep(_ x: Double) -> Double {
  guard x >= 1 else { return (x + 0.5) * logarithm((x + 1) / x) - 1 }
  let ratio = 1 / (2 * x + 1)
  let square = ratio * ratio
  var power = square
  var odd = 3.0
  var sum = power / odd
  while true {
    power *= square
    odd += 2
    let next = sum + power / odd
    if next == sum { return sum }
    sum = next
  }
}

/// `x log(x / mean) + mean - x`, without loss of digits where `x` is close to `mean`.
///
/// With `r = (x - mean) / (x + mean)`, `log(x / mean) = 2 artanh r` (DLMF 4.37.24 and 4.6.4), so the sum is
/// `(x - mean) r + 2 x (r³/3 + r⁵/5 + …)`.
func devianceTerm(_ x: Double, _ mean: Double) -> Double {
  let difference = x - mean
  guard abs(difference) < 0.1 * (x + mean) else { return x * logarithm(x / mean) - difference }
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
