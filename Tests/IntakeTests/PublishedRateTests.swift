import Foundation
import TestSupport
import Testing
import Treatment

@testable import Intake

@Suite("Published rates that come with the binary")
struct PublishedRateTests {
  private let rows: [[String: String]]
  private let text: String
  private let published = PublishedRate.bundled
  private let marks: Set<String> = ["verified", "verified in part", "from memory", ""]

  init() throws {
    let url = Repository.root.appendingPathComponent("Datasets/published/rates.csv")
    text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    var table = CatalogueRows.fields(of: Array(text.utf8))
    let header = table.removeFirst()
    rows = table.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  @Test("The binary holds the file that people read, byte for byte")
  func embedded() throws {
    let digest = FileDigest()
    digest.update(Array(text.utf8))
    #expect(PublishedRate.bundledDigest == digest.finished())
    #expect(published.map(\.id) == rows.map { $0["id"] ?? "" })
  }

  @Test("There are 271 rows, each with a name of its own, a source and a year")
  func whole() {
    #expect(rows.count == 271)
    #expect(Set(published.map(\.id)).count == 271)
    for row in published {
      #expect((1990...2026).contains(row.year), "\(row.id)")
      #expect(!row.citation.isEmpty && !row.study.isEmpty && !row.arm.isEmpty, "\(row.id)")
      #expect(row.doi.isEmpty || row.doi.hasPrefix("10."), "\(row.id)")
      #expect(
        row.id.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || "-_.".contains($0)) }, "\(row.id)"
      )
    }
  }

  @Test("Events are at most n, and agree with the printed percentage as far as it was rounded")
  func counts() {
    for row in published {
      if let percent = row.percent { #expect((0...100).contains(percent), "\(row.id)") }
      guard let events = row.events else {
        #expect(row.numerator == .none, "\(row.id)")
        continue
      }
      guard let n = row.n else {
        Issue.record("\(row.id) has events and no n")
        continue
      }
      #expect(events >= 0 && events <= n && n > 0, "\(row.id)")
      #expect(row.numerator != .none, "\(row.id)")
      // Half a patient, where the count was made of the rate, and half of the last digit that is printed.
      let off = abs(100 * Double(events) / Double(n) - (row.percent ?? -1))
      #expect(
        off <= 50 / Double(n) + 0.06 || (row.numerator == .derived && off <= 100 / Double(n)), "\(row.id)")
    }
  }

  @Test("Every figure has a mark, and a verified one its source")
  func marked() {
    for (row, cells) in zip(published, rows) {
      for name in ["rate_mark", "n_mark"] { #expect(marks.contains(cells[name] ?? "?"), "\(row.id)") }
      #expect((row.percent != nil) == (cells["rate_mark"] != ""), "\(row.id)")
      #expect((row.n != nil) == (cells["n_mark"] != ""), "\(row.id)")
      for (mark, source) in [("rate_mark", "rate_source"), ("n_mark", "n_source")]
      where cells[mark] == "verified" || cells[mark] == "verified in part" {
        #expect(cells[source] != "", "\(row.id)")
      }
      if row.isVerified { #expect(row.numerator == .printed && !row.rateOrigin.source.isEmpty, "\(row.id)") }
      #expect(["printed", "recalled", "derived", ""].contains(cells["events_mark"] ?? "?"), "\(row.id)")
    }
    #expect(published.count(where: \.isVerified) == 15)
  }

  @Test("What is matched by is spelt as the judge reads it")
  func vocabulary() throws {
    let catalogue = Catalogue.bundled
    let rule = try Regex("^(fall>=50%|score<=[0-9]+|composite|)$")
    for (row, cells) in zip(published, rows) {
      #expect(try rule.wholeMatch(in: row.rule) != nil, "\(row.id): \(row.rule)")
      #expect(PublishedRate.Timing(rawValue: cells["timing"] ?? "") != nil, "\(row.id)")
      #expect(PublishedRate.DesignKind(rawValue: cells["design_kind"] ?? "") != nil, "\(row.id)")
      #expect((row.reading != nil) == (cells["reading"] != ""), "\(row.id)")
      #expect((row.weeks != nil) == (cells["weeks"] != ""), "\(row.id)")
      #expect(row.weeks.map { $0 > 0 } ?? (row.timing == .variable || row.timing == .overTime), "\(row.id)")
      #expect(row.agents.allSatisfy { catalogue.agent(named: $0) != nil }, "\(row.id): \(row.agents)")
      #expect(
        ["", "mixed", "HAMD"].contains(row.scale) || catalogue.scale(named: row.scale) != nil, "\(row.id)")
      #expect(
        BenchmarkTolerances.populations.contains(row.populationKind)
          || ["follow-up", "pooled", "register"].contains(row.populationKind), "\(row.id)")
      if let least = row.priorLeast, let most = row.priorMost { #expect(least <= most, "\(row.id)") }
      #expect(["yes", "no"].contains(cells["use"] ?? ""), "\(row.id)")
    }
  }

  @Test("No cell is a sentence of somebody's: facts and short words alone")
  func words() {
    for cells in rows {
      for (name, cell) in cells {
        #expect(cell.split(separator: " ").count <= 20, "\(cells["id"] ?? ""), \(name)")
        #expect(
          !cell.contains("“") && !cell.contains("\n") && !cell.contains("  "), "\(cells["id"] ?? ""), \(name)"
        )
      }
    }
  }

  @Test("The README lists every column, in the order of the file, and no other")
  func readme() throws {
    let url = Repository.root.appendingPathComponent("Datasets/published/README.md")
    let page = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let listed = page.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else { return nil }
      return String(line.dropFirst(3)[..<end])
    }
    let header = text.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
    #expect(listed == header)
  }

  @Test("The published rates of four steps chain to 67.07 per cent")
  func chained() {
    let steps = published.filter { $0.id.hasPrefix("STARD-STEP") && $0.id.hasSuffix("-QIDS-REM") }
    #expect(steps.map(\.percent) == [36.8, 30.6, 13.7, 13.0])
    let chained = 1 - steps.compactMap(\.percent).reduce(1) { $0 * (1 - $1 / 100) }
    // 1 - 0.632 x 0.694 x 0.863 x 0.870, by hand.
    #expect(abs(chained - 0.6706887) < 1e-6)
  }
}
