/// Fisher's exact test of two rows of two counts, two-sided.
///
///     exact = Σ P(x) over P(x) ≤ P(a)      mid = exact - ½ Σ P(x) over P(x) = P(a)
///
/// over the tables with the same margins; probabilities within 1e-7 of each other are alike, as in R's `fisher.test`.
///
/// Grade: canonical
/// Source: Fisher (1935) and Lancaster (1961, mid-p), cited from memory; held to R's `fisher.test` in
/// `Datasets/reference/paired-proportions` and `Datasets/reference/two-by-two`.
enum FisherExact {
  /// Of the table `a b / c d`.
  static func probabilities(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> (exact: Double, mid: Double) {
    let (row, other, column) = (a + b, c + d, a + c)
    let (least, most) = (max(0, column - other), min(row, column))
    // From the likeliest table outwards, so that nothing grows and what vanishes does not count.
    let likeliest = Double(row + 1) * Double(column + 1) / Double(row + other + 2)
    let mode = min(most, max(least, Int(likeliest)))
    var weights = [Double](repeating: 1, count: most - least + 1)
    func ratio(_ k: Int) -> Double {
      Double(row - k) * Double(column - k) / (Double(k + 1) * Double(other - column + k + 1))
    }
    for k in mode..<most { weights[k + 1 - least] = weights[k - least] * ratio(k) }
    for k in stride(from: mode - 1, through: least, by: -1) {
      weights[k - least] = weights[k + 1 - least] / ratio(k)
    }
    let observed = weights[a - least]
    let total = weights.sorted().reduce(0, +)
    let below = weights.filter { $0 < observed * (1 - 1e-7) }.sorted().reduce(0, +)
    let upToAlike = weights.filter { $0 <= observed * (1 + 1e-7) }.sorted().reduce(0, +)
    return (min(1, upToAlike / total), min(1, (below + upToAlike) / 2 / total))
  }
}
