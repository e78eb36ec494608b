import Summaries

/// Doubles that are hard to sum, from a seed.
enum SeededTerms {
  /// Every exponent, both signs, subnormals and zeros; half of the terms are the negative of an earlier one with
  /// its last bit changed, so that much cancels.
  static func wild(_ count: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: "wild terms", patient: 0)
    var terms: [Double] = []
    while terms.count < count {
      if let earlier = terms.randomElement(using: &stream), stream.bernoulli(0.5) {
        terms.append(stream.bernoulli(0.5) ? -earlier : -earlier.nextUp)
      } else {
        let term = Double(bitPattern: stream.next())
        // Leave room above, so that no sum of the test overflows.
        if term.isFinite, abs(term) < 0x1p1010 {
          terms.append(stream.bernoulli(0.1) ? term * 0x1p-1000 : term)
        }
      }
    }
    return terms
  }

  /// Numbers of about one size, as scores and doses are.
  static func tame(_ count: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: "tame terms", patient: 0)
    return (0..<count).map { _ in (stream.normal() * 100).rounded() / 10 + 20 }
  }
}
