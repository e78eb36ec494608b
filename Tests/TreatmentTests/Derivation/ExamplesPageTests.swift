import Foundation
import TestSupport
import Testing

@Suite("Documentation/Treatment/Examples.md")
struct ExamplesPageTests {
  /// `REMIT_WRITE_DOCS=1` writes the page anew; `make docs` does.
  @Test("holds the worked examples as they come out today")
  func page() throws {
    let path = Repository.root.appending(path: "Documentation/Treatment/Examples.md")
    let text = try ExamplesPage.text()
    if ProcessInfo.processInfo.environment["REMIT_WRITE_DOCS"] == "1" {
      try Data(text.utf8).write(to: path)
    }
    let isToday = String(decoding: try Data(contentsOf: path), as: UTF8.self) == text
    #expect(isToday, "Run 'make docs' and read the difference before you commit it.")
  }
}
