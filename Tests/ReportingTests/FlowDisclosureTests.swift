import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Small differences in the flow")
struct FlowDisclosureTests {
  private func shown(_ rates: [Rate], endpoint: (patients: Int, steps: Int)) throws -> SuppressedResults {
    let flow = PatientFlow(stages: [
      PatientFlow.Stage(rule: "in the files", patients: 60, steps: nil),
      PatientFlow.Stage(
        rule: "matching", patients: 56, steps: nil,
        setAside: [(reason: "not matching", patients: 4, steps: nil)]),
      PatientFlow.Stage(rule: "with a step", patients: 56, steps: 56),
      PatientFlow.Stage(
        rule: "with an endpoint", patients: endpoint.patients, steps: endpoint.steps,
        setAside: [
          (reason: "without an endpoint", patients: 56 - endpoint.patients, steps: 56 - endpoint.steps)
        ]),
    ])
    return Disclosure.ohdsi().applied(to: Results(flow: flow, rates: [Drawn.table(["agent"], rates)]))
  }

  @Test(
    "steps without an endpoint are said in the flow where rate tables say them, patients not matching are hidden"
  )
  func derived() throws {
    let results = try shown(
      [
        Drawn.rate(["ketamine"], patients: 29, steps: 29, n: 27, events: 10),
        Drawn.rate(["placebo"], patients: 27, steps: 27, n: 26, events: 9),
      ], endpoint: (53, 53))
    let stages = try #require(results.flow).stages
    #expect(stages[3].setAside[0].counts.steps == 3)
    #expect(stages[3].setAside[0].counts.patients == 3)
    #expect(results.rates[0].rows[0].n == 27)
    #expect(stages[1].setAside[0].counts.patients == nil)
    #expect(results.unproven == 0)
  }

  @Test("what was set aside is hidden where a box beside it is")
  func hiddenNeighbour() throws {
    let results = try shown(
      [Drawn.rate(["ketamine"], patients: 56, steps: 56, n: 3, events: 0)], endpoint: (3, 3))
    let stages = try #require(results.flow).stages
    #expect(stages[3].counts.patients == nil)
    #expect(stages[3].setAside[0].counts.patients == nil)
    #expect(stages[3].setAside[0].counts.steps == nil)
  }
}
