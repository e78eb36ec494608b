import Foundation
import Testing

/// For each kind of check, a page that fails it is in `faults`; so none can pass for want of looking.
@Suite(
  "Pages in a browser",
  .enabled(if: Browser.path != nil, "no Chromium on the PATH; `make browser` installs it"))
struct PageAuditTests {
  private static let kinds = [
    "alternative text", "contrast of figures' text", "contrast of text", "headings in order", "ids once",
    "language and title", "links lead somewhere", "no sideways scroll", "scroll boxes named",
    "size of figures' text", "tables inside a scroll box", "tables inside the paper",
    "tables with header cells", "text inside its figure", "texts of a figure apart",
  ]

  /// The exported reports, which another test holds to what the command writes; or fresh ones, where a folder of them is named.
  @Test(
    "The five bundled studies: no message, no overflow, contrast, headings, links, tables, alternative texts")
  func bundled() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder =
      environment["REMIT_PAGES"].map { URL(fileURLWithPath: $0) }
      ?? RemitProcess.root.appendingPathComponent("Notebooks-exports")
    let pages = try BundledReportTests.studies.map { study in
      (study, try String(contentsOf: folder.appendingPathComponent("\(study)/report.html"), encoding: .utf8))
    }
    let audit = try PageAudit(pages)
    if let file = environment["REMIT_PAGES_TABLE"] {
      try audit.table.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(audit.findings == [])
    #expect(audit.checked.map(\.check) == Self.kinds)
    for (check, count) in audit.checked { #expect(count >= 5, "\(check)") }
  }

  @Test("The report of 33 patients prints on two to eight pages")
  func printed() throws {
    let report = RemitProcess.root.appendingPathComponent("Notebooks-exports/nimh-ketamine/report.html")
    let pages = try Browser.printedPages(of: report, in: ScratchFolder())
    #expect((2...8).contains(pages))
  }

  @Test("Each fault of a page is found")
  func faults() throws {
    let figure =
      "<svg role=\"img\" viewBox=\"0 0 100 100\" width=\"100\"><rect width=\"100\" height=\"100\" fill=\"#777\"/>"
      + "<text x=\"5\" y=\"20\" font-size=\"8\" fill=\"#888\">faint</text><text x=\"90\" y=\"60\">beyond</text>"
      + "<text x=\"6\" y=\"21\">over</text></svg>"
    let page = """
      <!DOCTYPE html><html><head><style>p{color:#aaa}</style></head><body><h1>One</h1><h3 id="a">Three</h3><p id="a">Faint</p>
      <a href="#nowhere">away</a><div tabindex="0">box</div><table><tr><td style="min-width:2000px">wide</td></tr></table>
      \(figure)<script>console.error("a message")</script></body></html>
      """
    let audit = try PageAudit([("faulty", page)])
    for kind in Self.kinds {
      #expect(audit.findings.contains { $0.contains(": \(kind): ") }, "\(kind) is not found")
    }
    #expect(audit.findings.contains { $0.hasPrefix("console: ") })
  }
}
