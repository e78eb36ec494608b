import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// The attacker tries every cohort of a family, and keeps those that print the same to the letter. The threshold is 3: small are 1 and 2.
@Suite("Nothing hidden of times can be worked out from what is printed")
struct TimeAttackTests {
  private static let least = 3

  /// Two groups of people and steps in no curve; the second group is large.
  private struct World: Hashable {
    /// Of the first group, with the event, with another end, and censored.
    var ends: [Int]
    /// Of each group, in remission at the start.
    var inRemission: [Int]
    /// Of the second group, how many are censored beyond 8.
    var more = 0

    var small: [Int] { (ends + [ends.reduce(0, +)]).filter { (1..<TimeAttackTests.least).contains($0) } }
    var steps: [Int] { [ends.reduce(0, +) + inRemission[0], 40 + more + inRemission[1]] }
  }

  private func table(_ world: World) throws -> TimeTable {
    var groups: [TimeTable.Group] = []
    for (place, ends) in [world.ends, [20, 12, 8 + world.more]].enumerated() {
      var sums = TimeGroupSums()
      for (way, count) in ends.enumerated() where count > 0 {
        try sums.counts.add(to: 20 + 7 * way, kind: [0, 1, nil][way], count: count)
      }
      for _ in 0..<world.inRemission[place] { sums.leaveOut(.inRemissionAtStart) }
      groups.append(TimeTable.Group(values: ["g\(place)"], sums: sums, counts: sums.counts))
    }
    return TimeTable(.remission, by: ["strategy"], on: "MADRS", groups: groups, level: 0.95)
  }

  /// All of one run, as it is printed.
  private func text(_ world: World, _ rates: (World) -> [RateTable], totals: [Int]) throws -> String {
    var entry = StudyTimes.Entry(stem: "time", heading: "", every: 28)
    entry.table = try table(world)
    var results = Results(rates: rates(world), knownTotals: totals)
    results.times = StudyTimes([entry])
    let shown = Disclosure.ohdsi(minCellCount: Self.least).applied(to: results)
    let times = try #require(shown.part(SuppressedStudyTimes.self))
    var text = times.dataTables.map { $0.table.rendered(as: .csv) }.joined()
    for times in times.shown.compactMap({ $0 }) {
      text += times.summary.rendered(as: .markdown) + (times.tested ?? "")
    }
    return text + shown.rates.map { $0.table.rendered(as: .csv) }.joined() + "\(totals)"
  }

  private func attack(
    _ worlds: [World], _ rates: (World) -> [RateTable] = { _ in [] }, totals: (World) -> [Int] = { _ in [] }
  ) throws -> (attacked: Int, told: Int) {
    var byText: [String: [World]] = [:]
    let edge = (0..<3).map { place in worlds.map { $0.ends[place] }.max() ?? 0 }
    for world in worlds { byText[try text(world, rates, totals: totals(world)), default: []].append(world) }
    var attacked = 0
    for (text, same) in byText {
      for world in same {
        // At the edge of the family its neighbours are missing.
        guard zip(world.ends, edge).allSatisfy({ $0 < $1 }), ![3, 6].contains(world.inRemission[0]),
          ![1, 4].contains(world.more),
          !world.small.isEmpty
        else { continue }
        attacked += 1
        for place in 0..<3 where (1..<Self.least).contains(world.ends[place]) {
          #expect(same.contains { $0.ends[place] != world.ends[place] }, "\(world) prints \(text)")
        }
        let people = world.ends.reduce(0, +)
        if (1..<Self.least).contains(people) {
          #expect(same.contains { $0.ends.reduce(0, +) != people }, "\(world) prints \(text)")
        }
      }
    }
    return (attacked, byText.keys.count { !$0.contains("hidden") })
  }

  private static func worlds(_ inRemission: [[Int]], most: [Int] = [5, 5, 5]) -> [World] {
    inRemission.flatMap { out in
      (0...most[0]).flatMap { event in
        (0...most[1]).flatMap { other in
          (0...most[2]).map { World(ends: [event, other, $0], inRemission: out) }
        }
      }
    }
  }

  @Test("alone, at risk, events, other ends, censored and notes")
  func alone() throws {
    let found = try attack(Self.worlds([[0, 0]]))
    #expect(found.attacked > 60 && found.told > 0)
  }

  @Test("beside the rows of the input, which everybody is one of")
  func rows() throws {
    let worlds = (1...4).flatMap { more in
      Self.worlds([[0, 0]], most: [4, 2, 4]).map { world in
        var world = world
        world.more = more
        return world
      }
    }
    let found = try attack(worlds, totals: { [$0.steps.reduce(0, +)] })
    #expect(found.attacked > 40)
  }

  @Test("beside rates that tell how many steps each group has, and notes that tell how many are in no curve")
  func rates() throws {
    let worlds = Self.worlds(
      (3...6).flatMap { first in [0, 4].map { [first, $0] } }, most: [4, 2, 4])
    let found = try attack(worlds) { world in
      [
        Drawn.table(
          ["strategy"],
          zip(["g0", "g1"], world.steps).map { Drawn.rate([$0], steps: $1, n: $1, events: 0) })
      ]
    }
    #expect(found.attacked > 60)
  }
}
