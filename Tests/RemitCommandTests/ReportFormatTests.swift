import Foundation
import Testing

@Suite("In which forms a report is written")
struct ReportFormatTests {
  private func run(_ arguments: [String], in folder: ScratchFolder) throws -> RemitProcess {
    try RemitProcess.run(["report", "Datasets/beat-the-blues", "-o", folder.path + "/out"] + arguments)
  }

  private func names(in folder: ScratchFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out").sorted()
  }

  @Test("By default in all of them")
  func all() throws {
    let folder = try ScratchFolder()
    #expect(try run([], in: folder).status == 0)
    let written = try names(in: folder)
    for name in ["report.html", "report.md", "report.ipynb", "report.qmd"] { #expect(written.contains(name)) }
  }

  @Test("Only in those that --format names, tables and figures beside them, and the first is printed")
  func some() throws {
    let folder = try ScratchFolder()
    let done = try run(["--format", "notebook, markdown"], in: folder)
    #expect(done.status == 0)
    #expect(done.output.hasSuffix("report.md\n"))
    let written = try names(in: folder)
    #expect(!written.contains("report.html"))
    for name in ["report.md", "report.ipynb", "report.qmd", "tables", "figures", "provenance.json"] {
      #expect(written.contains(name))
    }
  }

  @Test("A form that is none is refused with the ones there are", arguments: ["pdf", "html,,notebook", ""])
  func unknown(_ format: String) throws {
    let done = try run(["--format", format], in: try ScratchFolder())
    #expect(done.status == 64)
    #expect(done.errors.contains("notebook, html, markdown"))
  }
}
