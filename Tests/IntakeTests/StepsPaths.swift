import Foundation
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Intake

/// A folder that goes with the test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "remit-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ bytes: some Sequence<UInt8>, as name: String = "steps.csv") throws -> String {
    let file = url.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path(percentEncoded: false)
  }
}

/// Every page as text, so that pages read in two ways can be compared.
struct PageTexts: Statistic {
  struct Summary: Mergeable {
    var pages: [String] = []
    mutating func merge(_ other: Summary) { pages = (pages + other.pages).sorted() }
  }

  var empty: Summary { Summary() }
  func add(_ page: PatientPage, to summary: inout Summary) {
    summary.merge(Summary(pages: [Self.text(of: page)]))
  }
  func finish(_ summary: Summary) throws(StatisticError) -> [String] { summary.pages }

  static func text(of page: PatientPage) -> String {
    func cell(_ column: CovariateColumn, _ index: Int) -> String {
      switch column {
      case .text(let codes): page.vocabulary.text(of: codes[index])
      case .number(let values): "\(values[index])"
      }
    }
    var lines: [String] = []
    for patient in 0..<page.patientCount {
      let own = page.patientCovariates.map { cell($0, patient) }
      lines.append("patient \(page.marks[patient].rawValue) \(page.assessmentStart[patient + 1]) \(own)")
      for row in page.rowStart[patient]..<page.rowStart[patient + 1] {
        let rows = page.rows
        func optional<T>(_ column: [T]) -> String { column.isEmpty ? "-" : "\(column[row])" }
        func text(_ column: [UInt32]) -> String {
          column.isEmpty ? "-" : page.vocabulary.text(of: column[row])
        }
        lines.append(
          [
            "\(rows.step[row])", page.catalogue.scales[Int(rows.scale[row])].id, text(rows.strategy),
            "\(rows.baseline[row])", "\(rows.endpoint[row])", optional(rows.entry), optional(rows.last),
            optional(rows.episode), text(rows.agent), text(rows.agents), optional(rows.startDay),
            optional(rows.endDay), "\(page.rowCovariates.map { cell($0, row) })",
          ].joined(separator: " "))
      }
    }
    lines.append(
      "\(page.rowStart.last ?? -1) of \(page.rows.count), \(page.rowStart.count), \(page.assessmentStart.count)"
    )
    return lines.joined(separator: "\n")
  }
}

enum Example {
  static let catalogue = Catalogue(
    scales: [
      Scale(id: "MADRS", name: "Montgomery", lowest: 0, highest: 60),
      Scale(id: "HAMD17", name: "Hamilton", lowest: 0, highest: 52),
    ],
    agents: [
      Agent(name: "sertraline", kind: .drug), Agent(name: "lithium", kind: .drug),
      Agent(name: "PLACEBO", label: "placebo", kind: .procedure),
    ])

  static let header =
    "patient_id,episode,step,strategy,agents,start_day,end_day,scale,score_start,score_end,score_entry,score_last,"
    + "end_score_day,note,weight"

  struct Style {
    var newline = "\n"
    var quotes = 0
    var notes = ["plain", "", "two words"]
    var blankLines = false
    var endsWithNewline = true
    var longIDs = false
    var patients = 25
  }

  /// Seeded rows of patients in order.
  static func file(_ style: Style, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    func pick<T>(_ from: [T]) -> T { from[Int.random(in: 0..<from.count, using: &random)] }
    func quoted(_ text: String) -> String {
      let must = text.utf8.contains { ",\"\r\n".utf8.contains($0) }
      guard must || Int.random(in: 0..<100, using: &random) < style.quotes else { return text }
      return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
    var lines = [header]
    for patient in 1...style.patients {
      var id = "P" + String(repeating: "0", count: 4 - String(patient).count) + String(patient)
      if style.longIDs {
        id = "a-very-long-prefix-of-a-site-and-study-" + id + (patient % 3 == 0 ? "" : "-x")
      }
      let steps = pick([1, 1, 2, 3, 6, patient == 7 ? 60 : 4])
      for step in 1...steps {
        let start = Int.random(in: -20...900, using: &random)
        let strategy = pick([
          "SWITCH_CLASS", "AUGMENT_WITH_SOMETHING_OF_A_LONG_NAME", "ECT", "SWITCH_OUT_OF_CLASS_X",
        ])
        let agents = pick(["sertraline", "lithium+sertraline", "PLACEBO", ""])
        let end = pick(["", "\(start + 40)"])
        // All rows of a step hold the same of these.
        let (note, weight) = (pick(style.notes), pick(["", "61.5", "1e1", "80"]))
        for scale in step % 3 == 0 ? ["MADRS", "HAMD17"] : [pick(["MADRS", "HAM-D17"])] {
          func score() -> String {
            pick([
              "", "\(Int.random(in: 0...52, using: &random))", "\(Int.random(in: 0...51, using: &random)).5",
              "12.25", " 7",
            ])
          }
          let cells = [
            id, "1", "\(step)", strategy, agents, "\(start)", end, scale, score(),
            score(),
            score(), score(), pick(["", "\(start + 42)", "\(start + 60)"]), note, weight,
          ]
          lines.append(cells.map(quoted).joined(separator: ","))
          if style.blankLines, Int.random(in: 0..<5, using: &random) == 0 { lines.append("") }
        }
      }
    }
    return lines.joined(separator: style.newline) + (style.endsWithNewline ? style.newline : "")
  }

  static let full = PageRequest(
    endpoint: .nearest(day: 42, window: 7), columns: [.entry, .last, .episode, .agents],
    covariates: [CovariateRequest("note", as: .text), CovariateRequest("weight", as: .number)])

  static let styles: [String: Style] = [
    "plain": Style(),
    "CRLF": Style(newline: "\r\n"),
    "quotes": Style(quotes: 30, notes: ["a, b", "he \"said\" so", "two\nlines", "", "x"]),
    "quoted CRLF": Style(newline: "\r\n", quotes: 50, notes: ["two\r\nlines", "three\n\r\nlines", "x"]),
    "all quoted": Style(quotes: 100),
    "blank lines": Style(blankLines: true, endsWithNewline: false),
    "other letters": Style(notes: ["Zoë", "日本", "𝄞", "é,é"], endsWithNewline: false),
    "long identifiers": Style(longIDs: true),
  ]
}

@Suite("Reading steps.csv in pieces and row by row")
struct StepsPaths {
  @Test(
    "several workers give the pages of the row-by-row reader, whatever the window, threads and processor",
    arguments: Example.styles.keys.sorted(),
    [
      PageRequest(), PageRequest(scales: ["MADRS"]), Example.full, PageRequest(columns: [.last, .days]),
      PageRequest(
        scales: ["HAMD17"], endpoint: .nearest(day: 50, window: 9), columns: [.days, .last, .agents]),
    ])
  func samePages(style: String, request: PageRequest) async throws {
    let folder = try TemporaryFolder()
    let text = Example.file(try #require(Example.styles[style]), seed: 5)
    let path = try folder.write(text.utf8)
    for window in [16, 61, 100, 333, 1000, 5000, 1 << 20] {
      let file = try StepsFile(path: path, name: "steps.csv", request: request, catalogue: Example.catalogue)
      let slow = try file.rowByRow(PageTexts(), windowBytes: window, setAside: nil)
      let expected = try #require(slow.summary)
      for (threads, readAhead, level) in [(1, 8, 0), (2, 64, 1), (3, 4096, 2), (2, 1, 2)]
        as [(Int, Int, Int32)]
      {
        let fast = try await file.workers(
          PageTexts(), size: text.utf8.count, threads: threads, windowBytes: window, readAhead: readAhead,
          level: min(level, processorLevel))
        let pass = try #require(fast)
        #expect(pass.summary == expected)
        #expect(pass.rows == slow.rows)
      }
    }
  }

  @Test("a missing code that looks like a number is missing in both ways")
  func numericMissingCode() async throws {
    let folder = try TemporaryFolder()
    var dialect = CSVDialect()
    dialect.missingCodes = ["-9", "12.25", "NA"]
    let text = Example.file(Example.Style(notes: ["NA", "x", "-9"]), seed: 9)
    let path = try folder.write(text.utf8)
    let file = try StepsFile(
      path: path, name: "steps.csv", dialect: dialect, request: Example.full, catalogue: Example.catalogue)
    let slow = try file.rowByRow(PageTexts(), windowBytes: 700, setAside: nil)
    let fast = try await file.workers(
      PageTexts(), size: text.utf8.count, threads: 2, windowBytes: 700, readAhead: 64)
    #expect(slow.summary == fast?.summary)
    #expect(slow.summary?.pages.contains { $0.contains("12.25") } == false)
  }

  @Test("semicolons, decimal commas and single quotes read as commas, points and double quotes")
  func otherDialect() async throws {
    let folder = try TemporaryFolder()
    let text = Example.file(Example.Style(), seed: 3)
    var dialect = CSVDialect()
    dialect.delimiter = UInt8(ascii: ";")
    dialect.decimalMark = UInt8(ascii: ",")
    let other = text.replacingOccurrences(of: ",", with: ";").replacingOccurrences(of: ".", with: ",")
    let plain = try StepsFile(
      path: try folder.write(text.utf8, as: "a.csv"), name: "a.csv", request: Example.full,
      catalogue: Example.catalogue)
    let german = try StepsFile(
      path: try folder.write(other.utf8, as: "b.csv"), name: "b.csv", dialect: dialect, request: Example.full,
      catalogue: Example.catalogue)
    let expected = try await plain.summarise(PageTexts(), threads: 1, windowBytes: 500)
    #expect(try await german.summarise(PageTexts(), threads: 2, windowBytes: 500).summary == expected.summary)
  }

  @Test("a byte order mark and lines before the header change nothing")
  func before() async throws {
    let folder = try TemporaryFolder()
    let text = Example.file(Example.Style(), seed: 4)
    var dialect = CSVDialect()
    dialect.rowsToSkip = 2
    let plain = try StepsFile(
      path: try folder.write(text.utf8, as: "a.csv"), name: "a.csv", request: PageRequest(),
      catalogue: Example.catalogue)
    let marked = try StepsFile(
      path: try folder.write("\u{FEFF}made \"by\nhand\n\(text)".utf8, as: "b.csv"), name: "b.csv",
      dialect: dialect,
      request: PageRequest(), catalogue: Example.catalogue)
    let expected = try await plain.summarise(PageTexts(), threads: 1, windowBytes: 500)
    #expect(try await marked.summarise(PageTexts(), threads: 2, windowBytes: 500).summary == expected.summary)
  }

  @Test("a compressed file gives the pages of the file inside it")
  func compressed() async throws {
    let folder = try TemporaryFolder()
    let text = Example.file(Example.Style(), seed: 6)
    let plain = try StepsFile(
      path: try folder.write(text.utf8, as: "a.csv"), name: "a.csv", request: PageRequest(),
      catalogue: Example.catalogue)
    let packed = try StepsFile(
      path: try folder.write(gzip(text), as: "b.csv.gz"), name: "b.csv.gz", request: PageRequest(),
      catalogue: Example.catalogue)
    let expected = try await plain.summarise(PageTexts(), threads: 2, windowBytes: 900)
    #expect(try await packed.summarise(PageTexts(), threads: 2, windowBytes: 900).summary == expected.summary)
  }
}
