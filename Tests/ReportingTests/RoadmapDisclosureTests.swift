import Causal
import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Disclosure of a roadmap")
struct RoadmapDisclosureTests {
  private func table(followed: Int = 30, branch: Int = 40, events: Int = 20) throws -> RoadmapTable {
    let policy = NamedPolicy(
      "by age", try TreatmentPolicy(parsing: "step 2: if age > 50 then AUGMENT_LI else SWITCH_OUT"))
    var entry = RoadmapTable.Entry(policy)
    let value = EffectEstimate(estimate: 0.61, standardError: 0.04, level: 0.95)
    entry.values = [.init(method: .doublyRobust, value: value, difference: value)]
    entry.branches = [
      .init(step: 2, place: 0, patients: branch, followed: min(15, branch - 1), chance: value),
      .init(step: 2, place: 1, patients: 100 - branch, followed: 40, chance: value),
    ]
    entry.followers = .init(patients: 60, events: 45)
    var reference = RoadmapTable.Entry(.asObserved)
    reference.values = [.init(method: .doublyRobust, value: value, difference: nil)]
    reference.followers = .init(patients: 160, events: 80)
    let steps = [
      RoadCohort.Step(
        number: 1, reached: 200, begun: 200,
        strategies: [
          .init(name: "FIRST_LINE", patients: 200, seen: 180, events: 60, wentOn: 100, standsAlone: true)
        ], hasOthers: false),
      RoadCohort.Step(
        number: 2, reached: 120, begun: 100,
        strategies: [
          .init(name: "SWITCH_OUT", patients: 60, seen: 50, events: events, wentOn: 0, standsAlone: true),
          .init(
            name: "AUGMENT_LI", patients: 40 - followed + 30, seen: 30, events: 12, wentOn: 0,
            standsAlone: true),
        ], hasOthers: false),
    ]
    return RoadmapTable(
      options: RoadmapOptions(adjustment: "age"), entries: [reference, entry], steps: steps, patients: 200)
  }

  @Test(
    "A branch with a small count shows none of its numbers, nor does a picture or the model file tell them")
  func branch() throws {
    let shown = Disclosure.ohdsi().applied(to: try table(branch: 17))
    // 15 of 17 got it: two did not.
    #expect(shown.branchTable.rows[0].suffix(6).prefix(5).allSatisfy { $0 == .hidden })
    let picture = try #require(shown.road(of: 1)).drawing().rendered(standalone: true)
    #expect(picture.contains("patients hidden") && !picture.contains("17 patients"))
    #expect(!shown.json.contains("\"patients\": 17,"))
    let few = Disclosure.ohdsi().applied(to: try table(branch: 3))
    // The other branch would give it back by the number who began the step.
    #expect(few.branchTable.rows[1].contains(.hidden))
  }

  @Test("A strategy with few events shows none of its counts")
  func strategy() throws {
    let shown = Disclosure.ohdsi().applied(to: try table(events: 3))
    let row = try #require(shown.observedTable.rows.first { $0[1] == .text("SWITCH_OUT") })
    #expect(row[3...6].allSatisfy { $0 == .hidden })
    #expect(!shown.observedRoad.drawing().rendered(standalone: true).contains("6 %"))
  }

  @Test("Where everything may be shown it is, and rounding rounds counts and estimates")
  func open() throws {
    let open = Disclosure.none(reason: "drawn").applied(to: try table(branch: 17))
    #expect(open.branchTable.rows[0][5] == .count(17))
    #expect(open.json.contains("\"patients\": 17,"))
    let rounded = Disclosure.openSafely.applied(to: try table(branch: 42))
    #expect(rounded.branchTable.rows[0][5] == .count(40))
    #expect(rounded.table.entries[1].values[0].value.low == 0.53)
  }

  @Test("A picture tells each branch in words and keeps to a telephone's width")
  func picture() throws {
    let shown = Disclosure.none(reason: "drawn").applied(to: try table())
    let road = try #require(shown.road(of: 1)).drawing()
    #expect(road.width <= 390)
    let text = road.rendered(standalone: true)
    #expect(text.contains("if age is above 50") && text.contains("otherwise"))
    #expect(shown.policiesInWords.first?.text.hasPrefix("At step 2: if age is above 50, ") == true)
  }
}
