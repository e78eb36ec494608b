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
  func places() {
    var content = content(.cohort)
    content.predictors = [PredictorSectionTests.section]
    let report = Report(content)
    let page = report.html()
    let files = Set(report.files.map(\.path))
    let lists = Checklist.all(of: report.content, report.places)
    #expect(lists.map(\.name) == ["strobe", "record", "tripod-ai"])
    for list in lists {
      let places = Set(list.items.flatMap(\.places))
      #expect(
        places.count > 4 && places.contains("#methods") && places.contains("tables/flow.csv"), "\(list.name)")
      for place in places {
        #expect(
          place.hasPrefix("#") ? page.contains("id=\"\(place.dropFirst())\"") : files.contains(place),
          "\(list.name): \(place)")
      }
    }
  }

  /// The items that RECORD adds, as the published checklist numbers them.
  private static let record = [
    "1.1", "1.2", "1.3", "6.1", "6.2", "6.3", "7.1", "12.1", "12.2", "12.3", "13.1", "19.1", "22.1",
  ]

  /// The items of TRIPOD+AI: 27, of which some have parts.
  private static let tripod = [
    "1", "2", "3a", "3b", "3c", "4", "5a", "5b", "6a", "6b", "6c", "7", "8a", "8b", "8c", "9a", "9b", "9c",
    "10", "11",
    "12a", "12b", "12c", "12d", "12e", "12f", "12g", "13", "14", "15", "16", "17", "18a", "18b", "18c", "18d",
    "18e", "18f",
    "19", "20a", "20b", "20c", "21", "22", "23a", "23b", "24", "25", "26", "27a", "27b", "27c",
  ]

  @Test("RECORD and TRIPOD+AI have every item once, and whatever the report does not fill says whose it is")
  func others() throws {
    var content = content(.cohort)
    content.predictors = [PredictorSectionTests.section]
    let files = Report(content).checklists
    for (name, numbers) in [("record", Self.record), ("tripod-ai", Self.tripod)] {
      let file = try #require(files.first { $0.path == "checklist-\(name).csv" })
      let rows = file.text.split(separator: "\n").dropFirst()
      #expect(rows.map { String($0.prefix { $0 != "," }) } == numbers)
      for row in rows { #expect(row.contains(",report,") || !row.hasSuffix(","), "\(row)") }
    }
  }

  @Test("TRIPOD+AI is of reports with models alone, whatever the design")
  func models() {
    var content = content(.randomised)
    #expect(!Report(content).checklists.contains { $0.path.contains("tripod") })
    content.predictors = [PredictorSectionTests.section]
    #expect(
      Report(content).checklists.map(\.path) == ["checklist-tripod-ai.csv", "checklist-tripod-ai.html"])
  }

  @Test("A trial and a crossover have no STROBE checklist", arguments: [StudyDesign.randomised, .crossover])
  func otherDesigns(_ design: StudyDesign) {
    #expect(Report(content(design)).checklists.isEmpty)
  }
}
