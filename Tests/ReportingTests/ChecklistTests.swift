import Testing
import Treatment

@testable import Reporting

@Suite("A guideline held against a report")
struct ChecklistTests {
  private func content(_ design: StudyDesign) -> ReportContent {
    var content = Drawn.content
    content.design = design
    return content
  }

  /// The items of STROBE as the published checklist numbers them.
  private static let numbers = [
    "1a", "1b", "2", "3", "4", "5", "6a", "6b", "7", "8", "9", "10", "11", "12a", "12b", "12c", "12d", "12e",
    "13a",
    "13b", "13c", "14a", "14b", "14c", "15", "16a", "16b", "16c", "17", "18", "19", "20", "21", "22",
  ]

  @Test("STROBE has every item once, each filled by the report, left to the authors, or both")
  func items() throws {
    let file = try #require(Report(content(.cohort)).checklists.first)
    #expect(file.path == "checklist-strobe.csv")
    let rows = file.text.split(separator: "\n").dropFirst()
    #expect(rows.map { String($0.prefix { $0 != "," }) } == Self.numbers)
    for row in rows {
      let fills = [",report,", ",authors,", ",both,"].filter { row.contains($0) }
      #expect(fills.count == 1, "\(row)")
      // Whatever is not filled says whose it is.
      #expect(row.contains(",report,") || !row.hasSuffix(","), "\(row)")
    }
  }

  @Test("Every place that an item names is on the page or among the files")
  func places() throws {
    let report = Report(content(.cohort))
    let page = report.html()
    let files = Set(report.files.map(\.path))
    let list = try #require(
      Checklist(
        strobeOf: report.content, report.sections, tables: report.tables.map(\.path),
        figures: report.figures.map { "figures/\($0.name).svg" }))
    let places = Set(list.items.flatMap(\.places))
    #expect(places.count > 6 && places.contains("#methods") && places.contains("tables/flow.csv"))
    for place in places {
      #expect(
        place.hasPrefix("#") ? page.contains("id=\"\(place.dropFirst())\"") : files.contains(place),
        "\(place)")
    }
  }

  @Test("A trial and a crossover have no STROBE checklist", arguments: [StudyDesign.randomised, .crossover])
  func otherDesigns(_ design: StudyDesign) {
    #expect(Report(content(design)).checklists.isEmpty)
  }
}
