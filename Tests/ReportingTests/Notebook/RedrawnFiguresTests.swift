import Foundation
import Testing

@testable import Reporting

@Suite("Every figure of a report is drawn anew by its notebooks")
struct RedrawnFiguresTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/Reporting")

  /// Files whose figures get their redrawing elsewhere, or stand in no report.
  private static let elsewhere: Set<String> = [
    // A model's tables have their names from the report: `PredictorSection`.
    "SuppressedRegression+Figures.swift",
    // Of `remit resistance --grid` alone, which writes no notebook.
    "StrategySpread.swift",
  ]

  /// What stands between the brackets that open at a place.
  private func inside(_ text: Substring) -> Substring {
    var depth = 0
    for place in text.indices {
      if text[place] == "(" { depth += 1 }
      if text[place] == ")" {
        depth -= 1
        if depth == 0 { return text[..<place] }
      }
    }
    return text
  }

  @Test("No figure is made in Reporting without saying how notebooks draw it")
  func everyFigure() throws {
    var found = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path).sorted()
    where path.hasSuffix(".swift") && !Self.elsewhere.contains(String(path.split(separator: "/").last ?? ""))
    {
      let text = try String(contentsOf: Self.sources.appendingPathComponent(path), encoding: .utf8)
      for start in text.matches(of: /\bFigure(?=\(\s*name:)/) {
        found += 1
        let call = inside(text[start.range.upperBound...])
        #expect(
          call.contains("from: "),
          "\(path): a figure without a Redrawing stands in notebooks as a picture. CONTRIBUTING.md says how to add one"
        )
      }
    }
    #expect(found > 10)
  }

  @Test("make notebooks compares the marks of every function", arguments: Redrawing.Function.allCases)
  func compared(_ function: Redrawing.Function) throws {
    let check = Self.sources.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(".ci/check-notebooks.py")
    let text = try String(contentsOf: check, encoding: .utf8)
    let compare = try #require(text.split(separator: "\ndef compare(").last?.split(separator: "\ndef ").first)
    #expect(compare.contains("\"\(function.rawValue)\""))
  }

  @Test(
    "Whatever a figure gives its function, both languages take it", arguments: Redrawing.Function.allCases)
  func parameters(_ function: Redrawing.Function) throws {
    func named(_ code: String, after start: String, sign: Character) throws -> Set<String> {
      let head = inside(
        try #require(code.range(of: start).map { code[code.index(before: $0.upperBound)...] }))
      return Set(
        head.dropFirst().split(separator: ",").map {
          $0.split(separator: sign)[0].filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
        }.filter { !$0.isEmpty })
    }
    let python = try named(NotebookCode.python, after: "\ndef \(function.rawValue)(", sign: "=")
    let r = try named(NotebookCode.r, after: "\n\(function.rawValue) <- function(", sign: "=")
    #expect(python == r)
  }
}
