import Causal
import Regression
import Testing
import Treatment

@testable import Statistics

@Suite("Roads of a cohort")
struct RoadCohortTests {
  /// patient, step, strategy, start, baseline, endpoint, remission (-1 = not seen), reason
  private typealias Row = (Int, Int, String, Int, Double, Double, Int, String?)

  private func table(_ rows: [Row], ages: [Int: Double] = [:]) -> FlatTable {
    func numbers(_ name: String, _ value: (Row) -> Double) -> FlatColumn {
      FlatColumn(name, .numbers(rows.map(value)))
    }
    return FlatTable(
      [
        numbers("patient_id") { Double($0.0) }, numbers("episode") { _ in 1 },
        numbers("step") { Double($0.1) },
        FlatColumn("strategy", texts: rows.map(\.2)), numbers("start_day") { Double($0.3) },
        numbers("end_day") { Double($0.3 + 60) }, numbers("baseline") { $0.4 }, numbers("entry") { _ in 33 },
        numbers("endpoint") { $0.5 }, numbers("remission") { $0.6 < 0 ? .nan : Double($0.6) },
        numbers("response") { $0.6 < 0 ? .nan : Double($0.6) },
        FlatColumn("stop_reason", texts: rows.map(\.7)),
        numbers("age") { ages[$0.0] ?? 40 },
      ], rowCount: rows.count)
  }

  private func options(_ change: (inout RoadmapOptions) -> Void = { _ in }) -> RoadmapOptions {
    var options = RoadmapOptions(adjustment: "age + last_score")
    options.lastStep = 2
    options.fewest = 1
    options.effects.allowsFewEvents = true
    change(&options)
    return options
  }

  private static let drawn: [Row] = [
    // Remits at once and leaves, though a further step stands in the files.
    (1, 1, "FIRST_LINE", 0, 30, 6, 1, nil), (1, 2, "SWITCH_OUT", 200, 20, 5, 1, nil),
    // Goes on, and remits.
    (2, 1, "FIRST_LINE", 0, 30, 20, 0, "intolerance"), (2, 2, "COMBINE_ABORTED", 70, .nan, 5, 1, nil),
    // Leaves after the first.
    (3, 1, "FIRST_LINE", 0, 30, 25, 0, nil),
    // Nobody saw the endpoint: lost, though a further step came.
    (4, 1, "FIRST_LINE", 0, 30, .nan, -1, nil), (4, 2, "SWITCH_OUT", 90, 22, 20, 0, nil),
    // Steps begin with the second.
    (5, 2, "SWITCH_OUT", 0, 30, 20, 0, nil),
  ]

  @Test("Who remits leaves, who is not seen is lost, who does not go on is told from who does")
  func roads() throws {
    let cohort = try RoadCohort(table(Self.drawn), policies: [], options())
    #expect(cohort.patients == 4 && cohort.withoutFirst == 1)
    #expect(cohort.steps.map(\.reached) == [4, 2] && cohort.steps.map(\.begun) == [4, 1])
    let second = cohort.decisions[1]
    #expect(second.patients == [1, 2] && second.begun == [true, false])
    let first = try #require(cohort.steps[0].strategies.first)
    #expect(first.patients == 4 && first.seen == 3 && first.events == 1 && first.wentOn == 1)
  }

  @Test("A combination that was given up counts as the combination that was begun")
  func aborted() throws {
    let cohort = try RoadCohort(table(Self.drawn), policies: [], options())
    #expect(cohort.steps[1].strategies.map(\.name) == ["COMBINE"])
  }

  @Test(
    "Without a score at its start a step is judged by the last one before; what came of the step before is known"
  )
  func history() throws {
    let policy = try TreatmentPolicy(
      parsing:
        "step 2: if intolerant and last_score < 21 and tried FIRST_LINE and days == 70 then COMBINE else stay"
    )
    let cohort = try RoadCohort(table(Self.drawn), policies: [policy], options())
    #expect(RoadStages.branchPlaces(of: policy, at: cohort.decisions[1]) == [0, 1])
  }

  @Test("A step that was given up for another before its endpoint's window opened ended without")
  func givenUp() throws {
    let rows: [Row] = [
      (1, 1, "FIRST_LINE", 0, 30, .nan, -1, nil), (1, 2, "SWITCH_OUT", 30, 22, 20, 0, nil),
      (2, 1, "FIRST_LINE", 0, 30, .nan, -1, nil), (2, 2, "SWITCH_OUT", 60, 22, 20, 0, nil),
    ]
    let cohort = try RoadCohort(
      table(rows), policies: [], options { $0.endpoint = .nearest(day: 84, window: 42) })
    #expect(cohort.decisions[0].outcome[0] == 0 && cohort.decisions[0].outcome[1].isNaN)
    #expect(cohort.decisions[1].patients == [0])
  }

  @Test("Who lacks a covariate at the first step is left out, later is lost before the step")
  func lacking() throws {
    let without = try RoadCohort(table(Self.drawn, ages: [3: .nan]), policies: [], options())
    #expect(without.withoutCovariate == 1 && without.steps[0].reached == 3)
  }

  @Test("What too few had stands with the others, or nowhere")
  func grouping() throws {
    var rows: [Row] = []
    for patient in 1...60 {
      rows.append((patient, 1, "FIRST_LINE", 0, 30, 20, patient <= 6 ? 1 : 0, nil))
      if patient <= 6 { continue }
      let strategy = patient <= 36 ? "SWITCH_OUT" : patient <= 48 ? "AUGMENT_LI" : "AUGMENT_AAP"
      rows.append((patient, 2, strategy, 70, 22, 20, patient % 2, nil))
    }
    func options(_ change: (inout RoadmapOptions) -> Void) -> RoadmapOptions {
      self.options {
        $0.effects.allowsFewEvents = false
        change(&$0)
      }
    }
    let alone = try RoadCohort(table(rows), policies: [], options { $0.fewest = 12 })
    #expect(alone.actions(at: 2) == ["SWITCH_OUT", "AUGMENT_AAP", "AUGMENT_LI"])
    let joined = try RoadCohort(table(rows), policies: [], options { $0.fewest = 20 })
    #expect(joined.actions(at: 2) == ["SWITCH_OUT", RoadCohort.others])
    let named = try RoadCohort(
      table(rows), policies: [], options { ($0.fewest, $0.strategies) = (12, ["AUGMENT_LI"]) })
    #expect(named.actions(at: 2) == ["AUGMENT_LI", RoadCohort.others])
    let nowhere = try RoadCohort(table(rows), policies: [], options { $0.fewest = 26 })
    #expect(nowhere.actions(at: 2) == ["SWITCH_OUT"] && nowhere.decisions[1].action.contains { $0 == nil })
  }

  @Test("Without anything to adjust for, and nobody lost, the three estimators agree on a drawn road")
  func values() throws {
    var rows: [Row] = []
    // 40 of 100 remit at step 1; of the others half get lithium, of whom 15 of 30 remit, and 6 of 30 after a switch.
    for patient in 1...100 {
      rows.append((patient, 1, "FIRST_LINE", 0, 30, 20, patient <= 40 ? 1 : 0, nil))
      if patient <= 40 { continue }
      let isLithium = patient <= 70
      let remits = isLithium ? patient <= 55 : patient <= 76
      rows.append((patient, 2, isLithium ? "AUGMENT_LI" : "SWITCH_OUT", 70, 22, 20, remits ? 1 : 0, nil))
    }
    let policies = try [
      "lithium": "step 2: AUGMENT_LI", "switch": "step 2: SWITCH_OUT",
      "chance": "step 2: AUGMENT_LI or SWITCH_OUT",
      "stay": "stay",
    ].sorted { $0.key < $1.key }.map { NamedPolicy($0.key, try TreatmentPolicy(parsing: $0.value)) }
    var plain = RoadmapOptions(adjustment: "1")
    plain.lastStep = 2
    let cohort = try RoadCohort(table(rows), policies: policies.map(\.policy), plain)
    let found = try Roadmap(cohort, policies: policies).table()
    let expected = [
      "as observed": 0.61, "chance": 0.4 + 0.6 * 0.35, "lithium": 0.7, "stay": 0.4, "switch": 0.4 + 0.6 * 0.2,
    ]
    for entry in found.entries {
      #expect(entry.failure == nil, "\(entry.name)")
      for value in entry.values {
        #expect(
          abs(value.value.estimate - (expected[entry.name] ?? 0)) < 1e-6, "\(entry.name) \(value.method)")
      }
    }
    let lithium = try #require(found.entries.first { $0.name == "lithium" })
    #expect(lithium.followers == .init(patients: 70, events: 55))
    #expect(lithium.branches == [lithium.branches[0]] && lithium.branches[0].patients == 60)
    #expect(abs((lithium.branches[0].chance?.estimate ?? 0) - 0.5) < 1e-6)
    #expect(abs((lithium.main?.difference?.estimate ?? 0) - 0.09) < 1e-6)
  }
}
