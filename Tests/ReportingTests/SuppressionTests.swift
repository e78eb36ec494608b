import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Small cells")
struct SuppressionTests {
  private func shown(_ tables: [RateTable], below count: Int = 5) -> [SuppressedRates] {
    Disclosure.ohdsi(minCellCount: count).applied(to: Results(rates: tables)).rates
  }

  @Test("nothing is hidden when no cell is small")
  func nothingSmall() {
    let tables = [
      Drawn.table(["strategy"], [Drawn.rate(["A"], n: 30, events: 10), Drawn.rate(["B"], n: 20, events: 0)]),
      Drawn.table([], [Drawn.rate([], n: 50, events: 10)]),
    ]
    let open = Disclosure.none(reason: "drawn").applied(to: Results(rates: tables)).rates
    #expect(shown(tables).map(\.rows) == open.map(\.rows))
  }

  @Test(
    "events, non-events or patients of 1 to 4 hide the row's rate; 0 and 5 do not",
    arguments: [
      (0, 20, ""), (1, 20, "primary"), (4, 20, "primary"), (5, 20, ""), (15, 20, ""), (16, 20, "primary"),
      (19, 20, "primary"), (20, 20, ""),
    ])
  func primary(events: Int, n: Int, mark: String) throws {
    let row = try #require(shown([Drawn.table([], [Drawn.rate([], n: n, events: events)])]).first?.rows.first)
    #expect(row.suppressed.rawValue == mark)
    #expect((row.events == nil) == (mark == "primary"))
    #expect((row.estimate == nil) == (mark == "primary"))
    #expect((row.confLow == nil) == (mark == "primary"))
    #expect((row.robustHigh == nil) == (mark == "primary"))
    #expect(row.n == n)
    #expect(row.patients == n)
  }

  @Test("a cell of 1 to 4 patients hides every count of the row")
  func fewPatients() throws {
    let row = try #require(
      shown([Drawn.table(["s"], [Drawn.rate(["A"], patients: 3, steps: 12, n: 12, events: 6)])]).first?.rows
        .first)
    #expect(row.suppressed == .primary)
    #expect([row.patients, row.steps, row.noBaseline, row.n, row.events] == [nil, nil, nil, nil, nil])
  }

  @Test("one small row beside a total takes a second row, the smallest that does no harm")
  func marginTakesOneMore() {
    let tables = [
      Drawn.table(
        ["strategy"],
        [
          Drawn.rate(["A"], n: 30, events: 2), Drawn.rate(["B"], n: 40, events: 12),
          Drawn.rate(["C"], n: 35, events: 12),
        ]),
      Drawn.table([], [Drawn.rate([], n: 105, events: 26)]),
    ]
    let result = shown(tables)
    #expect(result[0].rows.map(\.suppressed) == [.primary, .none, .secondary])
    #expect(result[1].rows.map(\.suppressed) == [Suppression.none])
    #expect(result[0].rows.map(\.n) == [30, 40, 35])
  }

  @Test("two small rows that the total pins to one value each need a third")
  func pinnedByBounds() {
    // 4 + 4 of 8: both are hidden for their size, and each can only be 4.
    let tables = [
      Drawn.table(
        ["s"],
        [
          Drawn.rate(["A"], n: 30, events: 4), Drawn.rate(["B"], n: 30, events: 4),
          Drawn.rate(["C"], n: 40, events: 15),
        ]),
      Drawn.table([], [Drawn.rate([], n: 100, events: 23)]),
    ]
    #expect(shown(tables)[0].rows.map(\.suppressed) == [.primary, .primary, .secondary])
  }

  @Test("worst case shares its events with observed, so both rows go together")
  func readingsShareEvents() {
    let rows = [
      Drawn.rate(["A"], patients: 40, steps: 40, n: 30, events: 12),
      Drawn.rate(["B"], patients: 40, steps: 40, n: 20, events: 17),
      Drawn.rate(["A"], missing: .worstCase, patients: 40, steps: 40, n: 40, events: 12),
      Drawn.rate(["B"], missing: .worstCase, patients: 40, steps: 40, n: 40, events: 17),
    ]
    let result = shown([Drawn.table(["s"], rows)])[0].rows
    // B observed: 3 non-responders. B in worst case prints 17 of 40, which would give 17 of 20 back.
    #expect(result.map(\.suppressed) == [.none, .primary, .none, .secondary])
  }

  @Test("the differences table does not give back what the rates hide")
  func differencesFollow() throws {
    let rates = Drawn.table(
      ["arm"], [Drawn.rate(["A"], n: 30, events: 3), Drawn.rate(["B"], n: 30, events: 12)])
    let difference = RateDifference(
      first: "A", second: "B", outcome: .response, baseline: .step, scale: "MADRS", endpoint: .last,
      missing: .observed, firstEvents: 3, firstN: 30, secondEvents: 12, secondN: 30, estimate: -0.3,
      confLow: -0.48, confHigh: -0.08)
    let result = Disclosure.ohdsi().applied(to: Results(rates: [rates], differences: [difference]))
    let row = try #require(result.differences.first)
    #expect(row.firstEvents == nil)
    #expect(row.secondEvents == 12)
    #expect(row.firstN == 30)
    #expect([row.estimate, row.confLow, row.confHigh] == [nil, nil, nil])
    #expect(row.suppressed == .primary)
  }

  @Test("the chained reading stays hidden after the step that is, since two neighbours would give it back")
  func chainBreaks() {
    func row(_ step: Int, _ n: Int, _ remitted: Int, _ worst: Int) -> CumulativeRemissionRow {
      CumulativeRemissionRow(
        scale: "HAMD17", step: step, entered: n, scored: n, remitted: remitted, chained: 0.1 * Double(step),
        observedN: 100, observedEvents: worst, observed: Double(worst) / 100, worstCaseN: 100,
        worstCaseEvents: worst, worstCase: Double(worst) / 100)
    }
    let rows = [row(1, 100, 20, 20), row(2, 60, 3, 23), row(3, 40, 10, 33)]
    let result = Disclosure.ohdsi().applied(to: Results(cumulative: rows)).cumulative
    #expect(result[0].chained == 0.1)
    #expect(result[1].remitted == nil)
    #expect(result[1].chained == nil)
    #expect(result[2].chained == nil)
    // 23 - 20 would give the 3 back.
    #expect(result[0].worstCaseEvents == nil || result[1].worstCaseEvents == nil)
    #expect(result[0].observedEvents == nil || result[1].observedEvents == nil)
  }

  @Test("a flow's small box takes a second number, so that subtraction does not give it back")
  func flowSubtraction() {
    let flow = PatientFlow(stages: [
      PatientFlow.Stage(rule: "in the files", patients: 58, steps: nil),
      PatientFlow.Stage(
        rule: "with a step", patients: 33, steps: 60,
        setAside: [("no exposure", 22, nil), ("bipolar", 3, nil)]),
    ])
    let stages = Disclosure.ohdsi().applied(to: Results(flow: flow)).flow?.stages ?? []
    #expect(stages.map(\.counts.patients) == [58, 33])
    #expect(stages.last?.setAside.map(\.counts.patients) == [nil, nil])
  }

  @Test("everyone's mean goes where an arm's mean is hidden")
  func means() throws {
    let table = BaselineTable(
      arms: ["A", "B", "All"], patients: [40, 30, 70],
      rows: [
        BaselineTable.Row(
          name: "age", level: "",
          cells: [
            .mean(40, standardDeviation: 9, n: 3), .mean(41, standardDeviation: 8, n: 30),
            .mean(40.9, standardDeviation: 8, n: 33),
          ])
      ])
    let rows = try #require(Disclosure.ohdsi().applied(to: Results(baseline: table)).baseline?.rows)
    #expect(rows[0].cells == [.hidden, .mean(41, standardDeviation: 8), .hidden])
  }

  @Test("a trajectory's point is hidden where it is the mean of 1 to 4 patients")
  func trajectoryPoints() {
    let points = [3, 5].map {
      TrajectoryPoint(
        arm: "A", scale: "MADRS", day: 7, n: $0, mean: 20.25, standardDeviation: 3, confLow: 18, confHigh: 22)
    }
    let shown = Disclosure.ohdsi().applied(to: Results(trajectories: points)).trajectories
    #expect(shown.map(\.mean) == [nil, 20.25])
    #expect(shown.map(\.n) == [nil, 5])
  }

  @Test("a scale with few patients hides itself, not the other scales of its group")
  func scalesAreCells() {
    let rows = [
      Drawn.rate(["A"], scale: "MADRS", n: 500, events: 250),
      Drawn.rate(["A"], scale: "PHQ9", n: 3, events: 1),
      Drawn.rate(["B"], scale: "MADRS", n: 400, events: 100),
    ]
    let result = shown([Drawn.table(["strategy"], rows)])[0].rows
    #expect(result.map(\.suppressed) == [.none, .primary, .none])
    #expect(result.map(\.patients) == [500, nil, 400])
    #expect(result.map(\.events) == [250, nil, 100])
  }

  @Test("what all scales of a group count alike goes on every scale, or on none")
  func scalesShareSteps() {
    func table(_ by: [String], _ groups: [([String], Int)]) -> RateTable {
      let rows = ["MADRS", "PHQ9"].flatMap { scale in
        groups.map { group, patients in
          Drawn.rate(
            group, scale: scale, patients: patients, steps: patients,
            n: patients > 20 ? patients - 10 : patients,
            events: patients > 20 ? 12 : 0)
        }
      }
      return Drawn.table(by, rows)
    }
    // 3 of 93 patients: a second group has to go with them, and on both scales.
    let result = shown([
      table(["s"], [(["A"], 3), (["B"], 40), (["C"], 50)]), table([], [([], 93)]),
    ])
    for group in ["A", "B", "C"] {
      let patients = result[0].rows.filter { $0.group == [group] }.map(\.patients)
      #expect(Set(patients).count == 1)
    }
    #expect(result[0].rows.filter { $0.patients == nil }.count == 4)
  }

  @Test("openSafely hides counts up to 7, rounds the others to 5 and asks for rates of the rounded counts")
  func openSafely() {
    let recompute = Recomputation(rate: { events, n, _, _ in
      Recomputation.Limits(estimate: Double(events) / Double(n), low: 0.25, high: 0.75)
    })
    let table = Drawn.table(
      ["s"], [Drawn.rate(["A"], n: 42, events: 18), Drawn.rate(["B"], n: 42, events: 7)])
    let rows = Disclosure.openSafely.applied(to: Results(rates: [table]), recomputing: recompute).rates[0]
      .rows
    #expect(rows[0].n == 40)
    #expect(rows[0].events == 20)
    #expect(rows[0].estimate == 0.5)
    #expect(rows[0].confLow == 0.25)
    #expect(rows[0].robustLow == nil)
    #expect(rows[0].noBaseline == nil)
    #expect(rows[1].events == nil)
    #expect(rows[1].estimate == nil)
    #expect(rows[1].suppressed == .primary)
  }
}
