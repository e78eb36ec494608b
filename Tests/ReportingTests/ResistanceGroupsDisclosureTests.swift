import Regression
@testable import Reporting
@testable import Statistics
import TestSupport
import Testing
import Treatment

@Suite("Disclosure of resistance by group")
struct ResistanceGroupsDisclosureTests {
  /// Counts are not resistant, possible, resistant, indeterminate.
  private func share(_ rule: String, _ counts: [Int]) -> ResistanceTable.Share {
    ResistanceTable.Share(
      rule: rule, version: 1, title: rule, statement: "A rule.", source: "this test", notResistant: counts[0],
      possible: counts[1], resistant: counts[2], indeterminate: counts[3], estimate: 0.5, confLow: 0.1,
      confHigh: 0.9, days: counts[2] > 0 ? [1, 2, 3] : nil, unavailability: nil)
  }

  /// Groups by name, each with the counts of every rule.
  private func table(_ rules: [String], _ groups: [(String, [[Int]])]) -> ResistanceTable {
    let whole = rules.indices.map { rule in
      (0..<4).map { status in groups.reduce(0) { $0 + $1.1[rule][status] } }
    }
    let n = whole[0].reduce(0, +)
    return ResistanceTable(
      patients: n, n: n, level: 0.95, interval: .wilson, shares: zip(rules, whole).map { share($0, $1) },
      agreements: [], stages: [], athf: [],
      trials: ResistanceTable.Trials(
        adequate: 0, inadequate: 0, unknown: 0, drugs: 0, drugsWithoutDose: 0, adequateWithoutCoverage: 0,
        withoutOutcome: 0, breakthrough: 0, startingLow: 0), withContact: 0, by: ["group"],
      groups: groups.map { name, counts in
        let n = counts[0].reduce(0, +)
        return ResistanceTable.Group(
          values: [name], patients: n, n: n, shares: zip(rules, counts).map { share($0, $1) })
      })
  }

  private func hidden(_ shown: SuppressedResistance, _ rule: Int) -> [Bool] {
    shown.groups.map { $0.shares[rule].resistant == nil }
  }

  @Test("a small count takes another group with it, since the groups are everybody")
  func anotherGroup() {
    let shown = Disclosure.ohdsi().applied(
      to: table(["ema"], [("a", [[60, 0, 30, 0]]), ("b", [[50, 0, 3, 0]]), ("c", [[40, 0, 20, 0]])]))
    #expect(shown.shares[0].resistant == 53)
    #expect(hidden(shown, 0)[1] && hidden(shown, 0).count { $0 } == 2)
    #expect(shown.groups[1].shares[0].suppressed == .primary)
    #expect(shown.groups.map(\.n) == [90, 53, 60])
  }

  @Test("a group of few patients is hidden whole, its number with it")
  func fewPatients() {
    let shown = Disclosure.ohdsi().applied(
      to: table(
        ["ema", "kim"],
        [
          ("a", [[60, 0, 30, 0], [70, 0, 20, 0]]), ("b", [[2, 0, 0, 0], [2, 0, 0, 0]]),
          ("c", [[40, 0, 20, 0], [30, 0, 30, 0]]),
        ]))
    #expect(shown.groups[1].n == nil && shown.groups[1].noHistory == nil)
    #expect(shown.groups.count { $0.n == nil } == 2 || shown.n == nil)
    let text = shown.groupsTable.rendered(as: .csv)
    #expect(!text.contains("b,ema,1,2,") && text.contains("b,ema,1,,,,,,,,,,,,primary,"))
  }

  @Test(
    "what is hidden of EMA's rule does not come back through FDA's, which counts the same", arguments: 0..<40)
  func sameWords(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let groups = (0..<5).map { place in
      let counts = [20 + random.below(40), random.below(9), random.below(30), random.below(3)]
      return ("g\(place)", [counts, counts])
    }
    let shown = Disclosure.ohdsi().applied(to: table(["ema", "fda"], groups))
    #expect(hidden(shown, 0) == hidden(shown, 1))
    #expect((shown.shares[0].resistant == nil) == (shown.shares[1].resistant == nil))
  }

  @Test("nobody subtracts the groups that are shown from everybody and is left with one", arguments: 0..<60)
  func subtraction(seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 1000)
    let rules = ["ema", "danish", "claims"]
    let groups = (0..<(2 + random.below(6))).map { place in
      let n = 12 + random.below(60)
      let counts = rules.map { _ in
        let resistant = random.below(min(12, n - 2))
        let possible = random.below(3)
        return [n - resistant - possible, possible, resistant, 0]
      }
      return ("g\(place)", counts)
    }
    let shown = Disclosure.ohdsi().applied(to: table(rules, groups))
    for rule in rules.indices where shown.shares[rule].resistant != nil {
      #expect(hidden(shown, rule).count { $0 } != 1, "\(rules[rule])")
    }
    for (group, row) in zip(groups, shown.groups) {
      for (truth, share) in zip(group.1, row.shares) {
        let counts = [share.notResistant, share.possible, share.resistant, share.indeterminate]
        #expect(!counts.contains { (1...4).contains($0 ?? 0) })
        // What is hidden alone, the others give back.
        let hidden = counts.indices.filter { counts[$0] == nil }
        #expect(row.n == nil || hidden.count != 1 || !hidden.contains { (1...4).contains(truth[$0]) })
      }
    }
  }

  @Test("of thirteen groups with small counts the others are shown, and every hidden count is proved")
  func manyGroups() {
    let counts = [
      [109, 2, 6, 0], [60, 0, 2, 0], [58, 0, 2, 0], [56, 0, 1, 0], [82, 1, 8, 0], [20, 1, 1, 0],
      [33, 1, 0, 0],
      [2636, 104, 509, 2], [62, 1, 5, 0], [61, 1, 2, 0], [52, 0, 1, 0], [102, 3, 8, 0], [7, 0, 0, 0],
    ]
    let shown = Disclosure.ohdsi().applied(
      to: table(["ema"], counts.enumerated().map { ("g\($0)", [$1]) }))
    #expect(shown.n == 3338 + 114 + 545 + 2)
    #expect(shown.groups[12].shares[0].notResistant == 7)
    #expect(!shown.notes.contains { $0.contains("could not be proved") })
  }

  @Test("opensafely rounds groups, and hides those with a count up to 7")
  func openSafely() {
    let shown = Disclosure.openSafely.applied(
      to: table(["ema"], [("a", [[58, 0, 32, 0]]), ("b", [[50, 0, 7, 0]])]))
    #expect(shown.groups[0].shares[0].resistant == 30 && shown.groups[0].n == 90)
    #expect(shown.groups[1].shares[0].resistant == nil && shown.groups[1].shares[0].suppressed == .primary)
  }

  @Test("in a report the grid keeps back what the shares of the same words keep back")
  func grid() throws {
    var results = Results()
    results.resistance = table(["ema"], [("a", [[93, 0, 4, 3]])])
    func cell(_ chosen: Bool, _ counts: [Int]) -> SensitivityTable.Cell {
      SensitivityTable.Cell(
        overlapSwitchMax: 30, minTrialDays: 42, eraGapDays: 30, unknownDose: "exclude",
        intoleranceCounts: false, isChosen: chosen, resistant: counts[2], possible: counts[1],
        indeterminate: counts[3], estimate: 0.1, confLow: 0.05, confHigh: 0.2)
    }
    results.sensitivity = SensitivityTable(
      level: 0.95, interval: .wilson, n: 100,
      cells: [cell(true, [93, 0, 4, 3]), cell(false, [96, 0, 4, 0]), cell(false, [80, 0, 20, 0])])
    let shown = Disclosure.ohdsi().applied(to: results)
    #expect(shown.resistance?.shares[0].resistant == nil)
    #expect(try #require(shown.sensitivity).cells.map(\.resistant) == [nil, nil, 20])
  }

  @Test("patients without a history are not the difference of the flow and the shares")
  func flow() throws {
    var results = Results(
      flow: PatientFlow(stages: [PatientFlow.Stage(rule: "in the files", patients: 103, steps: nil)]))
    var resistance = table(["ema"], [("a", [[60, 0, 40, 0]])])
    resistance.patients = 103
    resistance.groups = []
    results.resistance = resistance
    let shown = Disclosure.ohdsi().applied(to: results)
    let all = [shown.flow?.stages[0].counts.patients, shown.resistance?.n, shown.resistance?.noHistory]
    #expect(all[2] == nil && all.count { $0 == nil } >= 2)
    results.knownTotals = [103]
    #expect(Disclosure.ohdsi().applied(to: results).resistance?.n == nil)
  }
}
