import Summaries

/// Numbers with their moments and, while they are few enough, how often each occurs: what quartiles and skewness come from.
///
/// Grade: exact (moments, quartiles); canonical (skewness)
/// Not: quartiles of more than ``limit`` different numbers, which are no longer kept. Ages, scores and days are far from it.
struct NumberCounts: Mergeable {
  /// Memory stays bounded: a column of more different numbers has no quartiles.
  static let limit = 1 << 16

  private(set) var moments = Moments()
  /// `nil` once there are too many, or one is not finite.
  private var counts: Tally<Double>? = Tally()

  init() {}

  /// Adds a number. A missing value (NaN) must be left out by the caller.
  mutating func add(_ x: Double) {
    moments.add(x)
    // Zero has one sign, so that equal counts are equal bytes.
    if x.isFinite { counts?.add(x == 0 ? 0 : x) } else { counts = nil }
    forgetIfTooMany()
  }

  mutating func merge(_ other: NumberCounts) {
    moments.merge(other.moments)
    if let more = other.counts { counts?.merge(more) } else { counts = nil }
    forgetIfTooMany()
  }

  private mutating func forgetIfTooMany() {
    if let counts, counts.count > Self.limit { self.counts = nil }
  }

  /// `nil` of nothing, and where the numbers are no longer kept.
  var quartiles: Quartiles? {
    guard let ordered = counts?.ordered, !ordered.isEmpty else { return nil }
    var before: [Int] = []
    for entry in ordered { before.append((before.last ?? 0) + entry.count) }
    return Quartiles(of: moments.n) { place in
      var (low, high) = (0, ordered.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if before[middle] > place { high = middle } else { low = middle + 1 }
      }
      return ordered[low].key
    }
  }

  /// How lopsided the numbers lie around their mean.
  ///
  ///     g₁ = m₃ / m₂^(3/2)      mₖ = sum (x - mean)^k / n
  ///
  /// `nil` of fewer than three different numbers, where it says nothing of a shape, and where they are no longer kept.
  ///
  /// Source: Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis" (cited from memory); e1071's
  /// `skewness(type = 1)` has the same formula.
  var skewness: Double? {
    guard let ordered = counts?.ordered, ordered.count > 2, let mean = moments.mean else { return nil }
    var (second, third) = (0.0, 0.0)
    for entry in ordered {
      let away = entry.key - mean
      let square = away * away
      second += Double(entry.count) * square
      third += Double(entry.count) * (square * away)
    }
    let n = Double(moments.n)
    (second, third) = (second / n, third / n)
    let skewness = third / (second * second.squareRoot())
    return skewness.isFinite ? skewness : nil
  }
}
