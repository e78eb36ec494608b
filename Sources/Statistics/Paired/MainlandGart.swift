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
    return FisherExact.probabilities(rows[0].0, rows[0].1, rows[1].0, rows[1].1).exact
  }
}
