import Foundation
import Testing

/// The exported reports, which another test holds to what the command writes now.
@Suite("The paragraph of methods")
struct MethodsParagraphTests {
  @Test(
    "names every analysis whose table the report holds, and no other", arguments: BundledReportTests.studies)
  func analyses(study: String) throws {
    let folder = RemitProcess.root.appendingPathComponent("Notebooks-exports/\(study)")
    let tables = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("tables").path)
    let methods = try String(contentsOf: folder.appendingPathComponent("methods.md"), encoding: .utf8)
    for (stem, words) in [
      ("effects", "Comparisons of strategies are adjusted"), ("time-", "Times to "),
      ("roadmap", "policies over up to"), ("paired", "compared within patients"),
      ("predictors-", "ogistic regression"), ("resistance", "Treatment resistance is judged"),
    ] {
      #expect(
        methods.contains(words) == tables.contains { $0.hasPrefix(stem) }, "\(study): \(stem), \(words)")
    }
  }

  @Test("names every endpoint day of a table of rates")
  func endpoints() throws {
    let methods = try String(
      contentsOf: RemitProcess.root.appendingPathComponent("Notebooks-exports/nimh-ketamine/methods.md"),
      encoding: .utf8)
    #expect(methods.contains("day 2, within 2 days") && methods.contains("day 10, within 2 days"))
  }
}
