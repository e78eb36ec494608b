import Foundation
import Testing

@Suite("SECURITY.md")
struct SecurityPageTests {
  private static let page = "SECURITY.md"

  /// `Suite.function` in the lines of the table, by line.
  private static func names(in lines: [String]) -> [[String]] {
    lines.filter { $0.hasPrefix("| ") }.map { line in
      line.matches(of: /`([A-Z][A-Za-z]+\.[a-z][A-Za-z]*)`/).map { String($0.output.1) }
    }
  }

  @Test("Each promise names a test, and each test that it names is there")
  func named() throws {
    let lines = try DocumentedPage(Self.page).lines
    let promises = Self.names(in: lines).dropFirst()
    #expect(promises.count >= 10)
    let root = RemitProcess.root.appending(path: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter {
      $0.hasSuffix(".swift")
    }
    for promise in promises {
      #expect(!promise.isEmpty, "A promise has no test behind it.")
      for name in promise {
        let parts = name.split(separator: ".").map(String.init)
        let isThere = files.contains { file in
          guard file.hasSuffix("/\(parts[0]).swift"),
            let text = try? String(contentsOf: root.appending(path: file), encoding: .utf8)
          else { return false }
          return text.contains("@Test") && text.contains("func \(parts[1])(")
        }
        #expect(isThere, "\(name) is no test.")
      }
    }
  }

  @Test("A test that is not there is found out")
  func wanting() throws {
    #expect(Self.names(in: ["| all is well | `NoSuchTests.atAll` |"]) == [["NoSuchTests.atAll"]])
    #expect(Self.names(in: ["| all is well | |"]) == [[]])
  }
}
