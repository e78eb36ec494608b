import Testing
import Treatment

@testable import Statistics

@Suite("Differences within patients")
struct PairedOutcomesTests {
  private func patient(_ steps: [(agent: String, endpoint: Double)]) -> GeneratedPatient {
    GeneratedPatient(
      rows: steps.enumerated().map {
        .init(step: $0 + 1, agent: $1.agent, baseline: 30, endpoint: $1.endpoint)
      })
  }

  private func answer(
    _ patients: [GeneratedPatient], missing: [MissingReading] = [.observed], arms: [String] = []
  ) throws -> [PairedDifference] {
    let asked = PairedOutcomes(of: ResponseRates(of: .response, by: [.agent], missing: missing), arms: arms)
    var summary = asked.empty
    asked.add(page(of: patients, request: asked.request, design: .crossover), to: &summary)
    return try asked.finish(summary)
  }

  @Test("Patients are counted by what came of each treatment and by which they had first, worked by hand")
  func byHand() throws {
    let patients = [
      patient([("ketamine", 10), ("placebo", 30)]), patient([("placebo", 28), ("ketamine", 12)]),
      patient([("placebo", 9), ("ketamine", 11)]), patient([("placebo", 29), ("ketamine", 27)]),
      patient([("ketamine", 29), ("placebo", 9)]), patient([("ketamine", .nan), ("placebo", 30)]),
      patient([("ketamine", 8)]), patient([("placebo", 8)]),
    ]
    let found = try #require(try answer(patients).first)
    #expect(found.first == "ketamine" && found.second == "placebo")
    #expect(found.patients == 6)
    #expect(found.firstFirst == PairedCounts(onlyFirst: 1, onlySecond: 1))
    #expect(found.secondFirst == PairedCounts(both: 1, onlyFirst: 1, neither: 1))
    #expect(found.estimate == 0.2)
    // Named first, placebo is the first of every count.
    let turned = try #require(try answer(patients, arms: ["placebo", "ketamine"]).first)
    #expect(turned.first == "placebo" && turned.estimate == -0.2)
    #expect(turned.firstFirst == PairedCounts(both: 1, onlySecond: 1, neither: 1))
    #expect(turned.secondFirst == PairedCounts(onlyFirst: 1, onlySecond: 1))
    // In the worst case the missing endpoint is a failure of its treatment.
    let worst = try #require(try answer(patients, missing: [.worstCase]).first)
    #expect(worst.firstFirst == PairedCounts(onlyFirst: 1, onlySecond: 1, neither: 1))
  }

  @Test(
    "A treatment that came twice counts once, with its first step; nobody with two treatments gives no row")
  func repeated() throws {
    let found = try answer([patient([("a", 10), ("b", 30), ("a", 30)])])
    #expect(found.map(\.counts) == [PairedCounts(onlyFirst: 1)])
    #expect(try answer([patient([("a", 10)]), patient([("b", 10)])]).isEmpty)
    #expect(try answer([patient([("a", 10), ("b", .nan)])]).isEmpty)
  }
}
