import Statistics
import Testing

@testable import Reporting

@Suite("What a survey of files may show")
struct SurveyDisclosureTests {
  private func table(
    _ counts: [(rows: Int?, missing: Int?)], under disclosure: Disclosure
  ) throws -> Table {
    var results = Results()
    results.survey = CohortSurvey(
      columns: counts.enumerated().map { place, count in
        CohortSurvey.Column(
          file: "patients.csv", name: "c\(place)", type: "text", rows: count.rows, missing: count.missing)
      }, scales: ["MADRS"], strategies: [])
    return try #require(disclosure.applied(to: results).part(SuppressedSurvey.self)).dataTable
  }

  private func shown(
    _ counts: [(rows: Int?, missing: Int?)], under disclosure: Disclosure
  ) throws -> [[Cell]] {
    try table(counts, under: disclosure).rows.map { Array($0[3...]) }
  }

  @Test("A count of missing cells is hidden where it or the count of the others is 1 to 4")
  func small() throws {
    let rows = try shown([(58, 0), (58, 4), (58, 5), (58, 54), (58, 53), (58, 58)], under: .ohdsi())
    let hidden: [Cell] = [.count(58), .hidden, .text("primary")]
    func open(_ missing: Int) -> [Cell] { [.count(58), .count(missing), .text("")] }
    #expect(rows == [open(0), hidden, open(5), hidden, open(53), open(58)])
  }

  @Test("opensafely rounds rows and missing cells, and hides up to 7 of either side")
  func rounded() throws {
    let rows = try shown([(58, 0), (58, 23), (58, 53)], under: .openSafely)
    #expect(
      rows == [
        [.count(60), .hidden, .text("primary")], [.count(60), .count(25), .text("")],
        [.count(60), .hidden, .text("primary")],
      ])
  }

  @Test("With a reason everything is shown; what was not counted has no value")
  func open() throws {
    let rows = try shown([(58, 2), (nil, nil)], under: .none(reason: "drawn"))
    #expect(rows == [[.count(58), .count(2), .text("")], [.hidden, .absent, .text("")]])
  }
}
