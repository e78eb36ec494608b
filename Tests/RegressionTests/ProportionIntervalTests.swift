import Regression
import TestSupport
import Testing

@Suite("Intervals of a proportion")
struct ProportionIntervalTests {
  @Test("Every Wilson and exact limit of the R reference comes out to 1e-9")
  func againstR() throws {
    let tolerance = Tolerance(absolute: 1e-9, reason: "the promise of the project; R printed 15 digits")
    let rows = try referenceRows("rates/rates_R.csv")
    #expect(rows.count == 40)
    for row in rows {
      let events = try #require(row["events"].flatMap(Int.init))
      let n = try #require(row["n_observed"].flatMap(Int.init))
      for (method, prefix) in [(IntervalMethod.wilson, "wilson"), (.exact, "exact")] {
        let limits = try #require(ProportionInterval(method).limits(events: events, of: n))
        let low = try #require(row[prefix + "_lo"].flatMap(Double.init))
        let high = try #require(row[prefix + "_hi"].flatMap(Double.init))
        #expect(tolerance.admits(limits.low, for: low), "\(method) \(events)/\(n): \(limits.low), R \(low)")
        #expect(
          tolerance.admits(limits.high, for: high), "\(method) \(events)/\(n): \(limits.high), R \(high)")
      }
    }
  }

  @Test(
    "All four methods agree with statsmodels at whole counts, and with scipy at fractional ones and t quantiles"
  )
  func againstStatsmodels() throws {
    let tolerance = Tolerance(
      absolute: 1e-11, reason: "scipy's own beta and t quantiles are good to about 1e-12")
    let rows = try referenceRows("proportion-intervals/expected.csv")
    #expect(rows.count == 240)
    for row in rows {
      let method = try #require(row["method"].flatMap(IntervalMethod.init))
      let events = try #require(row["events"].flatMap(Double.init))
      let n = try #require(row["n"].flatMap(Double.init))
      let level = try #require(row["level"].flatMap(Double.init))
      let df = row["df"].flatMap(Double.init)
      let limits = try #require(
        ProportionInterval(method, level: level).limits(
          events: events, of: n, quantile: df.map { .student(degreesOfFreedom: $0) } ?? .normal))
      var low = try #require(row["low"].flatMap(Double.init))
      var high = try #require(row["high"].flatMap(Double.init))
      if method == .jeffreys {
        // The file has the interior limit; Brown, Cai and DasGupta put the end itself there.
        if events == 0 { low = 0 }
        if events == n { high = 1 }
      }
      #expect(tolerance.admits(limits.low, for: low), "\(row): \(limits)")
      #expect(tolerance.admits(limits.high, for: high), "\(row): \(limits)")
    }
  }

  @Test("Limits are 0 at no event and 1 at nothing but events, exactly", arguments: IntervalMethod.allCases)
  func ends(method: IntervalMethod) throws {
    for n in [1, 7, 500] {
      let none = try #require(ProportionInterval(method).limits(events: 0, of: n))
      let all = try #require(ProportionInterval(method).limits(events: n, of: n))
      #expect(none.low == 0)
      #expect(all.high == 1)
      #expect(none.high < 1)
      #expect(all.low > 0)
    }
  }

  @Test("Counting the others turns the interval round", arguments: IntervalMethod.allCases)
  func mirrored(method: IntervalMethod) throws {
    let tolerance = Tolerance(absolute: 1e-14, reason: "1 - x rounds once on either side")
    for (events, n) in [(1, 26), (6, 27), (120, 121), (33, 66)] {
      let one = try #require(ProportionInterval(method).limits(events: events, of: n))
      let other = try #require(ProportionInterval(method).limits(events: n - events, of: n))
      #expect(tolerance.admits(one.low, for: 1 - other.high))
      #expect(tolerance.admits(one.high, for: 1 - other.low))
    }
  }

  @Test("Nobody has no interval", arguments: IntervalMethod.allCases)
  func nobody(method: IntervalMethod) {
    #expect(ProportionInterval(method).limits(events: 0, of: 0) == nil)
  }
}
