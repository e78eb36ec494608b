import Foundation
import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

@Suite("Shares of resistance")
struct ResistanceSharesTests {
  private static let rules: [any ResistanceRule] = ResistanceRules.all

  private func summary<S: Statistic>(_ statistic: S, _ histories: [PatientHistory]) -> S.Summary
  where S.Page == PatientPage {
    var summary = statistic.empty
    statistic.add(DrawnCourses.page(of: histories), to: &summary)
    return summary
  }

  /// Patients with one course each, whose digits say by which rule they are resistant.
  private func patients(both: Int, first: Int, second: Int, neither: Int) -> [PatientHistory] {
    [(3, both), (1, first), (2, second), (0, neither)].flatMap { digits, count in
      (0..<count).map { _ in
        var history = PatientHistory()
        history.exposures = [Exposure(agent: 0, startDay: 5, endDay: 60)]
        history.facts.priorFailures = Int32(digits)
        return history
      }
    }
  }

  @Test("Agreement and kappa of a table worked by hand: 20, 5, 10, 15 give 0.4")
  func kappaByHand() throws {
    let shares = ResistanceShares(
      by: [DigitRule(digit: 1), DigitRule(digit: 2)], in: DrawnCourses.context())
    let table = try shares.finish(
      summary(shares, patients(both: 20, first: 5, second: 10, neither: 15)))
    let pair = try #require(table.agreements.first)
    let cells: [Int] = [pair.both, pair.onlyFirst, pair.onlySecond, pair.neither]
    #expect(cells == [20, 5, 10, 15])
    // po = 35/50, pe = (25 x 30 + 25 x 20)/2500 = 0.5, (0.7 - 0.5)/0.5.
    #expect(pair.kappa == 0.4)
    #expect(table.shares.map(\.resistant) == [25, 30])
    #expect(table.shares.map(\.estimate) == [0.5, 0.6])
    #expect(table.shares[0].days == [7, 7, 7])
  }

  @Test("There is no kappa where both rules give everybody the same answer")
  func noKappa() throws {
    let shares = ResistanceShares(
      by: [DigitRule(digit: 1), DigitRule(digit: 2)], in: DrawnCourses.context())
    let table = try shares.finish(summary(shares, patients(both: 0, first: 0, second: 0, neither: 9)))
    #expect(table.agreements[0].kappa == nil)
  }

  @Test("Statuses of every rule, and stages of every method, add up to the patients with a step")
  func everybodyIsCounted() throws {
    let shares = ResistanceShares(by: Self.rules, in: DrawnCourses.context())
    let table = try shares.finish(summary(shares, DrawnCourses.histories(400, seed: 3)))
    #expect(table.patients == 400)
    #expect(table.n < 400)
    for share in table.shares {
      #expect(share.notResistant + share.possible + share.resistant + share.indeterminate == table.n)
    }
    for method in Set(table.stages.map(\.method)) {
      #expect(table.stages.filter { $0.method == method }.reduce(0) { $0 + $1.patients } == table.n)
    }
    for pair in table.agreements {
      #expect(pair.both + pair.onlyFirst + pair.onlySecond + pair.neither == table.n)
    }
  }

  @Test("No step, no share: the error says what is missing")
  func nobody() {
    let shares = ResistanceShares(by: Self.rules, in: DrawnCourses.context())
    #expect(throws: StatisticError.noRows(wanted: "patients with a derived step")) {
      try shares.finish(summary(shares, [PatientHistory()]))
    }
  }

  @Test("Any split of the patients, in any order, gives the same bits", arguments: 0..<6)
  func laws(seed: UInt64) throws {
    let histories = DrawnCourses.histories(60, seed: seed)
    let pair = StatisticPair(
      ResistanceShares(by: Self.rules, in: DrawnCourses.context()),
      SensitivityGrid(in: DrawnCourses.context()))
    let whole = summary(pair, histories)
    var random = SplitMix64(seed: seed)
    var parts: [[PatientHistory]] = [[], [], []]
    for history in histories { parts[random.below(3)].append(history) }
    let sums = parts.map { summary(pair, $0) }
    #expect(sums[2].merged(with: sums[0]).merged(with: sums[1]) == whole)
    #expect(pair.empty.merged(with: whole) == whole)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(whole)
    #expect(try JSONDecoder().decode(type(of: whole), from: bytes) == whole)
    #expect(try encoder.encode(sums[1].merged(with: sums[2]).merged(with: sums[0])) == bytes)
  }
}
