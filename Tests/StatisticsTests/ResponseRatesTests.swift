import Foundation
import Regression
import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

@Suite("Response rates against a slow obvious twin")
struct ResponseRatesTwinTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var rates: ResponseRates
    var twin: SlowRates
    var testDescription: String { name }
  }

  static let all: [MissingReading] = [.observed, .worstCase, .locf, .locfBaseline]

  static var cases: [Case] {
    get throws {
      [
        Case(
          name: "everything by strategy and step",
          rates: ResponseRates(
            of: [.remission, .response], by: [.strategy, .step], baselines: [.entry, .step],
            missing: all.reversed()),
          twin: SlowRates(
            outcomes: [.response, .remission], baselines: [.step, .entry], readings: all, evaluable: false,
            group: { _, row, _ in [row.strategy, String(row.step)] }, keeps: { _, _ in true })),
        Case(
          name: "one outcome and reading, no group",
          rates: ResponseRates(of: .response, by: []),
          twin: SlowRates(
            outcomes: [.response], baselines: [.step], readings: [.observed], evaluable: false,
            group: { _, _, _ in [] },
            keeps: { _, _ in true })),
        Case(
          name: "severity at either baseline, evaluable rows, two scales",
          rates: ResponseRates(
            of: [.response, .remission], by: [.baselineSeverity, .scale], scales: ["MADRS", "SIXTY"],
            baselines: [.step, .entry], missing: [.observed, .worstCase], evaluable: true),
          twin: SlowRates(
            outcomes: [.response, .remission], baselines: [.step, .entry], readings: [.observed, .worstCase],
            scales: ["MADRS", "SIXTY"], evaluable: true,
            group: { _, row, baseline in
              let scale = testScales[row.scale]
              return [scale.severity(of: baseline == .step ? row.baseline : row.entry) ?? "", scale.id]
            }, keeps: { _, _ in true })),
        Case(
          name: "covariates, agent, cut and a filter",
          rates: ResponseRates(
            of: [.response],
            by: [.covariate("site"), .agent, .cut("age", [30, 50]), .priorFailures, .design],
            missing: [.worstCase, .locfBaseline], where: try Filter(parsing: "step <= 3 and site != south")),
          twin: SlowRates(
            outcomes: [.response], baselines: [.step], readings: [.worstCase, .locfBaseline],
            evaluable: false,
            group: { patient, row, _ in
              let age = patient.numbers["age"].map { $0 < 30 ? "<30" : $0 < 50 ? "30-<50" : ">=50" }
              return [
                patient.texts["site"] ?? "", row.agent, age ?? "", patient.texts["prior_failures"] ?? "",
                "randomised",
              ]
            },
            keeps: { patient, row in
              row.step <= 3 && patient.texts["site"] != nil && patient.texts["site"] != "south"
            })),
      ]
    }
  }

  @Test(
    "Every count of every cell is the twin's, on many generated cohorts", arguments: try cases,
    [1, 2, 3, 4, 5, 6])
  func counts(one: Case, seed: UInt64) async throws {
    let patients = generatedPatients(160, seed: seed)
    let vocabulary = Vocabulary()
    let pages = split(patients, seed: seed + 100).map {
      page(of: $0, request: one.rates.request, vocabulary: vocabulary)
    }
    let table = try await PagedCohort(pages).answer(one.rates)
    let expected = one.twin.counts(of: patients)
    #expect(table.rows.count == expected.count)
    #expect(expected.values.contains { $0.events > 0 && $0.events < $0.n })
    if one.rates.keys.isEmpty { #expect(expected.values.contains { $0.n > $0.clusters }) }
    for row in table.rows {
      let key = SlowRates.Key(
        outcome: row.outcome, baseline: row.baseline, scale: row.scale, missing: row.missing, group: row.group
      )
      let twin = try #require(expected[key])
      #expect(row.patients == twin.patients)
      #expect(row.steps == twin.steps)
      #expect(row.noBaseline == twin.noBaseline)
      #expect(row.notEvaluable == twin.notEvaluable)
      #expect(row.remittedAtBaseline == twin.remittedAtBaseline)
      #expect(row.notAssessed == twin.notAssessed)
      #expect(row.notAssessedSteps == twin.notAssessedSteps)
      #expect(row.afterEnd == twin.afterEnd)
      #expect(row.n == twin.n)
      #expect(row.events == twin.events)
      try expectRobust(row, twin)
    }
  }

  /// The robust limits from the twin's plain sums.
  private func expectRobust(_ row: Rate, _ twin: SlowRates.Counts) throws {
    guard twin.n > 0 else {
      #expect(row.estimate == nil && row.confLow == nil && row.robustLow == nil && row.robustHigh == nil)
      return
    }
    let n = Double(twin.n)
    let clusters = Double(twin.clusters)
    let rate = Double(twin.events) / n
    #expect(row.estimate == rate)
    var effect = n / clusters
    if twin.events > 0, twin.events < twin.n, twin.clusters > 1 {
      effect = max(1, clusters / (clusters - 1) * twin.residualSquares / (n * n) / (rate * (1 - rate) / n))
    }
    let limits = try #require(
      ProportionInterval(.wilson).limits(
        events: rate * (n / effect), of: n / effect, quantile: .student(degreesOfFreedom: clusters - 1)))
    let tolerance = Tolerance(absolute: 1e-12, reason: "the twin sums squares in doubles, row by row")
    #expect(tolerance.admits(try #require(row.robustLow), for: limits.low))
    #expect(tolerance.admits(try #require(row.robustHigh), for: limits.high))
  }
}

@Suite("Laws of response rates")
struct ResponseRatesLawTests {
  let rates = ResponseRates(
    of: [.response, .remission], by: [.strategy, .step, .covariate("site")], baselines: [.step, .entry],
    missing: ResponseRatesTwinTests.all)

  private func summary(_ patients: [GeneratedPatient]) -> RateSummary {
    var summary = rates.empty
    rates.add(page(of: patients, request: rates.request), to: &summary)
    return summary
  }

  @Test(
    "Any split into pages, each with a vocabulary of its own, gives the same summary",
    arguments: [11, 12, 13, 14])
  func everySplit(seed: UInt64) throws {
    let patients = generatedPatients(90, seed: seed)
    let whole = summary(patients)
    for round in 0..<6 {
      let parts = split(patients, seed: seed * 10 + UInt64(round)).map(summary)
      #expect(parts.reduce(rates.empty) { $0.merged(with: $1) } == whole)
      #expect(parts.reversed().reduce(rates.empty) { $0.merged(with: $1) } == whole)
    }
    #expect(try rates.finish(whole).rows.count > 50)
  }

  @Test("Merging is commutative and associative, and the empty summary changes nothing")
  func laws() {
    let a = summary(generatedPatients(30, seed: 21))
    let b = summary(generatedPatients(40, seed: 22))
    let c = summary(generatedPatients(50, seed: 23))
    #expect(a != b)
    #expect(a.merged(with: rates.empty) == a)
    #expect(rates.empty.merged(with: a) == a)
    #expect(a.merged(with: b) == b.merged(with: a))
    #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
  }

  @Test("A summary that was written and read again is the same, and equal summaries are equal bytes")
  func encoding() throws {
    let patients = generatedPatients(60, seed: 31)
    let one = summary(patients)
    let other = summary(Array(patients.prefix(17))).merged(with: summary(Array(patients.dropFirst(17))))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(one)
    #expect(try JSONDecoder().decode(RateSummary.self, from: bytes) == one)
    #expect(try encoder.encode(other) == bytes)
  }

  @Test("Every patient twice doubles every count and keeps every estimate")
  func doubled() throws {
    let patients = generatedPatients(70, seed: 41)
    let once = try rates.finish(summary(patients))
    let twice = try rates.finish(summary(patients + patients))
    #expect(once.rows.count == twice.rows.count)
    for (one, two) in zip(once.rows, twice.rows) {
      #expect(two.group == one.group)
      #expect(two.patients == 2 * one.patients)
      #expect(two.steps == 2 * one.steps)
      #expect(two.noBaseline == 2 * one.noBaseline)
      #expect(two.notEvaluable == 2 * one.notEvaluable)
      #expect(two.remittedAtBaseline == 2 * one.remittedAtBaseline)
      #expect(two.n == 2 * one.n)
      #expect(two.events == 2 * one.events)
      #expect(two.estimate == one.estimate)
    }
  }

  @Test("The order of patients, and of the rows of a patient, changes nothing", arguments: [51, 52])
  func order(seed: UInt64) {
    let patients = generatedPatients(80, seed: seed)
    var random = SplitMix64(seed: seed + 1)
    var mixed = patients.shuffled(using: &random)
    for place in mixed.indices { mixed[place].rows.shuffle(using: &random) }
    #expect(mixed != patients)
    #expect(summary(mixed) == summary(patients))
  }
}

@Suite("Response rates of small tables")
struct ResponseRatesSpecTests {
  private func table(_ rates: ResponseRates, _ patients: [GeneratedPatient]) throws -> RateTable {
    var summary = rates.empty
    rates.add(page(of: patients, request: rates.request), to: &summary)
    return try rates.finish(summary)
  }

  private func patient(
    _ baseline: Double, _ endpoint: Double, scale: Int = 0, site: String = "", step: Int = 1
  ) -> GeneratedPatient {
    GeneratedPatient(
      rows: [.init(step: step, scale: scale, baseline: baseline, endpoint: endpoint)], texts: ["site": site])
  }

  @Test("A fall of one half is response, one point less is not; the cut-off itself is remission")
  func edges() throws {
    let rates = ResponseRates(of: [.response, .remission], by: [])
    let rows = try table(rates, [patient(20, 10), patient(20, 11), patient(21, 10.5), patient(30, 16)]).rows
    #expect(rows.map(\.outcome) == [.response, .remission])
    #expect(rows.map(\.events) == [2, 1])
    #expect(rows.map(\.n) == [4, 4])
  }

  @Test(
    "A start at the scale's minimum is counted and in no denominator of response, but in that of remission")
  func minimum() throws {
    let rates = ResponseRates(of: [.response, .remission], by: [], missing: [.observed, .worstCase])
    let rows = try table(rates, [patient(0, 0), patient(20, 5), patient(.nan, 4), patient(30, .nan)]).rows
    #expect(rows.map(\.missing) == [.observed, .worstCase, .observed, .worstCase])
    // Remission needs the endpoint alone, so that its readings see the same three successes.
    #expect(rows.map(\.n) == [1, 2, 3, 4])
    #expect(rows.map(\.events) == [1, 1, 3, 3])
    #expect(rows.map(\.notEvaluable) == [1, 1, 0, 0])
    #expect(rows.map(\.noBaseline) == [1, 1, 1, 1])
    #expect(rows.map(\.remittedAtBaseline) == [1, 1, 1, 1])
  }

  @Test(
    "Groups come numbers first, ascending by value, then texts by scalars, then missing; ranges by their bounds"
  )
  func groupOrder() throws {
    let sites = ["b", "10", "", "9", "a", "-1", "B"]
    let bySite = ResponseRates(of: .response, by: [.covariate("site")])
    let patients = sites.map { patient(20, 10, site: $0) }
    #expect(
      try table(bySite, patients).rows.map(\.group) == [["-1"], ["9"], ["10"], ["B"], ["a"], ["b"], [""]])
    let ages = [70.0, 20, 100, 9, 31].map { age in
      GeneratedPatient(rows: [.init(step: 1, baseline: 20, endpoint: 10)], numbers: ["age": age])
    }
    let byAge = ResponseRates(of: .response, by: [.cut("age", [10, 30, 100])])
    #expect(try table(byAge, ages).rows.map(\.group) == [["<10"], ["10-<30"], ["30-<100"], [">=100"]])
  }

  @Test("Rows come by outcome, baseline, scale in the catalogue's order, reading and group")
  func rowOrder() throws {
    let rates = ResponseRates(
      of: [.remission, .response], by: [.step], baselines: [.entry, .step], missing: [.worstCase, .observed])
    var one = patient(20, 10, scale: 2)
    one.rows.append(.init(step: 10, scale: 0, baseline: 20, entry: 30, endpoint: 10))
    one.rows.append(.init(step: 2, scale: 0, baseline: 20, entry: 30, endpoint: 10))
    let rows = try table(rates, [one]).rows
    #expect(
      rows.prefix(6).map { "\($0.outcome) \($0.baseline) \($0.scale) \($0.missing.rawValue) \($0.group[0])" }
        == [
          "response step MADRS observed 2", "response step MADRS observed 10",
          "response step MADRS worst-case 2",
          "response step MADRS worst-case 10", "response step CGIS observed 1",
          "response step CGIS worst-case 1",
        ])
    #expect(rows.count == 24)
    #expect(rows[6].baseline == .entry)
    #expect(rows[12].outcome == .remission)
  }

  @Test("A scale without a cut-off has no row of remission, and a note says so")
  func noCutoff() throws {
    let rates = ResponseRates(of: [.response, .remission], by: [])
    let both = try table(rates, [patient(20, 10, scale: 1)])
    #expect(both.rows.map(\.outcome) == [.response])
    #expect(
      both.notes.contains(
        "There is no remission on HAMD6: the catalogue sets no remission cut-off for HAMD6."))
    #expect(
      throws: StatisticError.notAvailable(
        outcome: "remission", scale: "HAMD6", reason: "the catalogue sets no remission cut-off for HAMD6")
    ) { try table(ResponseRates(of: .remission, by: []), [patient(20, 10, scale: 1)]) }
  }

  @Test("A numeric covariate of 20 values groups, one of 21 is told to use cut()")
  func numericLevels() throws {
    let rates = ResponseRates(of: .response, by: [.covariate("site")])
    let patients = (1...21).map { patient(20, 10, site: String($0)) }
    #expect(try table(rates, Array(patients.prefix(20))).rows.count == 20)
    let error = #expect(throws: StatisticError.self) { try table(rates, patients) }
    #expect(error == .tooManyLevels(of: "site", limit: 20, numeric: true))
    #expect(error?.description.contains("cut(site") == true)
    // One text among them makes it a covariate of texts.
    #expect(try table(rates, patients + [patient(20, 10, site: "north")]).rows.count == 22)
  }

  @Test("A covariate of 1,000 texts groups, one of 1,001 is refused, however the patients are split")
  func textLevels() throws {
    let rates = ResponseRates(of: .response, by: [.covariate("site")])
    let patients = (1...1001).map { patient(20, 10, site: "s\($0)") }
    #expect(try table(rates, Array(patients.prefix(1000))).rows.count == 1000)
    var whole = rates.empty
    rates.add(page(of: patients, request: rates.request), to: &whole)
    var first = rates.empty
    rates.add(page(of: Array(patients.prefix(600)), request: rates.request), to: &first)
    var second = rates.empty
    rates.add(page(of: Array(patients.dropFirst(600)), request: rates.request), to: &second)
    #expect(first.merged(with: second) == whole)
    #expect(second.merged(with: first) == whole)
    #expect(throws: StatisticError.tooManyLevels(of: "site", limit: 1000, numeric: false)) {
      try rates.finish(whole)
    }
  }

  @Test("Robust limits from fewer than 20 patients in n are noted, however many patients the cell has")
  func fewPatients() throws {
    let rates = ResponseRates(of: .response, by: [.covariate("site")])
    let many = (1...20).map { _ in patient(20, 10, site: "a") }
    #expect(try table(rates, many).notes.isEmpty)
    let few = (1...20).map { patient(20, $0 == 1 ? .nan : 10, site: "b") }
    #expect(
      try table(rates, many + few).notes == [
        "Robust limits that rest on fewer than 20 patients in n are rough, and some of these do."
      ])
  }

  @Test("No row at all is an error that names what was wanted")
  func noRows() throws {
    let rates = ResponseRates(of: .response, by: [.step], scales: ["CGIS"])
    #expect(throws: StatisticError.noRows(wanted: "response on CGIS")) { try table(rates, [patient(20, 10)]) }
  }

  @Test("The request asks for the columns that the answer reads, and no others")
  func request() throws {
    #expect(ResponseRates(of: .response, by: [.strategy, .step]).request == PageRequest())
    let rates = ResponseRates(
      of: .remission, by: [.agent, .cut("age", [40])], scales: ["MADRS"], baselines: [.entry],
      endpoint: .nearest(day: 42, window: 7), missing: [.locf], where: try Filter(parsing: "site == north"))
    #expect(
      rates.request
        == PageRequest(
          scales: ["MADRS"], endpoint: .nearest(day: 42, window: 7), columns: [.agents, .entry, .last],
          covariates: [CovariateRequest("age", as: .number), CovariateRequest("site", as: .text)]))
  }
}
