import Foundation
import TestSupport
import Testing
import Treatment

@testable import Statistics

/// Cohort tables drawn at random, and those of the reference cases.
enum DrawnPathways {
  static let cohorts = CohortSet(
    [.init(id: 1, name: "X", type: .target)]
      + ["A", "B", "C", "D"].enumerated().map { .init(id: $0 + 2, name: $1, type: .event) }
      + [.init(id: 6, name: "Z", type: .exit)])

  static var parameters: PathwayParameters {
    var result = PathwayParameters()
    result.eraCollapseSize = 5
    result.combinationWindow = 5
    result.minPostCombinationDuration = 5
    return result
  }

  /// Some pages have nobody whose records overlap, others do, so that parts disagree on what holds for all.
  static func pages(_ seed: UInt64) -> [CohortTablePage] {
    var random = SplitMix64(seed: seed)
    return (0..<6).map { place in
      var page = CohortTablePage()
      for _ in 0..<random.below(12) {
        if random.happens(90) { page.append(.init(cohort: 1, start: 0, end: 365)) }
        var day = random.below(40)
        for _ in 0..<random.below(6) {
          let length = random.below(20)
          page.append(.init(cohort: 2 + random.below(5), start: Int32(day), end: Int32(day + length)))
          day += place % 2 == 0 ? length : random.below(15)
        }
        page.endSubject()
      }
      return page
    }
  }

  /// What the reference files hold, whose rows name their cohorts.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Row: Decodable, Sendable {
      var subject: Int
      var cohort: String
      var start_day: Int32
      var end_day: Int32
    }

    var name: String
    var rows: [Row]
    var arguments: PathwayArguments
    var pathways: [String]
    var freq: [Int]?

    var testDescription: String { name }

    static func all(in file: String) throws -> [Case] {
      let folder = Repository.root.appendingPathComponent("Datasets/reference/pathways")
      return try JSONDecoder().decode(
        [Case].self, from: Data(contentsOf: folder.appendingPathComponent(file)))
    }

    /// The cases' days are since 1 January 2014.
    func pages(subjectsOfAPage most: Int) -> [CohortTablePage] {
      var pages = [CohortTablePage()]
      for subject in Set(rows.map(\.subject)).sorted() {
        if pages[pages.count - 1].subjectCount == most { pages.append(CohortTablePage()) }
        for row in rows where row.subject == subject {
          let id = DrawnPathways.cohorts.entries.first { $0.name == row.cohort }?.id ?? 0
          pages[pages.count - 1].append(
            .init(cohort: id, start: row.start_day + 16_071, end: row.end_day + 16_071))
        }
        pages[pages.count - 1].endSubject()
      }
      return pages
    }
  }
}
