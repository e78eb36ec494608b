import Statistics
import Summaries
import TestSupport
import Testing

@Suite("Counts of time by day")
struct SurvivalCountsTests {
  private func counts(_ people: [(from: Int, to: Int, kind: Int?)], kinds: Int = 2) throws -> SurvivalCounts {
    var result = SurvivalCounts(kinds: kinds)
    for one in people { try result.add(from: one.from, to: one.to, kind: one.kind) }
    return result
  }

  private let tolerance = Tolerance(absolute: 1e-15, reason: "fractions of small numbers")

  @Test("Six people by hand: events before censoring on one day, S = 5/6, 5/8, 5/16 and F = 1/6, 3/8")
  func byHand() throws {
    // Day 1: event of 6. Day 2: one censored. Day 3: event, censored of 4. Day 4: other end of 2; day 5: the last is censored.
    let six = try counts([(0, 1, 0), (0, 2, nil), (0, 3, 0), (0, 3, nil), (0, 4, 1), (0, 5, nil)])
    let curve = KaplanMeier(six)
    #expect(curve.points.map(\.atRisk) == [6, 5, 4, 2, 1])
    #expect(tolerance.admits(curve.survival(on: 2).estimate, for: 5.0 / 6))
    #expect(tolerance.admits(curve.survival(on: 3).estimate, for: 5.0 / 8))
    #expect(curve.survival(on: 4) == curve.survival(on: 3))
    let incidence = AalenJohansen(six)
    #expect(tolerance.admits(incidence.incidence(on: 3).estimate, for: 3.0 / 8))
    // S(3) = 5/8, then one of two has the other end: 5/16.
    #expect(tolerance.admits(incidence.incidence(of: 1, on: 4).estimate, for: 5.0 / 16))
    // 1 day at 1, two at 5/6, two at 5/8.
    let mean: Double = 47.0 / 12
    #expect(tolerance.admits(curve.meanTime(until: 5).days, for: mean))
    #expect(curve.median == nil)
  }

  @Test("Two against two by hand: the log-rank statistic is (1/2 + 2/3)² / (1/4 + 2/9)")
  func logRankByHand() throws {
    // a: events on days 1 and 2; b: both censored on day 3. Beyond expectation of a: (1 - 1/2) + (1 - 1/3); variance 1/4 + 2/9.
    let a = try counts([(0, 1, 0), (0, 2, 0)])
    let b = try counts([(0, 3, nil), (0, 3, nil)])
    let beyond = 1.0 / 2 + 2.0 / 3
    let test = try GroupTest.logRank([a, b])
    let known = beyond * beyond / (0.25 + 2.0 / 9)
    #expect(Tolerance(absolute: 1e-14, reason: "two fractions").admits(test.statistic, for: known))
    #expect(test.degreesOfFreedom == 1)
  }

  @Test(
    "Without competing ends the incidence is one less survival, with the same standard error"
  )
  func withoutCompeting() throws {
    var random = SplitMix64(seed: 5)
    let people = (0..<80).map { _ in
      (from: 0, to: 1 + random.below(30), kind: random.happens(60) ? 0 : nil as Int?)
    }
    let all = try counts(people)
    for (survival, incidence) in zip(KaplanMeier(all).points, AalenJohansen(all).points) {
      let close = Tolerance(absolute: 1e-13, reason: "sums of up to 30 products")
      #expect(close.admits(incidence.incidence[0].estimate, for: 1 - survival.survival.estimate))
      #expect(close.admits(incidence.incidence[0].standardError, for: survival.survival.standardError))
    }
  }

  @Test("A follow-up without a day in it is refused, in words without a date of anybody")
  func noFollowUp() throws {
    var none = SurvivalCounts(kinds: 1)
    for (from, to) in [(0, 0), (5, 5), (5, 3), (-1, 3), (0, -4)] {
      #expect(throws: SurvivalError.noFollowUp(from: from, to: to)) {
        try none.add(from: from, to: to, kind: 0)
      }
    }
    #expect(none == SurvivalCounts(kinds: 1))
  }

  @Test("Cut at a day, everybody who is still there is censored, and who came later is left out")
  func cut() throws {
    let all = try counts([(0, 3, 0), (0, 9, 0), (2, 6, 1), (7, 12, 0), (0, 5, nil)])
    let cut = all.cut(at: 6)
    #expect(cut.people == 4 && cut.censored[6] == 1 && cut.events[0][9] == 0 && cut.events[1][6] == 1)
    #expect(all.cut(at: 12) == all)
    for day in 1..<6 { #expect(KaplanMeier(cut).survival(on: day) == KaplanMeier(all).survival(on: day)) }
  }

  @Test(
    "All days later by one in every group changes no test, and twice the people doubles the log-rank nearly")
  func metamorphic() throws {
    var random = SplitMix64(seed: 9)
    func draw(_ shift: Int) throws -> [SurvivalCounts] {
      var own = random
      return try (0..<3).map { group in
        try counts(
          (0..<40).map { _ in
            (0, shift + 1 + own.below(20 + 10 * group), own.happens(70) ? own.below(2) : nil)
          })
      }
    }
    let (now, later) = (try draw(0), try draw(1))
    _ = random.next()
    #expect(try GroupTest.logRank(now) == GroupTest.logRank(later))
    #expect(try GroupTest.gray(now) == GroupTest.gray(later))
    let twice = now.map { $0.merged(with: $0) }
    let ratio = try GroupTest.logRank(twice).statistic / GroupTest.logRank(now).statistic
    #expect(ratio > 1.9 && ratio < 2.1)
  }
}
