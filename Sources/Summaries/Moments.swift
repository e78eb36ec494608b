/// Count, sum and sum of squares of numbers, all exact: mean and variance of any split of them.
///
///     mean = sum(x) / n      variance = (n sum(x^2) - sum(x)^2) / (n (n - 1))
///
/// Grade: exact. The numerator of the variance is computed in whole numbers, so nothing cancels: numbers that
/// are all equal have variance 0, and a shift far from zero costs no digit. The mean is rounded twice (sum,
/// division), the variance three times at most (numerator, denominator, division).
/// Not: exact squares of numbers smaller than 2^-484 or larger than 2^511 in size (see
/// ``ExactSum/addProduct(_:_:)``); scores, days and doses are nowhere near.
public struct Moments: Mergeable {
  public private(set) var n = 0
  public private(set) var sum = ExactSum()
  public private(set) var squares = ExactSum()

  public init() {}

  /// Adds a number. A missing value (NaN) must be left out by the caller, who also counts it.
  public mutating func add(_ x: Double) {
    n += 1
    sum.add(x)
    squares.addProduct(x, x)
  }

  /// Adds so many whole numbers by their sum and the sum of their squares.
  ///
  /// Not: for sums of 2^53 or more in size, which are no doubles any more.
  public mutating func add(wholeNumbers count: Int, sum total: Int, squares totalOfSquares: Int) {
    n += count
    sum.add(Double(total))
    squares.add(Double(totalOfSquares))
  }

  public mutating func merge(_ other: Moments) {
    n += other.n
    sum.merge(other.sum)
    squares.merge(other.squares)
  }

  /// The mean; `nil` where there is no number, or one that is not finite.
  public var mean: Double? {
    guard n > 0, sum.isFinite else { return nil }
    let mean = sum.value / Double(n)
    return mean.isFinite ? mean : nil
  }

  /// The variance with the factor 1 / (n - 1); `nil` for fewer than two numbers, or where one is not finite.
  public var variance: Double? {
    guard n > 1, squares.isFinite else { return nil }
    // The sum of squares is in units of 2^-1074, the square of the sum in units of 2^-2148.
    let total = sum.whole
    let scaled = (squares.whole * ExactInteger(n)).shifted(byDigits: 33) * ExactInteger(1 << 18)
    let numerator = scaled - total * total
    guard !numerator.isNegative else { return nil }
    let (significand, exponent) = numerator.rounded()
    let quotient = Double(significand) / (Double(n) * Double(n - 1))
    let variance = Self.scaled(quotient, by: exponent - 2148)
    return variance.isFinite ? variance : nil
  }

  /// The square root of the variance.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: value)
  }
}
