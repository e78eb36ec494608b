/// Probabilities adjusted so that the chance of any false rejection among all of them is at most the level.
///
///     p̃₍ᵢ₎ = max over j ≤ i of min(1, (m - j + 1) p₍ⱼ₎)
///
/// Grade: exact.
/// Source: Holm (1979), "A simple sequentially rejective multiple test procedure" (cited from memory); R's `p.adjust`, against which
/// `Datasets/reference/two-proportions` checks it.
public enum HolmAdjustment {
  /// In the order of what comes in.
  public static func adjusted(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var result = probabilities
    var largest = 0.0
    for (rank, place) in order.enumerated() {
      largest = max(largest, min(1, Double(order.count - rank) * probabilities[place]))
      result[place] = largest
    }
    return result
  }
}
