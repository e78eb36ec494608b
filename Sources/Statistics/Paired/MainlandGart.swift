/// Whether patients who differ lean to one treatment, whatever they lean to by the order.
///
/// Fisher's exact test, two-sided, of the patients who differ:
///
/// | | better in the first period | in the second |
/// |---|---|---|
/// | first treatment first | only first | only second |
/// | second treatment first | only second | only first |
///
/// An effect of the period moves both rows alike; only an effect of the treatments tells them apart.
///
/// Grade: canonical
/// Not: valid where the first treatment still acts in the second period.
/// Source: Gart (1969, Biometrika 56:75), Mainland (1963) and Senn, Cross-over Trials in Clinical Research, chapter 4 (all cited from
/// memory); held to R's `fisher.test` in `Datasets/reference/paired-proportions`.
public enum MainlandGart {
  /// `nil` where nobody differs in one of the orders.
  public static func probability(firstFirst: PairedCounts, secondFirst: PairedCounts) -> Double? {
    let rows = [
      (firstFirst.onlyFirst, firstFirst.onlySecond), (secondFirst.onlySecond, secondFirst.onlyFirst),
    ]
    guard rows.allSatisfy({ $0.0 + $0.1 > 0 }) else { return nil }
    return fisher(rows[0].0, rows[0].1, rows[1].0, rows[1].1)
  }

  /// The tables with these margins that are no likelier than this one.
  static func fisher(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Double {
    let (row, other, column) = (a + b, c + d, a + c)
    let (least, most) = (max(0, column - other), min(row, column))
    // From the likeliest table outwards, so that nothing grows and what vanishes does not count.
    let mode = min(most, max(least, (row + 1) * (column + 1) / (row + other + 2)))
    var weights = [Double](repeating: 1, count: most - least + 1)
    func ratio(_ k: Int) -> Double {
      Double(row - k) * Double(column - k) / (Double(k + 1) * Double(other - column + k + 1))
    }
    for k in mode..<most { weights[k + 1 - least] = weights[k - least] * ratio(k) }
    for k in stride(from: mode - 1, through: least, by: -1) {
      weights[k - least] = weights[k + 1 - least] / ratio(k)
    }
    // Tables that are as likely but for rounding, as R has it.
    let limit = weights[a - least] * (1 + 1e-7)
    let extreme = weights.filter { $0 <= limit }.sorted().reduce(0, +)
    return min(1, extreme / weights.sorted().reduce(0, +))
  }
}
