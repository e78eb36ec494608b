import Summaries
import TestSupport
import Testing

@testable import Regression

@Suite("Values of a column, counted")
struct ValueCountsTests {
  @Test("Counted or sorted, ranks and quantiles are those of the sorted column", arguments: [7, 300, 20_000])
  func quantiles(distinct: Int) {
    var random = RandomStream(seed: 7, purpose: "values", patient: UInt64(distinct))
    let column = (0..<9_001).map { _ in Double(random.next() % UInt64(distinct)) / 8 }
    let sorted = column.sorted()
    let counts = ValueCounts(column + [.nan, .infinity])
    #expect(counts.total == column.count)
    #expect(counts.values == Set(column).sorted())
    for rank in stride(from: 0, to: sorted.count, by: 97) { #expect(counts.ranked(rank) == sorted[rank]) }
    // 9,000 steps between the first and the last, so these quantiles are order statistics.
    for thousandth in [0, 50, 500, 950, 1000] {
      #expect(counts.quantile(Double(thousandth) / 1000) == sorted[9 * thousandth])
    }
    let kept = counts.kept { $0 > sorted[1000] }
    #expect(kept.total == sorted.count { $0 > sorted[1000] })
  }

  @Test("A spline needs six values and three knots that differ")
  func knots() {
    #expect(SplineBasis.defaultKnots(ValueCounts([1, 2, 3, 4, 5]), count: 3) == nil)
    #expect(SplineBasis.defaultKnots(ValueCounts([1, 1, 2, 2, 3, 3, 4]), count: 3) == nil)
    #expect(SplineBasis.defaultKnots(ValueCounts([1, 2, 3, 4, 5, 5]), count: 4) == [2, 3, 4])
  }

  @Test("A spline is linear beyond its outer knots")
  func linear() {
    let basis = SplineBasis(knots: [10, 20, 30, 45])
    let rounding = Tolerance(absolute: 1e-9, reason: "the slope's rounding, forty times, of cubes up to 1e6")
    for column in 1...2 {
      #expect(basis.value(column, at: 9) == 0)
      let slope = basis.value(column, at: 61) - basis.value(column, at: 60)
      #expect(rounding.admits(basis.value(column, at: 100) - basis.value(column, at: 60), for: 40 * slope))
    }
  }
}
