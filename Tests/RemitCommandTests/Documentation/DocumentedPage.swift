import Foundation
import Testing

/// A page of the documentation, as the tests that keep it true read it.
struct DocumentedPage {
  let path: String
  let lines: [String]

  /// `path` from the root of the repository.
  init(_ path: String) throws {
    self.path = path
    let data = try Data(contentsOf: RemitProcess.root.appending(path: path))
    lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
  }

  /// Every page under `Documentation/`, by its path.
  static func all() throws -> [DocumentedPage] {
    let folder = RemitProcess.root.appending(path: "Documentation")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".md") }.sorted().map { try DocumentedPage("Documentation/" + $0) }
  }

  var text: String { lines.joined(separator: "\n") }

  var headings: [String] { lines.compactMap(Self.heading) }

  private static func heading(_ line: String) -> String? {
    guard line.hasPrefix("#") else { return nil }
    return line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
  }

  /// The rows of the first table under a heading, without its head: cells by the head's names.
  func table(under heading: String) throws -> [[String: String]] {
    let place = try #require(
      lines.firstIndex { Self.heading($0) == heading }, "\(path) has no heading '\(heading)'")
    let section = lines[(place + 1)...].prefix { Self.heading($0) == nil }
    let rows = section.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.map(Self.cells)
    let head = try #require(rows.first, "\(path): no table under '\(heading)'")
    return rows.dropFirst(2).map { row in
      Dictionary(zip(head, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// One column of such a table, without its code marks.
  func column(_ name: String, under heading: String) throws -> [String] {
    try table(under: heading).map {
      try #require($0[name], "\(path), '\(heading)': no column '\(name)'").replacing("`", with: "")
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The texts between code marks.
  static func codes(in text: String) -> [String] {
    text.components(separatedBy: "`").enumerated().compactMap { $0 % 2 == 1 ? $1 : nil }
  }
}
