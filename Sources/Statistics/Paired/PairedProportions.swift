import LinearAlgebra

/// The difference of two proportions of the same patients, and whether those who differ lean one way.
///
///     d = (b - c) / n      b the event after the first treatment alone, c after the second alone
///
/// Limits are Tango's: the differences D that the score test at the level does not reject,
///
///     (b - c - n D) / √(n (2 q + D (1 - D))) = ± z
///     q = (√(B² - 4 A C) - B) / 2A,   A = 2n,   B = (2n - b + c) D - b - c,   C = -c D (1 - D)
///
/// Grade: canonical
/// Not: allowing for the order of the treatments, nor for what the first leaves behind (see ``MainlandGart``).
/// Source: Tango (1998, Stat Med 17:891) as in contingencytables for R, `Tango_asymptotic_score_CI_paired_2x2` (its code read); exact and
/// mid-p: Fagerland, Lydersen and Laake (2013, BMC Med Res Methodol 13:91), supplement (read). Held to R in
/// `Datasets/reference/paired-proportions`.
public struct PairedProportions: Sendable, Hashable {
  public let level: Double

  public init(level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.level = level
  }

  /// First less second with Tango's limits; `nil` of nobody.
  public func difference(of counts: PairedCounts) -> (estimate: Double, low: Double, high: Double)? {
    guard counts.n > 0 else { return nil }
    let estimate = Double(counts.onlyFirst - counts.onlySecond) / Double(counts.n)
    let z = NormalDistribution.quantile(1 - (1 - level) / 2)
    // The numerator falls and the test with it, so each limit is the one place where it turns.
    let low = Self.turn(from: -1, to: estimate) {
      distance(counts, $0, z).apart > distance(counts, $0, z).reach
    }
    let high = Self.turn(from: estimate, to: 1) {
      -distance(counts, $0, z).apart < distance(counts, $0, z).reach
    }
    return (estimate, low, high)
  }

  /// How far the counts lie from what a difference expects, and how far the test lets them.
  private func distance(_ counts: PairedCounts, _ d: Double, _ z: Double) -> (apart: Double, reach: Double) {
    let (n, first, second) = (Double(counts.n), Double(counts.onlyFirst), Double(counts.onlySecond))
    let b = (2 * n - first + second) * d - first - second
    let c = -second * d * (1 - d)
    let root = max(0, b * b - 8 * n * c).squareRoot()
    // The same root in the form that loses no digits.
    let q = b > 0 ? -2 * c / (root + b) : (root - b) / (4 * n)
    return (first - second - n * d, z * max(0, n * (2 * q + d * (1 - d))).squareRoot())
  }

  /// The last number between two ends at which something still holds that holds at the first of them.
  private static func turn(from start: Double, to end: Double, _ holds: (Double) -> Bool) -> Double {
    var (low, high) = (start, end)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if holds(middle) { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// Two-sided p-values of McNemar's test, given how many patients differ: exact, and mid-p, which is less conservative.
  ///
  ///     exact = min(1, 2 P(X ≤ k))      mid-p = exact - P(X = k), where b = c: 1 - P(X = k) / 2
  ///
  /// X is binomial of b + c tries with a half, k the smaller of b and c. Both are 1 where nobody differs.
  public static func probabilities(of counts: PairedCounts) -> (exact: Double, mid: Double) {
    let tries = counts.onlyFirst + counts.onlySecond
    let least = min(counts.onlyFirst, counts.onlySecond)
    guard tries > 0 else { return (1, 1) }
    func atMost(_ k: Int) -> Double {
      k < 0 ? 0 : RegularisedBeta(Double(tries - k), Double(k + 1)).lower(0.5)
    }
    if counts.onlyFirst == counts.onlySecond { return (1, 0.5 + atMost(least - 1)) }
    return (min(1, 2 * atMost(least)), atMost(least) + atMost(least - 1))
  }
}
