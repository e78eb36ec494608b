import Foundation
import Intake
import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

/// Studies of a batch that differ in what only the end of a statistic reads.
@Suite("Statistics that count alike")
struct SharedStatisticTests {
  private static func rates(_ level: Double, _ day: Int = 56, age: Int = 40) throws -> ResponseRates {
    ResponseRates(
      of: .response, by: [.strategy], endpoint: .nearest(day: day, window: 7), level: level,
      where: try Filter(parsing: "age >= \(age)"))
  }

  @Test("are one by what they count whatever their level; another endpoint or filter is another")
  func levels() throws {
    let one = try Self.rates(0.95)
    #expect(try one.counted == Self.rates(0.8).counted && one != Self.rates(0.8))
    #expect(try one.counted != Self.rates(0.95, 84).counted)
    #expect(try one.counted != Self.rates(0.95, age: 41).counted)
    let filter = try Filter(parsing: "age >= 40")
    let pathways = Pathways(of: .strategy, PathwayParameters(), level: 0.9, where: filter)
    #expect(pathways.counted == Pathways(of: .strategy, PathwayParameters(), where: filter).counted)
    #expect(pathways.counted != Pathways(of: .strategy, PathwayParameters()).counted)
  }

  /// The result of each when both go through the cohort together, and of each alone.
  private func agree<S: SharedStatistic>(_ make: (Double) -> S) async throws
  where S.Page == PatientPage, S.Result: Equatable {
    let path = Repository.root.appending(path: "Datasets/beat-the-blues").path(percentEncoded: false)
    let asked = CohortQuestions()
    let statistics = [0.8, 0.95, 0.8].map(make)
    let answers = statistics.map { asked.ask($0) }
    _ = try await CSVCohort(at: path).read(asked)
    for (statistic, answer) in zip(statistics, answers) {
      let alone = try await CSVCohort(at: path).answer(statistic)
      #expect(try answer.result() == alone)
      // Once finished, once found again.
      #expect(try answer.result() == alone)
    }
    let limits = try answers.map { try $0.result() }
    #expect(limits[0] == limits[2])
    if statistics[0] != statistics[1] { #expect(limits[0] != limits[1]) }
  }

  @Test("each get, counted once, what they get alone")
  func together() async throws {
    try await agree { ResponseRates(of: [.response, .remission], by: [.strategy], level: $0) }
    try await agree { Pathways(of: .strategy, PathwayParameters(), level: $0) }
    try await agree { CumulativeRemission(level: $0) }
    try await agree { Trajectories(by: .strategy, level: $0) }
    try await agree { _ in Flow(on: "BDI2") }
    try await agree { _ in
      BaselineCharacteristics(of: [CovariateRequest("drug", as: .text)], arm: .strategy)
    }
  }
}
