import Foundation
import Testing

@Suite("What is cited is in the repository")
struct CitationTests {
  /// A document that a comment names, with the heading that it quotes.
  struct Citation {
    var place: String
    var path: String
    var heading: String?
  }

  /// Those of all comments of the sources and the tests.
  private static func citations() throws -> [Citation] {
    var result: [Citation] = []
    for folder in ["Sources", "Tests"] {
      let root = RemitProcess.root.appending(path: folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        .filter { $0.hasSuffix(".swift") }.sorted()
      for name in names {
        let text = String(decoding: try Data(contentsOf: root.appending(path: name)), as: UTF8.self)
        for (number, line) in text.components(separatedBy: "\n").enumerated() {
          let comment = line.trimmingCharacters(in: .whitespaces)
          guard comment.hasPrefix("//") else { continue }
          let place = "\(folder)/\(name):\(number + 1)"
          for match in comment.matches(of: /([A-Za-z][A-Za-z0-9_.\/-]*\.md)(?:, "([^"]+)")?/) {
            result.append(
              Citation(place: place, path: String(match.output.1), heading: match.output.2.map(String.init)))
          }
        }
      }
    }
    return result
  }

  @Test("Every document that a comment names is here, with the heading that it quotes")
  func comments() throws {
    let citations = try Self.citations()
    for folder in ["Sources/", "Tests/"] {
      #expect(citations.filter { $0.place.hasPrefix(folder) }.count > (folder == "Tests/" ? 15 : 40))
    }
    for citation in citations {
      guard FileManager.default.fileExists(atPath: RemitProcess.root.appending(path: citation.path).path)
      else {
        Issue.record("\(citation.place) cites \(citation.path), which no reader of the repository has")
        continue
      }
      if let heading = citation.heading {
        let headings = try DocumentedPage(citation.path).headings
        #expect(headings.contains(heading), "\(citation.place): \(citation.path) has no '\(heading)'")
      }
    }
  }

  @Test("Every link of the documentation leads to a file, and to a heading where it names one")
  func links() throws {
    let pages = try DocumentedPage.all() + ["README.md", "CONTRIBUTING.md"].map(DocumentedPage.init)
    for page in pages {
      let folder = RemitProcess.root.appending(path: page.path).deletingLastPathComponent()
      for match in page.text.matches(of: /\]\(([^)\s]+)\)/) where !match.output.1.contains("://") {
        let parts = match.output.1.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let target =
          parts[0].isEmpty ? RemitProcess.root.appending(path: page.path) : folder.appending(path: parts[0])
        guard FileManager.default.fileExists(atPath: target.path) else {
          Issue.record("\(page.path): no \(match.output.1)")
          continue
        }
        if parts.count > 1, target.pathExtension == "md" {
          let text = String(decoding: try Data(contentsOf: target), as: UTF8.self)
          let anchors = text.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.map(Self.anchor)
          #expect(anchors.contains(parts[1]), "\(page.path): no heading \(match.output.1)")
        }
      }
    }
  }

  /// A heading as links name it.
  private static func anchor(_ heading: String) -> String {
    heading.drop { $0 == "#" || $0 == " " }.lowercased().filter {
      $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
    }.replacing(" ", with: "-")
  }

  @Test("Lines of the documentation fit 110 characters, tables and code apart")
  func lines() throws {
    for page in try DocumentedPage.all() {
      var isCode = false
      for (number, line) in page.lines.enumerated() {
        if line.hasPrefix("```") { isCode.toggle() }
        guard !isCode, !line.hasPrefix("|") else { continue }
        #expect(line.count <= 110, "\(page.path):\(number + 1)")
      }
    }
  }
}
