import Foundation
import Regression
import Statistics
import Summaries
import Testing
import Treatment

@Suite("Cumulative remission")
struct CumulativeRemissionTests {
  /// A patient with one row a step on MADRS (cut-off 10), from step `first` on.
  private func patient(_ endpoints: [Double], first: Int = 1, scale: Int = 0) -> GeneratedPatient {
    GeneratedPatient(
      rows: endpoints.enumerated().map { .init(step: first + $0, scale: scale, baseline: 30, endpoint: $1) })
  }

  private func summary(_ remission: CumulativeRemission, _ patients: [GeneratedPatient])
    -> CumulativeRemission.Summary
  {
    var summary = remission.empty
    remission.add(page(of: patients, request: remission.request), to: &summary)
    return summary
  }

  private func rows(_ patients: [GeneratedPatient]) throws -> [CumulativeRemissionRow] {
    let remission = CumulativeRemission()
    return try remission.finish(summary(remission, patients))
  }

  @Test("Ten patients over three steps, worked by hand")
  func byHand() throws {
    // Step 1: 10 begin, 8 scored, 2 remit. Step 2: 6 begin (one of the unscored among them), 4 scored, 1 remits.
    // Step 3: 2 begin, 2 scored, 1 remits: the one who had remitted in step 2 relapses, which takes nothing back.
    let patients = [
      patient([10]), patient([4]), patient([25]), patient([.nan]), patient([20, 9, 30]),
      patient([20, 22, 8]),
      patient([21, 18]), patient([22, 19]), patient([23, .nan]), patient([.nan, .nan]),
    ]
    let table = try rows(patients)
    #expect(table.map(\.step) == [1, 2, 3])
    #expect(table.map(\.entered) == [10, 6, 2])
    #expect(table.map(\.scored) == [8, 4, 2])
    #expect(table.map(\.remitted) == [2, 1, 1])
    #expect(table.map(\.chained) == [0.25, 1 - 0.75 * 0.75, 1 - 0.75 * 0.75 * 0.5])
    // Step 1: 2 of 8. Step 2: 3 by now; not in remission are the one who stopped after step 1 and three of step 2. Step 3:
    // 4 by now, and three who stopped (the relapse is one of the 4). Unknown are two from step 1 on, three from step 2.
    #expect(table.map(\.observedEvents) == [2, 3, 4])
    #expect(table.map(\.observedN) == [8, 7, 7])
    let observed: [Double?] = [0.25, 3 / 7, 4 / 7]
    #expect(table.map(\.observed) == observed)
    #expect(table.map(\.worstCaseEvents) == [2, 3, 4])
    #expect(table.map(\.worstCaseN) == [10, 10, 10])
    #expect(table.map(\.worstCase) == [0.2, 0.3, 0.4])
  }

  @Test("Who enters at a later step is in no reading, since nobody knows the steps before it")
  func lateEntry() throws {
    let table = try rows([patient([20, 8]), patient([20]), patient([5], first: 2)])
    #expect(table.map(\.entered) == [2, 1])
    #expect(table.map(\.observedEvents) == [0, 1])
    #expect(table.map(\.observedN) == [2, 2])
    #expect(table.map(\.worstCaseEvents) == [0, 1])
    #expect(table.map(\.worstCaseN) == [2, 2])
  }

  @Test("A scale's figures are the same whatever other scales stand beside it")
  func besideOthers() throws {
    // The first episode was rated on another scale alone.
    var one = patient([20], scale: 1)
    var later = GeneratedPatient.Row(step: 1, scale: 0, baseline: 30, endpoint: 8)
    later.episode = 2
    one.rows.append(later)
    let patients = [one, patient([20])]
    let all = try rows(patients).filter { $0.scale == "MADRS" }
    let remission = CumulativeRemission(scales: ["MADRS"])
    #expect(try remission.finish(summary(remission, patients)) == all)
    #expect(all.map(\.observedEvents) == [1] && all.map(\.observedN) == [2])
  }

  @Test("Where nobody was scored in a step, the chain has no value from there on")
  func brokenChain() throws {
    let table = try rows([patient([.nan, 20]), patient([.nan, 8])])
    #expect(table.map(\.chained) == [nil, nil])
    #expect(table.map(\.observed) == [nil, 0.5])
    #expect(table.map(\.worstCase) == [0, 0.5])
  }

  @Test(
    "Scales stand apart, in the catalogue's order; one without a cut-off is left out, alone it is an error")
  func scales() throws {
    var two = patient([8])
    two.rows += patient([2], scale: 2).rows + patient([3], scale: 1).rows
    #expect(try rows([two]).map(\.scale) == ["MADRS", "CGIS"])
    #expect(throws: StatisticError.self) { try rows([patient([3], scale: 1)]) }
    #expect(throws: StatisticError.noRows(wanted: "cumulative remission")) { try rows([]) }
  }

  @Test("Of two episodes the first one counts")
  func episodes() throws {
    var one = patient([20, 18])
    one.rows.append(.init(episode: 2, step: 1, baseline: 30, endpoint: 5))
    let table = try rows([one])
    #expect(table.map(\.entered) == [1, 1])
    #expect(table.map(\.remitted) == [0, 0])
  }

  @Test("Every count is the slow twin's, on generated cohorts", arguments: 1...12 as ClosedRange<UInt64>)
  func slowTwin(seed: UInt64) throws {
    let patients = generatedPatients(90, seed: seed)
    let table = try rows(patients)
    for (place, scale) in testScales.enumerated() where scale.remissionCutoff != nil {
      let own = table.filter { $0.scale == scale.id }
      let twin = SlowCumulative.rows(patients, on: place)
      #expect(
        own.map {
          SlowCumulative.Row(
            step: $0.step, entered: $0.entered, scored: $0.scored, remitted: $0.remitted,
            notAssessed: $0.notAssessed, observedN: $0.observedN, observedEvents: $0.observedEvents,
            worstCaseN: $0.worstCaseN)
        } == twin)
      #expect(own.allSatisfy { $0.worstCaseEvents == $0.observedEvents })
      #expect(own.contains { $0.notAssessed > 0 } || seed % 3 != 0)
    }
  }

  @Test("Observed and worst case have the limits of a plain rate, since a patient counts once")
  func limits() throws {
    let row = try #require(try rows([patient([8]), patient([20]), patient([.nan]), patient([30])]).first)
    let observed = try #require(ProportionInterval(.wilson).limits(events: 1, of: 3))
    #expect(row.observedLow == observed.low && row.observedHigh == observed.high)
    let worst = try #require(ProportionInterval(.wilson).limits(events: 1, of: 4))
    #expect(row.worstCaseLow == worst.low && row.worstCaseHigh == worst.high)
  }

  @Test("A crossover has none")
  func crossover() throws {
    let remission = CumulativeRemission()
    var summary = remission.empty
    remission.add(
      page(of: [patient([8])], request: remission.request, design: .crossover), to: &summary)
    #expect(throws: StatisticError.self) { try remission.finish(summary) }
  }

  @Test("Every split and every encoding gives the same summary", arguments: [61, 62, 63])
  func laws(seed: UInt64) throws {
    let remission = CumulativeRemission(where: try Filter(parsing: "step <= 4"))
    let patients = generatedPatients(80, seed: seed)
    let whole = summary(remission, patients)
    let parts = split(patients, seed: seed + 9).map { summary(remission, $0) }
    #expect(parts.reduce(remission.empty) { $0.merged(with: $1) } == whole)
    #expect(parts.reversed().reduce(remission.empty) { $0.merged(with: $1) } == whole)
    let bytes = try JSONEncoder().encode(whole)
    #expect(try JSONDecoder().decode(CumulativeRemission.Summary.self, from: bytes) == whole)
    let table = try remission.finish(whole)
    #expect(table.contains { $0.step == 4 && $0.remitted > 0 })
    for row in table {
      #expect(row.worstCaseEvents <= row.worstCaseN && row.observedEvents <= row.observedN)
      #expect(row.remitted <= row.scored && row.scored <= row.entered)
    }
  }
}
