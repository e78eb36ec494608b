import Foundation
import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

@Suite("Trajectories of scores")
struct TrajectoriesTests {
  static let rounding = Tolerance(relative: 1e-14, reason: "a few roundings of doubles")

  private func patient(_ agents: [(String, Int)], _ scores: [(Int, Double)]) -> GeneratedPatient {
    GeneratedPatient(
      rows: agents.enumerated().map {
        .init(step: $0 + 1, agent: $1.0, baseline: 30, endpoint: 10, startDay: $1.1)
      }, assessments: scores.map { .init(day: $0.0, score: $0.1) })
  }

  private func summary(_ trajectories: Trajectories, _ patients: [GeneratedPatient]) -> TrajectorySummary {
    var summary = trajectories.empty
    trajectories.add(page(of: patients, request: trajectories.request), to: &summary)
    return summary
  }

  @Test("Means by arm and day with a t interval, worked by hand")
  func byHand() throws {
    let trajectories = Trajectories(by: .agent)
    let points = try trajectories.finish(
      summary(
        trajectories,
        [
          patient([("placebo", 0)], [(0, 30), (7, 20)]), patient([("placebo", 0)], [(0, 34), (7, 26)]),
          patient([("ketamine", 0)], [(0, 32)]), patient([], [(0, 60)]),
        ]))
    #expect(points.map(\.arm) == ["ketamine", "placebo", "placebo"])
    #expect(points.map(\.day) == [0, 0, 7])
    #expect(points.map(\.n) == [1, 2, 2])
    #expect(points.map(\.mean) == [32, 32, 23])
    #expect(points.map(\.standardDeviation) == [nil, 8.0.squareRoot(), 18.0.squareRoot()])
    #expect(points[0].confLow == nil && points[0].confHigh == nil)
    // sd / √2 = 3 and t(1) = tan(0.475 π).
    let half = tan(0.475 * Double.pi) * 3
    #expect(Self.rounding.admits(try #require(points[2].confLow), for: 23 - half))
    #expect(Self.rounding.admits(try #require(points[2].confHigh), for: 23 + half))
  }

  @Test("In a crossover each score belongs to the step it follows, the day of the start included")
  func sinceStep() throws {
    let one = patient([("ketamine", 3), ("placebo", 17)], [(0, 30), (3, 31), (5, 10), (17, 25), (19, 24)])
    let trajectories = Trajectories(by: .agent, clock: .sinceStep)
    let points = try trajectories.finish(summary(trajectories, [one]))
    #expect(points.map(\.arm) == ["ketamine", "ketamine", "ketamine", "placebo", "placebo"])
    #expect(points.map(\.day) == [-3, 0, 2, 0, 2])
    #expect(points.map(\.mean) == [30, 31, 10, 25, 24])
    let entry = Trajectories(by: .agent)
    #expect(Set(try entry.finish(summary(entry, [one])).map(\.arm)) == ["ketamine"])
  }

  @Test("Sixteen different days stay apart, seventeen are put together in runs that end on day 0, 14, …")
  func runs() throws {
    let trajectories = Trajectories(by: .agent)
    let sixteen = patient([("a", 0)], (0...15).map { ($0, Double($0)) })
    #expect(try trajectories.finish(summary(trajectories, [sixteen])).map(\.day) == (0...15).map(Double.init))
    let more = patient([("a", 0)], (-1...15).map { ($0, Double($0 + 20)) })
    let points = try trajectories.finish(summary(trajectories, [more]))
    #expect(points.map(\.day) == [-6.5, 7.5, 21.5])
    // One score a patient and run: the last.
    #expect(points.map(\.mean) == [20, 34, 35])
    #expect(points.map(\.n) == [1, 1, 1])
  }

  @Test("Every split and every encoding gives the same summary", arguments: [71, 72, 73])
  func laws(seed: UInt64) throws {
    for clock in [Trajectories.Clock.sinceEntry, .sinceStep] {
      let trajectories = Trajectories(
        by: .agent, scales: ["MADRS", "SIXTY"], clock: clock, where: try Filter(parsing: "step >= 2"))
      let patients = generatedPatients(60, seed: seed)
      let whole = summary(trajectories, patients)
      let parts = split(patients, seed: seed + 3).map { summary(trajectories, $0) }
      #expect(parts.reduce(trajectories.empty) { $0.merged(with: $1) } == whole)
      #expect(parts.reversed().reduce(trajectories.empty) { $0.merged(with: $1) } == whole)
      let bytes = try JSONEncoder().encode(whole)
      #expect(try JSONDecoder().decode(TrajectorySummary.self, from: bytes) == whole)
      let points = try trajectories.finish(whole)
      #expect(Set(points.map(\.scale)) == ["MADRS", "SIXTY"])
      #expect(points.contains { $0.n > 3 })
    }
  }
}
