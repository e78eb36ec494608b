import Statistics
import TestSupport
import Testing

/// People drawn by `Datasets/reference/survival/make.R`, and what R's survival 3.5.3 and cmprsk 2.2-11 make of them.
@Suite("Curves of time and their tests are those of R")
struct SurvivalReferenceTests {
  static let cases = ["ties", "days", "delayed", "one", "censored", "single", "dying"]

  private static let tolerance = Tolerance(
    absolute: 1e-12, relative: 1e-9, reason: "the issue's 1e-9; sums in another order")

  /// By group, ascending.
  private func people(_ name: String) throws -> [(group: String, counts: SurvivalCounts)] {
    var result: [String: SurvivalCounts] = [:]
    for row in try referenceRows("survival/times.csv") where row["case"] == name {
      func whole(_ column: String) throws -> Int { try #require(row[column].flatMap(Int.init)) }
      let kind = try whole("kind")
      try result[try #require(row["group"]), default: SurvivalCounts(kinds: 3)].add(
        from: try whole("entry"), to: try whole("exit"), kind: kind == 0 ? nil : kind - 1,
        count: try whole("count"))
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func expect(_ value: Double?, _ known: String?, _ what: String) {
    guard let known = known.flatMap(Double.init), !known.isNaN else {
      // R has no limits at 0 and 1 either, and no standard error where nobody is left.
      return
    }
    #expect(value.map { Self.tolerance.admits($0, for: known) } ?? (known == 0 || known == 1), "\(what)")
  }

  @Test(
    "Kaplan-Meier and Aalen-Johansen at every day, with standard errors and log(-log) limits",
    arguments: cases)
  func curves(_ name: String) throws {
    let rows = try referenceRows("survival/curves.csv").filter { $0["case"] == name }
    #expect(!rows.isEmpty)
    for (group, counts) in try people(name) {
      let survival = KaplanMeier(counts).points
      let incidence = AalenJohansen(counts).points
      let own = rows.filter { $0["group"] == group }
      #expect(own.count == survival.count && own.count == incidence.count)
      for (row, (point, competing)) in zip(own, zip(survival, incidence)) {
        let what = "\(name), \(group), day \(point.day)"
        #expect(row["day"] == "\(point.day)" && row["at_risk"] == "\(point.atRisk)", "\(what)")
        expect(point.survival.estimate, row["survival"], what)
        expect(point.survival.standardError, row["se"], what)
        expect(point.survival.low, row["low"], what)
        expect(point.survival.high, row["high"], what)
        expect(competing.incidence[0].estimate, row["incidence"], what)
        expect(competing.incidence[0].standardError, row["incidence_se"], what)
        expect(competing.incidence[0].low, row["incidence_low"], what)
        expect(competing.incidence[0].high, row["incidence_high"], what)
        expect(competing.incidence[1].estimate, row["other"], what)
      }
    }
  }

  @Test("Restricted mean times with their standard errors, midway and to the last day", arguments: cases)
  func means(_ name: String) throws {
    let groups = try people(name)
    let rows = try referenceRows("survival/means.csv").filter { $0["case"] == name }
    #expect(rows.count == 2 * groups.count)
    for row in rows {
      let counts = try #require(groups.first { $0.group == row["group"] }?.counts)
      let until = try #require(row["until"].flatMap(Int.init))
      let mean = KaplanMeier(counts).meanTime(until: until)
      expect(mean.days, row["mean"], "\(row)")
      expect(mean.standardError, row["se"], "\(row)")
    }
  }

  @Test("Log-rank and Gray's test, with ties, and with people who come late")
  func tests() throws {
    let rows = try referenceRows("survival/tests.csv")
    #expect(rows.count == 9)
    for row in rows {
      let counts = try people(try #require(row["case"])).map(\.counts)
      let test = try row["test"] == "gray" ? GroupTest.gray(counts) : GroupTest.logRank(counts)
      expect(test.statistic, row["statistic"], "\(row)")
      expect(test.pValue, row["p"], "\(row)")
      #expect("\(test.degreesOfFreedom)" == row["df"])
    }
  }

  @Test("All censored, one group, and people who come late have no test, and say why")
  func refused() throws {
    let censored = try people("censored").map(\.counts)
    #expect(throws: SurvivalError.noEvents) { try GroupTest.logRank(censored) }
    #expect(throws: SurvivalError.noEvents) { try GroupTest.gray(censored) }
    let one = try people("one").map(\.counts)
    #expect(throws: SurvivalError.fewGroups) { try GroupTest.logRank(one) }
    let late = try people("delayed").map(\.counts)
    #expect(throws: SurvivalError.delayedEntry) { try GroupTest.gray(late) }
    var (early, later) = (SurvivalCounts(kinds: 1), SurvivalCounts(kinds: 1))
    try early.add(to: 5, kind: 0)
    try later.add(from: 5, to: 9, kind: 0)
    #expect(throws: SurvivalError.neverTogether) { try GroupTest.logRank([early, later]) }
  }
}
