import Causal
import Testing
import Treatment

@testable import Reporting
@testable import Statistics

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

  /// A policy of one strategy at step 2 behind whose value stand these stages.
  private func policy(
    _ name: String, _ text: String, stages: [(String, reached: Int, followed: Int)], onRoad: Int,
    followers: RoadmapTable.Followers
  ) throws -> RoadmapTable.Entry {
    var entry = RoadmapTable.Entry(NamedPolicy(name, try TreatmentPolicy(parsing: text)))
    let value = EffectEstimate(estimate: 0.613, standardError: 0.04, level: 0.95)
    entry.values = [.init(method: .doublyRobust, value: value, difference: value)]
    entry.support = PolicySupport(
      policy: name,
      stages: stages.map {
        StageSupport(
          stage: $0.0, reached: $0.reached,
          weights: WeightDistribution(Array(repeating: 2, count: $0.followed)))
      }, patients: 200, onRoad: onRoad)
    entry.followers = followers
    entry.bounds = [ConfoundingBounds(oddsRatio: 1.5, low: 0.5123, high: 0.7123)]
    return entry
  }

  private func few(ended: Int, name: String = "switch", last: Int = 30) throws -> RoadmapTable.Entry {
    try policy(
      name, "step 2: SWITCH_OUT; step 3: \(name == "switch" ? "SWITCH_OUT" : "AUGMENT_LI")",
      stages: [
        ("step 1", 200, 180), ("step 2", 100, 60), ("step 3", 60 - ended, last),
      ], onRoad: 80 + ended + last, followers: .init(patients: 80 + ended + last, events: 80 + ended + 12))
  }

  private func table(_ entries: [RoadmapTable.Entry]) throws -> RoadmapTable {
    var table = try table()
    table.entries = entries
    return table
  }

  @Test(
    "Who remits at a step is the difference of two stages of support: where they are few, one of the two is hidden"
  )
  func ended() throws {
    let shown = Disclosure.ohdsi().applied(to: try table([few(ended: 3)]))
    let rows = shown.supportTable.rows
    #expect(rows[1][3] == .hidden || rows[2][2] == .hidden)
    let many = Disclosure.ohdsi().applied(to: try table([few(ended: 12)]))
    #expect(!many.supportTable.rows.flatMap(\.self).contains(.hidden))
  }

  @Test("What one policy hides at a step no other tells that did the same until then")
  func alike() throws {
    let shown = Disclosure.ohdsi().applied(
      to: try table([few(ended: 3), few(ended: 3, name: "then lithium", last: 25)]))
    let rows = shown.supportTable.rows
    let followed = [rows[1][3], rows[4][3]].contains { $0 != .hidden }
    let reached = [rows[2][2], rows[5][2]].contains { $0 != .hidden }
    #expect(!(followed && reached))
  }

  @Test("The share that models stand for is hidden where it tells of few, in tables and in sentences")
  func share() throws {
    let entry = try policy(
      "switch", "step 2: SWITCH_OUT", stages: [("step 1", 200, 199), ("step 2", 120, 118)], onRoad: 197,
      followers: .init(patients: 197, events: 120))
    let shown = Disclosure.ohdsi().applied(to: try table([entry]))
    let column = try #require(shown.dataTable.columns.firstIndex { $0.name == "model_share" })
    #expect(shown.dataTable.rows[0][column] == .hidden)
    #expect(!shown.doubts.joined().contains("2 % of the patients"))
  }

  @Test(
    "Branches of two policies part the same patients: one strategy's few in a branch do not come back by the other"
  )
  func parted() throws {
    func policy(_ name: String, _ first: String, _ second: String, _ followed: [Int]) throws
      -> RoadmapTable.Entry
    {
      var entry = RoadmapTable.Entry(
        NamedPolicy(name, try TreatmentPolicy(parsing: "step 2: if age > 50 then \(first) else \(second)")))
      // By strategy of the step: 60 had SWITCH_OUT and 40 AUGMENT_LI; 37 of these are above 50, of whom there are 60.
      entry.branches = [
        .init(step: 2, place: 0, patients: 60, followed: followed[0], chance: nil, had: [23, 37]),
        .init(step: 2, place: 1, patients: 40, followed: followed[1], chance: nil, had: [37, 3]),
      ]
      return entry
    }
    let entries = [
      try policy("lithium for the old", "AUGMENT_LI", "SWITCH_OUT", [37, 37]),
      try policy("lithium for the young", "SWITCH_OUT", "AUGMENT_LI", [23, 3]),
    ]
    let shown = Disclosure.ohdsi().applied(to: try table(entries))
    let rows = shown.branchTable.rows
    #expect(rows[3][6] == .hidden)
    // 40 with lithium less the 37 above 50, or 40 not above 50 less the 37 of them with a switch.
    #expect(rows[0][6] == .hidden && rows[1][6] == .hidden)
  }

  @Test(
    "Rounding rounds the shares that models stand for, bounds, effective numbers and what followers reached")
  func rounded() throws {
    var entry = try policy(
      "switch", "step 2: SWITCH_OUT", stages: [("step 1", 201, 181), ("step 2", 118, 58)], onRoad: 123,
      followers: .init(patients: 123, events: 77))
    entry.learned = LearnedRoad(
      kind: .tree, folds: 5, inSample: EffectEstimate(estimate: 0.6544, standardError: 0.0333, level: 0.95))
    let shown = Disclosure.openSafely.applied(to: try table([entry]))
    let column = try #require(shown.dataTable.columns.firstIndex { $0.name == "model_share" })
    // By hand: 1 - 125 / 200.
    #expect(shown.dataTable.rows[0][column] == .number(0.38))
    #expect(shown.supportTable.rows[1][4] == .number(60))
    #expect(shown.summary.rows[0].contains(.text("60.0 of 125")))
    let words = (shown.doubts + shown.dataTable.notes).joined(separator: " ")
    #expect(words.contains("1.5: 51.0 to 71.0 %") && words.contains("it comes to 65.0 %"))
    #expect(words.contains("38 % of the patients"))
  }

  @Test(
    "Pictures of policies whose names differ by signs alone, or are names of other files, are files of their own"
  )
  func pictures() throws {
    let value = EffectEstimate(estimate: 0.61, standardError: 0.04, level: 0.95)
    let entries = try ["a > b", "a < b", "observed"].map { name in
      var entry = RoadmapTable.Entry(NamedPolicy(name, try TreatmentPolicy(parsing: "step 2: SWITCH_OUT")))
      entry.values = [.init(method: .doublyRobust, value: value, difference: nil)]
      entry.branches = [.init(step: 2, place: 0, patients: 100, followed: 60, chance: value)]
      return entry
    }
    let shown = Disclosure.none(reason: "drawn").applied(to: try table(entries))
    let names = shown.figures.map(\.name)
    #expect(names.count == 5 && Set(names).count == 5)
    let ids = shown.figures.map {
      $0.svg.split(separator: "id=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
    }
    #expect(Set(ids).count == 5, "\(ids)")
  }

  @Test("Limits end where shares end; a policy that draws lots does not say that patients left its road")
  func words() throws {
    var entry = try policy(
      "either", "step 2: SWITCH_OUT or AUGMENT_LI", stages: [("step 1", 200, 180), ("step 2", 120, 90)],
      onRoad: 150, followers: .init(patients: 150, events: 90))
    let wide = EffectEstimate(estimate: 0.95, standardError: 0.06, level: 0.95)
    entry.values = [.init(method: .doublyRobust, value: wide, difference: wide)]
    let shown = Disclosure.none(reason: "drawn").applied(to: try table([entry]))
    #expect(shown.table.entries[0].values[0].value.high == 1)
    #expect(
      shown.doubts.joined().contains(
        "25 % of the patients had, at some step, what the policy never gives there"))
    #expect(shown.dataTable.notes.joined().contains("either draws lots"))
  }
}
