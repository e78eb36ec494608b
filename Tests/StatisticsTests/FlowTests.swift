import Foundation
import Statistics
import Summaries
import Testing
import Treatment

@Suite("Flow of patients")
struct FlowTests {
  private func summary(_ flow: Flow, _ patients: [GeneratedPatient]) -> Flow.Summary {
    var summary = flow.empty
    flow.add(page(of: patients, request: flow.request), to: &summary)
    return summary
  }

  private func patient(
    _ rows: [(Double, Double)], site: String = "north", marks: PatientMarks = [.hasExposure, .hasScore]
  ) -> GeneratedPatient {
    GeneratedPatient(
      rows: rows.enumerated().map { .init(step: $0 + 1, baseline: $1.0, endpoint: $1.1) },
      texts: ["site": site],
      marks: marks)
  }

  private var patients: [GeneratedPatient] {
    [
      patient([(30, 10), (20, .nan)]), patient([(.nan, 10), (0, 3)]),
      patient([(.nan, .nan)], marks: .hasExposure),
      patient([(.nan, 12)]), patient([], marks: .hasScore), patient([]), patient([(30, 5)], site: "south"),
      patient([(20, .nan)]),
    ]
  }

  @Test("Each rule says who is left and who is set aside, worked by hand")
  func byHand() throws {
    let flow = Flow(on: "MADRS", where: try Filter(parsing: "site == north"))
    let stages = try flow.finish(summary(flow, patients)).stages
    #expect(
      stages.map(\.rule) == [
        "in the files", "matching site == north", "with an exposure", "with a step",
        "with a score on MADRS at the step's start", "with a start from which response can be judged",
        "with an endpoint on MADRS",
      ])
    #expect(stages.map(\.patients) == [8, 7, 6, 5, 3, 2, 1])
    #expect(stages.map(\.steps) == [nil, nil, nil, 7, 4, 3, 1])
    #expect(
      stages[4].setAside.map(\.reason) == ["without any score", "without a score at the start"])
    #expect(stages[4].setAside.map(\.patients) == [1, 1])
    #expect(stages[4].setAside.map(\.steps) == [1, 2])
    #expect(stages[6].setAside.map(\.steps) == [2])
  }

  @Test("A filter on steps comes after the steps")
  func stepFilter() throws {
    let flow = Flow(on: "MADRS", outcome: .remission, where: try Filter(parsing: "step == 1"))
    let stages = try flow.finish(summary(flow, patients)).stages
    #expect(
      stages.map(\.rule) == [
        "in the files", "with an exposure", "with a step", "matching step == 1",
        "with an endpoint on MADRS",
      ])
    // Remission needs no start: a step without one is in the denominator of those whose end is known.
    #expect(stages.map(\.patients) == [8, 7, 6, 6, 4])
    #expect(stages.map(\.steps) == [nil, nil, 8, 6, 4])
    #expect(stages[4].setAside.map(\.reason) == ["without any score", "without an endpoint"])
    #expect(stages[4].setAside.map(\.patients) == [1, 1])
  }

  @Test("Nobody vanishes: each stage is the next one and what that set aside", arguments: 90...99)
  func nobodyVanishes(seed: UInt64) throws {
    let patients = generatedPatients(120, seed: seed)
    for text in ["", "site == north", "step < 3 or site == south"] {
      for baseline in BaselineKind.allCases {
        let flow = Flow(
          on: "MADRS", baseline: baseline, where: text.isEmpty ? nil : try Filter(parsing: text))
        let stages = try flow.finish(summary(flow, patients)).stages
        #expect(stages[0].patients == 120)
        for (before, after) in zip(stages, stages.dropFirst()) {
          #expect(before.patients == after.patients + after.setAside.reduce(0) { $0 + $1.patients })
          #expect(after.setAside.allSatisfy { $0.patients >= 0 && $0.steps ?? 0 >= 0 })
          if let steps = before.steps {
            let left = try #require(after.steps)
            #expect(steps == left + after.setAside.reduce(0) { $0 + ($1.steps ?? 0) })
          }
        }
      }
    }
  }

  @Test(
    "The last stage is the denominator of the observed rate, and the one with a step all its steps",
    arguments: [95])
  func agreesWithRates(seed: UInt64) throws {
    let patients = generatedPatients(150, seed: seed)
    let flow = Flow(on: "MADRS")
    let stages = try flow.finish(summary(flow, patients)).stages
    let rates = ResponseRates(of: .response, by: [], scales: ["MADRS"], missing: [.observed, .worstCase])
    var sums = rates.empty
    rates.add(page(of: patients, request: rates.request), to: &sums)
    let rows = try rates.finish(sums).rows
    #expect(stages.map(\.steps).suffix(1) == [rows[0].n])
    #expect(stages.first { $0.rule == "with a step" }?.steps == rows[0].steps)
    #expect(stages.dropLast().last?.steps == rows[1].n)
    let remission = Flow(on: "MADRS", outcome: .remission)
    let ofRemission = ResponseRates(of: .remission, by: [], scales: ["MADRS"])
    var remitted = ofRemission.empty
    ofRemission.add(page(of: patients, request: ofRemission.request), to: &remitted)
    #expect(
      try remission.finish(summary(remission, patients)).stages.last?.steps
        == ofRemission.finish(remitted).rows[0].n)
  }

  @Test("Every split and every encoding gives the same summary", arguments: [101, 102])
  func laws(seed: UInt64) throws {
    let flow = Flow(on: "MADRS", where: try Filter(parsing: "step < 3"))
    let patients = generatedPatients(90, seed: seed)
    let whole = summary(flow, patients)
    let parts = split(patients, seed: seed + 3).map { summary(flow, $0) }
    #expect(parts.reduce(flow.empty) { $0.merged(with: $1) } == whole)
    #expect(parts.reversed().reduce(flow.empty) { $0.merged(with: $1) } == whole)
    let bytes = try JSONEncoder().encode(whole)
    #expect(try JSONDecoder().decode(Flow.Summary.self, from: bytes) == whole)
  }
}
