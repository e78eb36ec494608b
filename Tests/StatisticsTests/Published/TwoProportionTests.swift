import Statistics
import TestSupport
import Testing

@Suite("Tests of two proportions, Holm's adjustment and direct standardisation")
struct TwoProportionTests {
  private let tolerance = Tolerance(
    absolute: 1e-12, reason: "the same formulas in doubles; R prints 15 digits")

  private func number(_ text: String?) throws -> Double { try #require(text.flatMap(Double.init)) }

  @Test("The two-sided p is that of R's prop.test without correction")
  func againstR() throws {
    let rows = try referenceRows("two-proportions/tests.csv")
    #expect(rows.count > 50)
    for row in rows {
      let counts = try ["first_events", "first_n", "second_events", "second_n"].map {
        try #require(row[$0].flatMap(Int.init))
      }
      let p = try #require(TwoProportionTest.p(counts[0], counts[1], counts[2], counts[3]))
      #expect(tolerance.admits(p, for: try number(row["p"])), "\(row)")
      #expect(TwoProportionTest.p(counts[2], counts[3], counts[0], counts[1]) == p)
    }
  }

  @Test("Where nobody or everybody has the outcome, or a side is empty, there is no test")
  func none() {
    #expect(TwoProportionTest.p(0, 12, 0, 30) == nil)
    #expect(TwoProportionTest.p(12, 12, 30, 30) == nil)
    #expect(TwoProportionTest.p(0, 0, 3, 30) == nil)
  }

  @Test("Holm's adjusted p are those of R's p.adjust, in the order of what comes in")
  func holm() throws {
    let rows = try referenceRows("two-proportions/holm.csv")
    #expect(rows.count == 6)
    for row in rows {
      func list(_ name: String) throws -> [Double] {
        try #require(row[name]).split(separator: " ").compactMap { Double($0) }
      }
      let adjusted = AdjustedPValues(try list("probabilities")).holm
      let expected = try list("adjusted")
      #expect(adjusted.count == expected.count)
      for (one, other) in zip(adjusted, expected) { #expect(tolerance.admits(one, for: other), "\(row)") }
    }
    #expect(AdjustedPValues([]).holm == [])
  }

  @Test("Directly standardised rates and limits are those of R's arithmetic")
  func standardised() throws {
    let rows = try referenceRows("two-proportions/standardised.csv")
    #expect(rows.count == 8)
    for row in rows {
      let strata = try #require(row["strata"]).split(separator: ";").map {
        let counts = $0.split(separator: " ").compactMap { Int($0) }
        return DirectStandardisation.Stratum(events: counts[0], n: counts[1], weight: counts[2])
      }
      let rate = try #require(DirectStandardisation(level: try number(row["level"])).rate(strata))
      #expect(tolerance.admits(rate.estimate, for: try number(row["estimate"])), "\(row)")
      #expect(tolerance.admits(rate.low, for: try number(row["low"])), "\(row)")
      #expect(tolerance.admits(rate.high, for: try number(row["high"])), "\(row)")
    }
  }

  @Test(
    "Weights of the cohort's own numbers give its crude rate; an empty stratum, or none with a spread, gives none"
  )
  func edges() throws {
    func strata(_ list: [[Int]]) -> [DirectStandardisation.Stratum] {
      list.map { DirectStandardisation.Stratum(events: $0[0], n: $0[1], weight: $0[2]) }
    }
    let crude = try #require(DirectStandardisation().rate(strata([[10, 40, 40], [5, 60, 60]])))
    #expect(abs(crude.estimate - 0.15) < 1e-15)
    #expect(DirectStandardisation().rate(strata([[10, 40, 40], [0, 0, 60]])) == nil)
    #expect(DirectStandardisation().rate(strata([[0, 40, 40], [60, 60, 60]])) == nil)
    #expect(DirectStandardisation().rate([]) == nil)
  }
}
