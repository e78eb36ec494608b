import Statistics
import TestSupport
import Testing

@Suite("Two groups without adjustment")
struct TwoByTwoTests {
  @Test("Limits of difference and ratios, Fisher's p and the mid-p are those of R")
  func againstR() throws {
    let tolerance = Tolerance(
      absolute: 2e-9, relative: 1e-8, reason: "uniroot's steps; the other side is halved to 60 bits")
    let rows = try referenceRows("two-by-two/expected.csv")
    #expect(rows.count == 18)
    for row in rows {
      func whole(_ name: String) throws -> Int { try #require(row[name].flatMap(Int.init)) }
      let two = TwoByTwo(
        firstEvents: try whole("a"), firstN: try whole("n"), secondEvents: try whole("b"),
        secondN: try whole("m"))
      let level = try #require(row["level"].flatMap(Double.init))
      let limits = two.miettinenNurminen(level: level)
      let test = two.exactTest()
      let (ratio, odds) = (two.riskRatio(level: level), two.oddsRatio(level: level))
      for (name, value) in [
        ("mn_low", limits.low), ("mn_high", limits.high), ("fisher", test.exact), ("midp", test.mid),
        ("rr_low", ratio?.low), ("rr_high", ratio?.high), ("or_low", odds?.low), ("or_high", odds?.high),
      ] {
        guard let known = row[name].flatMap(Double.init) else {
          #expect(value == nil, "\(name) \(row)")
          continue
        }
        #expect(tolerance.admits(try #require(value), for: known), "\(name) \(row)")
      }
    }
  }

  @Test("Where a group has all or none the limits end at the ends, and a turned table has turned limits")
  func ends() throws {
    let two = TwoByTwo(firstEvents: 10, firstN: 10, secondEvents: 0, secondN: 20).miettinenNurminen(
      level: 0.95)
    #expect(two.high == 1 && two.low > 0.5 && two.low < 0.9)
    let one = TwoByTwo(firstEvents: 0, firstN: 20, secondEvents: 10, secondN: 10).miettinenNurminen(
      level: 0.95)
    #expect(abs(one.low + two.high) < 1e-12 && abs(one.high + two.low) < 1e-12)
    let none = TwoByTwo(firstEvents: 0, firstN: 12, secondEvents: 0, secondN: 12)
    #expect(none.exactTest() == (1, 0.5))
    #expect(none.riskRatio(level: 0.95) == nil && none.oddsRatio(level: 0.95) == nil)
    let limits = none.miettinenNurminen(level: 0.95)
    #expect(limits.low < -0.1 && abs(limits.low + limits.high) < 1e-12)
  }

  @Test("p-values of several comparisons are those of R's p.adjust")
  func adjusted() throws {
    let rows = try referenceRows("two-by-two/adjusted.csv")
    func column(_ name: String) throws -> [Double] {
      try rows.map { try #require($0[name].flatMap(Double.init)) }
    }
    let found = AdjustedPValues(try column("p"))
    let tolerance = Tolerance(absolute: 1e-15, reason: "one product each")
    for (value, known) in zip(found.holm + found.benjaminiHochberg, try column("holm") + column("bh")) {
      #expect(tolerance.admits(value, for: known))
    }
    #expect(AdjustedPValues([]).holm.isEmpty)
  }

  @Test("The number needed runs through infinity where the limits hold no difference")
  func numberNeeded() {
    let clear = NumberNeeded(difference: 0.1, low: 0.05, high: 0.2)
    #expect(clear.estimate == 10 && clear.ends?.0 == 5 && clear.ends?.1 == 20 && !clear.isThroughInfinity)
    let open = NumberNeeded(difference: 0.1, low: -0.05, high: 0.25)
    #expect(open.estimate == 10 && open.ends?.0 == 4 && open.ends?.1 == -20 && open.isThroughInfinity)
    #expect(NumberNeeded(difference: 0, low: -0.1, high: 0.1).estimate == .infinity)
    #expect(!NumberNeeded(difference: -0.2, low: -0.25, high: -0.1).isThroughInfinity)
  }
}
