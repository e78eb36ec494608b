import Regression
import Statistics
import Testing
import Treatment

@Suite("Published rows put to a cohort")
struct BenchmarkTests {
  private func row(_ id: String, prior: Int, events: Int, n: Int) -> PublishedRate {
    var row = PublishedRate()
    row.id = id
    row.study = "S"
    row.strategy = "STEPPED"
    (row.priorLeast, row.priorMost) = (prior, prior)
    row.populationKind = "adult"
    row.outcome = "remission"
    row.rule = "score<=10"
    row.scale = "MADRS"
    row.weeks = 12
    row.reading = .worstCase
    (row.n, row.events) = (n, events)
    return row
  }

  private func benchmark(_ rows: [PublishedRate], where filter: String? = nil) throws -> Benchmark {
    let tolerances = BenchmarkTolerances()
    let judge = BenchmarkJudge(
      design: .cohort, scales: ["MADRS"], catalogue: testCatalogue,
      tolerances: tolerances)
    return try Benchmark(against: rows, judge: judge, tolerances: tolerances, where: filter)
  }

  private func answer(_ events: Int, of n: Int, steps: Int? = nil, scored: Int = 8) -> RateTable {
    func rate(_ missing: MissingReading, _ n: Int, robust: Double?) -> Rate {
      Rate(
        group: [], outcome: .remission, baseline: .step, scale: "HAMD17",
        endpoint: .nearest(day: 84, window: 14),
        missing: missing, interval: .wilson, patients: 50, steps: steps ?? 50, noBaseline: 0, n: n,
        events: events,
        estimate: Double(events) / Double(max(n, 1)), confLow: 0.1, confHigh: 0.5,
        robustLow: robust.map { 0.3 - $0 }, robustHigh: robust.map { 0.3 + $0 })
    }
    return RateTable(
      by: [], level: 0.95, rows: [rate(.observed, scored, robust: nil), rate(.worstCase, n, robust: 0.2)])
  }

  @Test("Rows that ask the same share a question, and the study's filter stands before the row's")
  func questions() throws {
    let benchmark = try benchmark(
      [
        row("A", prior: 0, events: 3, n: 9), row("B", prior: 0, events: 30, n: 90),
        row("C", prior: 1, events: 1, n: 9),
      ], where: "age > 18 or sex == f")
    #expect(benchmark.questions.count == 2)
    #expect(benchmark.questions[0].filter?.isPart(of: try Filter(parsing: "age > 18 or sex == f")) == true)
    #expect(benchmark.questions[0].filter?.isPart(of: try Filter(parsing: "step == 1")) == true)
    #expect(benchmark.questions[0].endpoint == .nearest(day: 84, window: 14))
    #expect(benchmark.questions[0].readings == [.observed, .worstCase])
  }

  @Test("A row whose steps nobody scored has no rate beside it, however many steps the worst case counts")
  func nobodyScored() throws {
    let benchmark = try benchmark([row("A", prior: 0, events: 3, n: 9), row("B", prior: 1, events: 3, n: 9)])
    let table = benchmark.table(of: [answer(0, of: 50, scored: 0), nil])
    #expect(table.rows.map(\.table) == [nil, nil] && table.tables.isEmpty)
  }

  @Test(
    "Published limits are Wilson's, and of patients with several steps the difference is of the robust limits"
  )
  func limits() throws {
    let benchmark = try benchmark([
      row("A", prior: 0, events: 29, n: 64), row("B", prior: 1, events: 3, n: 9),
    ])
    let table = benchmark.table(of: [answer(15, of: 50), answer(15, of: 50, steps: 60)])
    let limits = try #require(table.rows[0].limits)
    // Wilson's formula in Python's floats: 0.337294, 0.574264.
    #expect(abs(limits.low - 0.3373) < 1e-4 && abs(limits.high - 0.5743) < 1e-4)
    #expect(table.rows[0].clusteredDifference == nil)
    let clustered = try #require(table.rows[1].clusteredDifference)
    let theirs = try #require(table.rows[1].limits)
    #expect(
      clustered == RateComparison.limits(RateLimits(estimate: 0.3, low: 0.3 - 0.2, high: 0.3 + 0.2), theirs))
  }

  @Test(
    "Steps of one study that the cohort has, all of them, stand together with the published numbers at each")
  func together() throws {
    let rows = [row("A", prior: 0, events: 30, n: 100), row("B", prior: 1, events: 5, n: 50)]
    let table = try benchmark(rows).table(of: [answer(20, of: 50), answer(10, of: 50)])
    let one = try #require(table.standardised.first)
    #expect(one.rows == [0, 1] && table.standardised.count == 1)
    #expect(abs(one.own.estimate - (0.4 * 100 + 0.2 * 50) / 150) < 1e-15)
    #expect(one.published.estimate == 35.0 / 150)
    #expect(try benchmark(rows).table(of: [answer(20, of: 50), nil]).standardised.isEmpty)
  }
}
