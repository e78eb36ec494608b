import Statistics
import TestSupport
import Testing

@testable import Reporting

/// The attacker has the whole output, and knows the rule and its threshold of 5.
@Suite("Curves of time give no small count back")
struct TimeDisclosureTests {
  private func table(_ groups: [SurvivalCounts]) -> TimeTable {
    TimeTable(
      .remission, by: ["arm"], on: "MADRS",
      groups: groups.enumerated().map {
        TimeTable.Group(values: ["g\($0)"], sums: TimeGroupSums(), counts: $1)
      },
      level: 0.95)
  }

  private func drawn(_ people: Int, _ random: inout SplitMix64, late: Bool = false) throws -> SurvivalCounts {
    var counts = SurvivalCounts(kinds: TimeEnd.allCases.count)
    for _ in 0..<people {
      let exit = 2 + random.below(150)
      let from = late && random.happens(50) ? random.below(min(exit, 60)) : 0
      try counts.add(from: from, to: exit, kind: random.happens(75) ? [0, 0, 1, 2, 3][random.below(5)] : nil)
    }
    return counts
  }

  @Test(
    "Every count of a curve, and every number at risk that follows from them, is none or enough",
    arguments: [5, 8])
  func noSmallCell(least: Int) throws {
    var random = SplitMix64(seed: 3)
    var shownGroups = 0
    for round in 0..<60 {
      let counts = try drawn(10 + random.below(200), &random, late: round % 2 == 0)
      let shown = Disclosure.ohdsi(minCellCount: least).applied(to: ShownTimes(table([counts]), every: 14))
      let group = shown.groups[0]
      guard group.counts != nil else { continue }
      shownGroups += 1
      for row in group.rows {
        let left = row.events + row.competing + row.censored
        let cells = [row.entered, row.events, row.competing, row.censored, row.atRisk, row.atRisk - left]
        #expect(cells.allSatisfy { $0 == 0 || $0 >= least })
      }
      #expect(group.rows.reduce(0) { $0 + $1.entered } == counts.people)
      #expect(group.rows.reduce(0) { $0 + $1.events } == counts.events[0].total)
    }
    #expect(shownGroups > 25)
  }

  @Test("On which day of a block somebody left changes nothing of what is shown of the curve")
  func sameBlock() throws {
    var random = SplitMix64(seed: 4)
    var compared = 0
    for _ in 0..<30 {
      var own = random
      _ = random.next()
      var (one, other) = (SurvivalCounts(kinds: 5), SurvivalCounts(kinds: 5))
      for _ in 0..<120 {
        let (block, kind) = (own.below(8), own.happens(75) ? own.below(3) : nil)
        try one.add(to: block * 14 + 1 + own.below(14), kind: kind)
        try other.add(to: block * 14 + 1 + own.below(14), kind: kind)
      }
      let rule = Disclosure.ohdsi()
      let rows = [one, other].map { rule.applied(to: ShownTimes(table([$0]), every: 14)).groups[0].rows }
      #expect(one != other && rows[0] == rows[1])
      compared += rows[0].isEmpty ? 0 : 1
    }
    #expect(compared > 20)
  }

  @Test("Each small count of a block has a twin: another course with another count there and the same output")
  func twins() throws {
    struct Course: Hashable { var cells: [Int] }
    var byOutput: [[Int]: [Course]] = [:]
    let most = 8
    for first in 0...most {
      for second in 0...most {
        for third in 0...most {
          for fourth in 0...most {
            // Events and censored of two blocks.
            let course = Course(cells: [first, second, third, fourth])
            var counts = SurvivalCounts(kinds: 2)
            for (place, count) in course.cells.enumerated() where count > 0 {
              try counts.add(to: place < 2 ? 14 : 28, kind: place % 2 == 0 ? 0 : nil, count: count)
            }
            guard counts.people > 0 else { continue }
            var output = [-1]
            if let coarse = CoarseTimes(counts, every: 14, last: nil, isSmall: { (1...4).contains($0) }) {
              output = coarse.counts.riskSets.flatMap { [$0.day, $0.atRisk, $0.events[0], $0.censored] }
            }
            byOutput[output, default: []].append(course)
          }
        }
      }
    }
    for courses in byOutput.values {
      for course in courses where course.cells.allSatisfy({ $0 < 7 }) {
        for (place, count) in course.cells.enumerated() where (1...4).contains(count) {
          #expect(courses.contains { $0.cells[place] != count }, "block cell \(place)")
        }
      }
    }
    #expect(byOutput.count > 100)
  }

  @Test("Rounded, every count is a multiple of five, and no kind of competing end is told")
  func rounded() throws {
    var random = SplitMix64(seed: 6)
    let shown = Disclosure.openSafely.applied(
      to: ShownTimes(table([try drawn(300, &random), try drawn(6, &random)]), every: 28))
    let rows = shown.groups[0].rows
    #expect(!rows.isEmpty && shown.groups[1].counts == nil)
    #expect(
      rows.allSatisfy { [$0.entered, $0.events, $0.competing, $0.censored].allSatisfy { $0 % 5 == 0 } })
    let groups = shown.groupTable
    for name in ["next_step", "dropout", "stopped", "death"] {
      let column = try #require(groups.columns.firstIndex { $0.name == name })
      #expect(groups.rows.allSatisfy { $0[column] == .hidden })
    }
  }

  @Test("With nothing to hide a curve has every day, and tests every digit")
  func open() throws {
    var random = SplitMix64(seed: 7)
    let groups = [try drawn(80, &random), try drawn(90, &random)]
    let shown = Disclosure.none(reason: "drawn").applied(to: ShownTimes(table(groups), every: 28))
    #expect(shown.groups[0].rows.map(\.day) == groups[0].riskSets.map(\.day))
    #expect(shown.tests[0].result == (try GroupTest.logRank(groups)))
    let hiding = Disclosure.ohdsi().applied(to: ShownTimes(table(groups), every: 28))
    let p = try #require(hiding.tests[0].result).pValue
    #expect((p * 100).rounded() / 100 == p)
    #expect(hiding.groups[0].rows.count < 8)
  }

  @Test("What may be wrong is said: all censored, one group, most no longer followed, visits far apart")
  func said() throws {
    var censored = SurvivalCounts(kinds: 5)
    for day in 1...30 { try censored.add(to: day, kind: nil) }
    var sums = TimeGroupSums()
    sums.gaps.add(20, count: 10)
    sums.gaps.add(40, count: 10)
    var one = table([censored])
    one.groups[0].sums = sums
    one.until = 28
    let notes = Disclosure.none(reason: "drawn").applied(to: ShownTimes(one, every: 7)).dataTable.notes
    for part in [
      "g0: nobody had the remission", "Log-rank: A test compares two groups", "Before day 28 more than half",
      "g0 (90 %)",
      "For 50.0 % they lie more than 28 days apart (interval-censored)",
    ] {
      #expect(notes.contains { $0.contains(part) }, "\(part)")
    }
  }
}
