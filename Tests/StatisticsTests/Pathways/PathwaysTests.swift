import Summaries
import TestSupport
import Testing
import Treatment

@testable import Statistics

@Suite("Pathways of a cohort")
struct PathwaysTests {
  private func counts(_ one: DrawnPathways.Case, subjectsOfAPage: Int) async throws -> [String: Int] {
    let statistic = CohortTablePathways(
      of: DrawnPathways.cohorts, in: DrawnPathways.cohorts.targets[0], one.arguments.parameters)
    do {
      let table = try await PagedCohort(one.pages(subjectsOfAPage: subjectsOfAPage)).answer(statistic)
      return Dictionary(uniqueKeysWithValues: table.rows.map { ($0.pathway, $0.count) })
    } catch StatisticError.noRows {
      return [:]
    }
  }

  @Test(
    "the cases of TreatmentPatterns' own tests come out",
    arguments: try DrawnPathways.Case.all(in: "cases.json"))
  func reference(_ one: DrawnPathways.Case) async throws {
    let found = try await counts(one, subjectsOfAPage: 4)
    #expect(Set(found.keys) == Set(one.pathways))
    if let freq = one.freq { #expect(one.pathways.map { found[$0] ?? 0 } == freq) }
  }

  @Test(
    "drawn tables give what the slow twin in Python gives, in one page or a page a subject",
    arguments: try DrawnPathways.Case.all(in: "drawn.json"))
  func twin(_ one: DrawnPathways.Case) async throws {
    let expected = Dictionary(uniqueKeysWithValues: zip(one.pathways, one.freq ?? []))
    #expect(try await counts(one, subjectsOfAPage: 4) == expected)
    #expect(try await counts(one, subjectsOfAPage: 1) == expected)
  }

  @Test(
    "no order of the rows is seen, and no shift of all days",
    arguments: try DrawnPathways.Case.all(in: "drawn.json"))
  func metamorphic(_ one: DrawnPathways.Case) async throws {
    var random = SplitMix64(seed: UInt64(one.rows.count))
    let plain = try await counts(one, subjectsOfAPage: 4)
    var other = one
    other.rows.shuffle(using: &random)
    for row in other.rows.indices {
      other.rows[row].start_day += 1000
      other.rows[row].end_day += 1000
    }
    #expect(try await counts(other, subjectsOfAPage: 4) == plain)
  }
}
