/// The values below which a quarter, half and three quarters of some numbers lie.
///
/// A quantile lies between the values on either side of its place (n - 1) p, linearly, as R's `quantile` has it (type 7).
///
/// Grade: exact
/// Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages" (cited from memory); R 4.2.2, `?quantile` (read).
public struct Quartiles: Sendable, Equatable {
  public var lower: Double
  public var median: Double
  public var upper: Double

  public init(lower: Double, median: Double, upper: Double) {
    self.lower = lower
    self.median = median
    self.upper = upper
  }

  /// Of `n` numbers, at least one; `ranked` tells the number of a place in ascending order, from 0.
  init(of n: Int, ranked: (Int) -> Double) {
    func quartile(_ number: Int) -> Double {
      let (place, part) = ((n - 1) * number / 4, (n - 1) * number % 4)
      let low = ranked(place)
      return part == 0 ? low : low + Double(part) * (ranked(place + 1) - low) / 4
    }
    self.init(lower: quartile(1), median: quartile(2), upper: quartile(3))
  }
}
