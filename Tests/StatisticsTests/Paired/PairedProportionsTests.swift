import Summaries
import TestSupport
import Testing

@testable import Statistics

@Suite("Paired proportions")
struct PairedProportionsTests {
  private func value(_ row: [String: String], _ name: String) throws -> Double {
    try #require(row[name].flatMap(Double.init), "\(name)")
  }

  private func counts(_ row: [String: String], _ order: String) throws -> PairedCounts {
    func count(_ name: String) throws -> Int { try #require(row["\(name)_\(order)"].flatMap { Int($0) }) }
    return PairedCounts(
      both: try count("both"), onlyFirst: try count("only_first"), onlySecond: try count("only_second"),
      neither: try count("neither"))
  }

  /// Who computed the expected numbers: R 4.2.2, `Datasets/reference/paired-proportions/make.R`.
  @Test("Tango's limits, McNemar's exact and mid-p and the Mainland-Gart test are R's")
  func reference() throws {
    let rows = try referenceRows("paired-proportions/expected.csv")
    #expect(rows.count == 42)
    let tests = Tolerance(relative: 1e-9, reason: "R's binomial and hypergeometric functions round otherwise")
    let limits = Tolerance(absolute: 1e-9, reason: "a root of R's uniroot")
    for row in rows {
      let (ab, ba) = (try counts(row, "ab"), try counts(row, "ba"))
      let all = ab.merged(with: ba)
      let proportions = PairedProportions(level: try value(row, "level"))
      let difference = try #require(proportions.difference(of: all))
      #expect(tests.admits(difference.estimate, for: try value(row, "estimate")), "\(row)")
      #expect(limits.admits(difference.low, for: try value(row, "low")), "\(row)")
      #expect(limits.admits(difference.high, for: try value(row, "high")), "\(row)")
      let p = PairedProportions.probabilities(of: all)
      #expect(tests.admits(p.exact, for: try value(row, "exact_p")), "\(row)")
      #expect(tests.admits(p.mid, for: try value(row, "mid_p")), "\(row)")
      let order = MainlandGart.probability(firstFirst: ab, secondFirst: ba)
      #expect((order == nil) == (row["order_p"] == ""))
      if let order { #expect(tests.admits(order, for: try value(row, "order_p")), "\(row)") }
    }
  }

  @Test("Turning the treatments turns the difference and its limits, and leaves the tests")
  func turned() throws {
    let proportions = PairedProportions()
    for counts in [
      PairedCounts(both: 3, onlyFirst: 7, onlySecond: 2, neither: 11),
      PairedCounts(both: 0, onlyFirst: 4, onlySecond: 4, neither: 1),
      PairedCounts(both: 2, onlyFirst: 0, onlySecond: 0, neither: 0),
    ] {
      let (one, other) = (try #require(proportions.difference(of: counts)), counts.turned)
      let turned = try #require(proportions.difference(of: other))
      #expect(turned.estimate == -one.estimate)
      #expect(abs(turned.low + one.high) < 1e-12 && abs(turned.high + one.low) < 1e-12)
      #expect(PairedProportions.probabilities(of: other) == PairedProportions.probabilities(of: counts))
      #expect(
        MainlandGart.probability(firstFirst: counts, secondFirst: other)
          == MainlandGart.probability(firstFirst: other, secondFirst: counts))
    }
    #expect(proportions.difference(of: PairedCounts()) == nil)
  }

  @Test("An effect of the period alone gives no sign of the treatments, however large it is")
  func period() {
    // Whatever came second helped: 9 of 9 in both orders.
    let p = MainlandGart.probability(
      firstFirst: PairedCounts(onlySecond: 9), secondFirst: PairedCounts(onlyFirst: 9))
    #expect(p == 1)
    // McNemar's test sees nothing either, and here it would be fooled.
    #expect(PairedProportions.probabilities(of: PairedCounts(onlySecond: 9)).exact < 0.01)
  }
}
