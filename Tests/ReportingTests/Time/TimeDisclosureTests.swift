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

  private func together(_ events: Int, _ others: Int, on day: Int, of people: Int) -> SurvivalCounts {
    SurvivalCounts(
      entered: [(0, people)],
      events: [[(day, events)], [(day, others)], [], [], []], censored: [(day + 60, people - events - others)]
    )
  }

  @Test(
    "A p below a hundredth is told as one, and so in words; what is more is never told as a hundredth or less"
  )
  func leastP() throws {
    let far = [together(60, 10, on: 20, of: 100), together(8, 60, on: 90, of: 100)]
    for rule in [Disclosure.ohdsi(), .openSafely] {
      let shown = rule.applied(to: ShownTimes(table(far), every: 28))
      let results = shown.tests.compactMap(\.result)
      #expect(results.count == 2 && results.allSatisfy { $0.pValue == 0.01 })
      let words = try #require(shown.tested)
      #expect(words.contains("p ≤ 0.01") && !words.contains("0.00"))
      #expect(shown.testTable.rendered(as: .csv).contains(",0.01"))
    }
    for (p, told) in [(0.0001, 0.01), (0.01, 0.01), (0.012, 0.02), (0.026, 0.03), (0.5, 0.5)] {
      var test = try GroupTest.logRank(far)
      test.pValue = p
      #expect(test.told.pValue == told)
    }
  }

  @Test("Mean times end with a whole block of the groups shown, on a day that is nobody's")
  func horizon() throws {
    var small = SurvivalCounts(kinds: 5)
    for _ in 0..<12 { try small.add(to: 33, kind: 1) }
    try small.add(to: 40, kind: 0)
    let groups = [together(40, 20, on: 20, of: 100), together(30, 30, on: 71, of: 100), small]
    var asked = table(groups)
    #expect(asked.meansUntil == 40)
    let shown = Disclosure.ohdsi().applied(to: ShownTimes(asked, every: 14))
    #expect(shown.groups[2].counts == nil)
    // The first group is shown to leave by day 84, so that all are followed through the block before.
    #expect(shown.groups.map { $0.mean?.until } == [70, 70, nil])
    asked.groups[2].counts = together(6, 6, on: 20, of: 30)
    #expect(
      Disclosure.ohdsi().applied(to: ShownTimes(asked, every: 14)).groups.map { $0.mean?.until } == [
        70, 70, 70,
      ])
  }

  @Test("Tests are said to be of the groups shown, and where too few are shown that is the reason")
  func testsOfShown() throws {
    let (one, other, few) = (
      together(40, 20, on: 20, of: 100), together(30, 30, on: 50, of: 100), together(1, 1, on: 20, of: 3)
    )
    func shown(_ groups: [SurvivalCounts]) -> SuppressedTimes {
      Disclosure.ohdsi().applied(to: ShownTimes(table(groups), every: 28))
    }
    let all = shown([one, other])
    #expect(all.tested?.contains("groups shown") == false)
    let some = shown([one, other, few])
    #expect(some.tested?.hasSuffix("Tests are of the groups shown.") == true)
    #expect(some.tests.map(\.result) == all.tests.map(\.result))
    #expect(
      shown([few, few]).tests.allSatisfy { $0.result == nil && $0.reason.hasPrefix("Every group is hidden") })
    #expect(
      shown([one, few]).tests.allSatisfy {
        $0.result == nil && $0.reason.hasPrefix("A test is of the groups shown")
      })
  }

  @Test("Kaplan-Meier's curve is not told of blocks, in which other ends may come before events")
  func survival() throws {
    let groups = [together(40, 20, on: 20, of: 100)]
    let told = Disclosure.ohdsi().applied(to: ShownTimes(table(groups), every: 28)).dataTable
    let open = Disclosure.none(reason: "drawn").applied(to: ShownTimes(table(groups), every: 28)).dataTable
    for name in ["survival", "survival_se", "survival_low", "survival_high"] {
      let column = try #require(told.columns.firstIndex { $0.name == name })
      #expect(told.rows.allSatisfy { $0[column] == .hidden } && open.rows[0][column] != .hidden)
    }
  }

  @Test(
    "Notes are of the groups shown, and say how many steps are in no curve where none of the numbers is a few"
  )
  func notes() throws {
    var (shown, hidden) = (TimeGroupSums(), TimeGroupSums())
    shown.gaps.add(20, count: 30)
    hidden.gaps.add(90, count: 30)
    (shown.unseen, hidden.unseen) = (10, 20)
    var asked = table([together(40, 20, on: 20, of: 100), together(30, 1, on: 50, of: 100)])
    func notes(_ remitted: Int, _ rule: Disclosure = .ohdsi()) -> String {
      for _ in 0..<7 { shown.leaveOut(.noFollowUp) }
      for _ in 0..<remitted { shown.leaveOut(.inRemissionAtStart) }
      (asked.groups[0].sums, asked.groups[1].sums) = (shown, hidden)
      for place in 0..<2 {
        var sums = asked.groups[place].sums
        sums.counts = asked.groups[place].counts
        asked.groups[place].sums = sums
      }
      defer { (shown, hidden) = (TimeGroupSums(), hidden) }
      return rule.applied(to: ShownTimes(asked, every: 28)).dataTable.notes.joined(separator: "\n")
    }
    let enough = notes(9)
    #expect(enough.contains("10 % have no score after time zero") && !enough.contains("days apart (interval"))
    #expect(enough.contains("On median the two lie 20 days apart"))
    #expect(enough.contains("Not seen after time zero: 7 steps") && enough.contains("at the start: 9 steps"))
    let few = notes(2)
    #expect(few.contains("Not seen after time zero: some steps") && few.contains("at the start: some steps"))
    #expect(notes(2, .none(reason: "drawn")).contains("at the start: 2 steps"))
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
