import Foundation
import Testing

@testable import RemitCommand

@Suite("What moved between two reports: remit diff")
struct DiffTests {
  private func report(_ folder: ScratchFolder, _ study: String, _ out: String, _ more: String = "") throws {
    try folder.write(
      "title: Drawn\ndisclosure: {rule: none, reason: drawn}\n" + study, to: "study/STUDY.yaml")
    try folder.write(
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
        + "a,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\na,2,SWITCH_OUT,venlafaxine,91,160,MADRS,30,20\n"
        + "b,1,FIRST_LINE,sertraline,0,90,MADRS,31,29\n" + more, to: "study/steps.csv")
    let run = try RemitProcess.run(["report", "study", "-o", out], folder: folder.url)
    #expect(run.status == 0, "\(run.errors)")
  }

  private func diff(_ folder: ScratchFolder, _ options: [String] = []) throws -> RemitProcess {
    try RemitProcess.run(["diff", "one", "two"] + options, folder: folder.url)
  }

  @Test("Reports of the same say that no number moved")
  func same() throws {
    let folder = try ScratchFolder()
    try report(folder, "", "one")
    try report(folder, "", "two")
    let run = try diff(folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Made from the same.") && run.output.contains("No number moved, of "))
    #expect(try diff(folder, ["--format", "csv"]).output.split(separator: "\n").count == 1)
  }

  @Test(
    "A patient more moves the row that it is in, by what, under the input that changed; rows of a new group are new"
  )
  func input() throws {
    let folder = try ScratchFolder()
    try report(folder, "", "one")
    try report(
      folder, "", "two", "c,1,AUGMENT_LI,lithium,0,90,MADRS,30,5\nd,1,FIRST_LINE,sertraline,0,90,MADRS,30,5\n"
    )
    let lines = try diff(folder, ["--format", "csv"]).output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("input,steps.csv,,,") })
    let row =
      "\"strategy FIRST_LINE, outcome response, baseline step, scale MADRS, endpoint last, missing observed\""
    #expect(lines.contains("table,rates,\(row),n,2,3,1.0,50.0"), "\(lines)")
    #expect(
      lines.contains {
        $0.hasPrefix("table,rates,\(row),estimate,0.5,0.666") && $0.hasSuffix(",33.33333333333333")
      })
    #expect(lines.contains("table,rates,\(row.replacing("FIRST_LINE", with: "AUGMENT_LI")),,,there,,"))
    // The rows behind the new one did not move by standing elsewhere.
    #expect(!lines.contains { $0.contains("SWITCH_OUT, outcome") })
  }

  @Test("A definition that changed is the cause that is named; Markdown is fit for a pull request")
  func definition() throws {
    let folder = try ScratchFolder()
    try report(folder, "", "one")
    try report(folder, "level: 0.9\n", "two")
    let run = try diff(folder, ["--format", "markdown", "--most", "2"])
    #expect(run.output.contains("| definition | level | 0.95 | 0.9 |"), "\(run.output)")
    #expect(run.output.contains("| cumulative | scale MADRS, step 1 | observed\\_low | "), "\(run.output)")
    #expect(run.output.contains("more are not shown; --format csv has all."))
    let file = try diff(folder, ["--format", "markdown", "-o", "one/report.md"])
    #expect(file.status == 6)
  }

  @Test("Rows are joined by what they are of, whatever their order; rounding is counted and no move")
  func joined() throws {
    let columns = ["strategy", "n", "estimate"]
    let one = ReportTable(
      columns: columns, rows: [["A", "3", "0.1"], ["B", "4", "0.30000000000000004"], ["B", "5", ""]])
    let other = ReportTable(
      columns: columns, rows: [["B", "4", "0.3"], ["B", "5", ""], ["A", "3", "0.2"]])
    #expect(ReportTable.keys(of: one, other) == ["strategy"])
    #expect(one.named(by: ["strategy"]).names == ["strategy A", "strategy B", "strategy B (2)"])
    let folder = try ScratchFolder()
    try report(folder, "", "one")
    let recorded = try RecordedReport(in: folder.path + "/one")
    var found = try ReportDifference(recorded, recorded)
    found.compare("rates", one, other)
    #expect(found.rounded == 1)
    #expect(
      found.moves == [
        .init(table: "rates", row: "strategy A", column: "estimate", before: "0.1", after: "0.2")
      ])
    #expect(found.moves[0].change == 0.1 && found.moves[0].share == 1)
  }

  @Test(
    "In every table of Notebooks-exports each row has a key of its own", arguments: BundledReportTests.studies
  )
  func keys(_ study: String) throws {
    let folder = RemitProcess.root.appending(path: "Notebooks-exports/\(study)/tables").path
    let names = FolderFiles.all(in: folder).filter { $0.hasSuffix(".csv") }
    #expect(names.count > 3)
    // Points of a line have no key but their place.
    for name in names where !name.hasSuffix("-roc.csv") && !name.hasSuffix("-calibration.csv") {
      let table = try ReportTable(at: folder + "/" + name)
      let keys = ReportTable.keys(of: table, table)
      let places = keys.compactMap { table.columns.firstIndex(of: $0) }
      let rows = Set(table.rows.map { row in places.map { row[$0] } })
      #expect(table.rows.count <= 1 || (!keys.isEmpty && rows.count == table.rows.count), "\(name): \(keys)")
    }
  }

  @Test(
    "Reports that hide counts are not to be published side by side, and that is said; a folder that is no report is refused"
  )
  func caution() throws {
    let folder = try ScratchFolder()
    try report(folder, "", "one")
    try report(folder, "", "two")
    let quiet = try diff(folder).output
    #expect(!quiet.contains("Do not publish both"))
    try folder.write("title: Drawn\n", to: "study/STUDY.yaml")
    #expect(try RemitProcess.run(["report", "study", "-o", "two"], folder: folder.url).status == 0)
    #expect(try diff(folder).output.contains("Do not publish both"))
    #expect(try RemitProcess.run(["diff", "one", "study"], folder: folder.url).status == 3)
  }
}
