import Statistics
import TestSupport
import Testing

@Suite("Chained remission")
struct ChainedRemissionTests {
  @Test("The published steps of STAR*D, 36.8, 30.6, 13.7 and 13.0 %, chain to 67.07 %")
  func published() throws {
    // The rates themselves, as counts of a thousand (Rush 2006; Documentation/Formats/Scores.md).
    let chained = try #require(
      ChainedRemission([(368, 1000), (306, 1000), (137, 1000), (130, 1000)], level: 0.95))
    let tolerance = Tolerance(absolute: 5e-5, reason: "the published value has four digits")
    #expect(tolerance.admits(chained.estimate, for: 0.6707))
  }

  @Test("Limits are those of the delta method, worked by hand")
  func delta() throws {
    // p = 0.4 of 100 and 0.25 of 40: C = 1 - 0.6 x 0.75 = 0.55; var = 0.75² x 0.24 / 100 + 0.6² x 0.1875 / 40
    // = 0.00135 + 0.0016875 = 0.0030375, se 0.0551135, z 1.959964: 0.441979 to 0.658021.
    let chained = try #require(ChainedRemission([(40, 100), (10, 40)], level: 0.95))
    let tolerance = Tolerance(absolute: 1e-6, reason: "worked by hand to six digits")
    #expect(tolerance.admits(chained.estimate, for: 0.55))
    #expect(tolerance.admits(try #require(chained.low), for: 0.441979))
    #expect(tolerance.admits(try #require(chained.high), for: 0.658021))
    // One step is Wald's interval of its rate: 0.4 ± 1.959964 x 0.0489898.
    let one = try #require(ChainedRemission([(40, 100)], level: 0.95))
    #expect(tolerance.admits(try #require(one.low), for: 0.303982))
  }

  @Test("Where the method has no width there are no limits, and where nobody was scored no value")
  func without() {
    #expect(ChainedRemission([(0, 10), (1, 1)], level: 0.95)?.estimate == 1)
    #expect(ChainedRemission([(0, 10), (1, 1)], level: 0.95)?.low == nil)
    #expect(ChainedRemission([(0, 10)], level: 0.95)?.high == nil)
    #expect(ChainedRemission([(3, 10), (0, 0)], level: 0.95) == nil)
    #expect(ChainedRemission([], level: 0.95) == nil)
  }
}
