/// p-values of several comparisons, made larger for their number.
///
///     Holm      the largest of (m - j + 1) p₍ⱼ₎ over j ≤ i      any error among all at most at the level
///     BH        the least of m p₍ⱼ₎ / j over j ≥ i               of those called different, that share wrong on average
///
/// Source: Holm (1979); Benjamini & Hochberg (1995) (cited from memory); checked against R's `p.adjust`.
public struct AdjustedPValues: Sendable, Equatable {
  public let holm: [Double]
  public let benjaminiHochberg: [Double]

  public init(_ values: [Double]) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let count = Double(values.count)
    var (holm, hochberg) = (values, values)
    var largest = 0.0
    for (place, index) in order.enumerated() {
      largest = max(largest, min(1, (count - Double(place)) * values[index]))
      holm[index] = largest
    }
    var least = 1.0
    for (place, index) in order.enumerated().reversed() {
      least = min(least, count / Double(place + 1) * values[index])
      hochberg[index] = least
    }
    (self.holm, benjaminiHochberg) = (holm, hochberg)
  }
}
