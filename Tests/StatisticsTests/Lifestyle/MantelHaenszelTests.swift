import Statistics
import TestSupport
import Testing

@Suite("Differences pooled over strata")
struct MantelHaenszelTests {
  private func strata(_ counts: [[Int]]) -> [StratumCounts] {
    counts.map {
      StratumCounts(firstEvents: $0[0], firstN: $0[1], secondEvents: $0[2], secondN: $0[3])
    }
  }

  @Test("Estimate, error and limits are those of R's metafor, from one stratum to 73")
  func againstMetafor() throws {
    let tolerance = Tolerance(
      absolute: 1e-12, reason: "the same sums in doubles, in the same order; metafor prints 15 digits")
    let rows = try referenceRows("mantel-haenszel/expected.csv")
    #expect(rows.count == 12)
    for row in rows {
      let counts = try #require(row["strata"]).split(separator: ";").map {
        $0.split(separator: " ").compactMap { Int($0) }
      }
      func number(_ name: String) throws -> Double { try #require(row[name].flatMap(Double.init)) }
      let pooled = try #require(
        MantelHaenszelDifference(level: try number("level")).pooled(strata(counts)))
      #expect(pooled.strata == counts.count)
      #expect(tolerance.admits(pooled.estimate, for: try number("estimate")), "\(row)")
      #expect(tolerance.admits(try #require(pooled.stdError), for: try number("std_error")), "\(row)")
      #expect(tolerance.admits(try #require(pooled.low), for: try number("low")), "\(row)")
      #expect(tolerance.admits(try #require(pooled.high), for: try number("high")), "\(row)")
    }
  }

  @Test("Of one stratum it is the plain difference, and a stratum with one group adds nothing")
  func oneStratum() throws {
    let one = try #require(MantelHaenszelDifference().pooled(strata([[6, 20, 10, 80]])))
    #expect(one.estimate == 6.0 / 20 - 10.0 / 80)
    #expect(
      MantelHaenszelDifference().pooled(strata([[6, 20, 10, 80], [3, 9, 0, 0], [0, 0, 4, 7]])) == one)
    #expect(one.strata == 1)
  }

  @Test("Without a stratum that holds both groups there is none")
  func nothing() {
    #expect(MantelHaenszelDifference().pooled([]) == nil)
    #expect(MantelHaenszelDifference().pooled(strata([[3, 9, 0, 0]])) == nil)
  }

  @Test(
    "Where the variance has no width there are no limits, rather than limits without width",
    arguments: [[0, 12, 0, 30], [12, 12, 30, 30], [12, 12, 0, 30], [0, 12, 30, 30]])
  func noWidth(counts: [Int]) throws {
    let pooled = try #require(MantelHaenszelDifference().pooled(strata([counts, counts])))
    #expect(pooled.stdError == nil && pooled.low == nil && pooled.high == nil)
    #expect(abs(pooled.estimate) == (counts[0] / 12 == counts[2] / 30 ? 0 : 1))
  }
}
