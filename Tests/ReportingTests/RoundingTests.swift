import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Rounded counts")
struct RoundingTests {
  private let recompute = Recomputation(
    rate: { events, n, _, _ in
      Recomputation.Limits(estimate: Double(events) / Double(n), low: 0.25, high: 0.75)
    },
    difference: { _, _, _, _, _ in Recomputation.Limits(estimate: 0.1, low: 0, high: 0.2) })

  private func shown(_ results: Results) -> SuppressedResults {
    Disclosure.openSafely.applied(to: results, recomputing: recompute)
  }

  @Test("a row of 7 patients or fewer is hidden whole, however many steps they have", arguments: [3, 7, 8])
  func fewPatients(patients: Int) throws {
    let table = Drawn.table(["s"], [Drawn.rate(["A"], patients: patients, steps: 32, n: 30, events: 15)])
    let row = try #require(shown(Results(rates: [table])).rates[0].rows.first)
    let counts = [row.patients, row.steps, row.noBaseline, row.n, row.events]
    #expect(counts == (patients > 7 ? [10, 30, nil, 30, 15] : [nil, nil, nil, nil, nil]))
    #expect(row.estimate == (patients > 7 ? 0.5 : nil))
    #expect(row.confHigh == (patients > 7 ? 0.75 : nil))
    #expect(row.suppressed == (patients > 7 ? .none : .primary))
  }

  @Test("a difference of rounded counts is said to be about so many")
  func missingEndpoints() {
    var content = Drawn.content
    content.disclosure = .openSafely
    let report = Report(content, recomputing: recompute)
    let sentences = Limitations.sentences(for: report.content, report.shown)
    #expect(sentences.contains { $0.hasPrefix("lithium: about 10 of 60 steps") })
  }

  @Test("a difference is hidden where an arm of it is 7 patients or fewer")
  func differences() throws {
    let table = Drawn.table(
      ["arm"],
      [Drawn.rate(["A"], patients: 3, steps: 30, n: 30, events: 15), Drawn.rate(["B"], n: 40, events: 20)])
    let difference = RateDifference(
      first: "A", second: "B", outcome: .response, baseline: .step, scale: "MADRS", endpoint: .last,
      missing: .observed, firstEvents: 15, firstN: 30, secondEvents: 20, secondN: 40, estimate: 0,
      confLow: -0.2, confHigh: 0.2)
    let row = try #require(shown(Results(rates: [table], differences: [difference])).differences.first)
    #expect([row.firstEvents, row.firstN] == [nil, nil])
    #expect([row.estimate, row.confLow, row.confHigh] == [nil, nil, nil])
    #expect(row.suppressed == .primary)
  }

  @Test("a point of 7 patients is hidden; of 8 it keeps n to 5 and mean to a decimal, without limits")
  func points() {
    let points = [7, 8, 43].map {
      TrajectoryPoint(
        arm: "A", scale: "MADRS", day: Double($0), n: $0, mean: 20.285714, standardDeviation: 3.14159,
        confLow: 18, confHigh: 22)
    }
    let trajectories = shown(Results(trajectories: points)).trajectories
    #expect(trajectories.map(\.n) == [nil, 10, 45])
    #expect(trajectories.map(\.mean) == [nil, 20.3, 20.3])
    #expect(trajectories.map(\.standardDeviation) == [nil, 3.1, 3.1])
    #expect(trajectories.allSatisfy { $0.confLow == nil && $0.confHigh == nil })
    #expect(trajectories[0].suppressed == .primary)
  }

  @Test("means of Table 1 are hidden up to 7 patients, else to a decimal, and the tables say so")
  func tableOne() throws {
    let table = BaselineTable(
      arms: ["A", "B", "All"], patients: [43, 32, 75],
      rows: [
        BaselineTable.Row(
          name: "age", level: "",
          cells: [
            .mean(40.123, standardDeviation: 9.876, n: 8), .mean(41, standardDeviation: 8, n: 30),
            .mean(40.9, standardDeviation: 8, n: 38),
          ]),
        BaselineTable.Row(
          name: "years ill", level: "",
          cells: [
            .mean(4, standardDeviation: 9, n: 7), .mean(5, standardDeviation: 8, n: 30),
            .mean(4.9, standardDeviation: 8, n: 37),
          ]),
      ])
    let results = shown(Results(baseline: table))
    let rows = try #require(results.baseline?.rows)
    #expect(rows[0].cells[0] == .mean(40.1, standardDeviation: 9.9))
    #expect(rows[1].cells == [.hidden, .mean(5, standardDeviation: 8), .hidden])
    #expect(results.baseline?.patients == [45, 30, 75])
    let text = try #require(results.baseline?.summary).rendered(as: .markdown)
    #expect(text.contains("rounded to the nearest 5") && text.contains("of the true counts"))
    let points = TrajectoryPoints(points: []).shown(.rounding, in: DisclosureRun(disclosure: .openSafely))
    #expect(points.summary([], scale: "MADRS").rendered(as: .table).contains("of the true counts"))
  }
}
