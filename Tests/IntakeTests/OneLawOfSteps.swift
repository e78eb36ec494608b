import Foundation
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Intake

@Suite("A steps file is judged by one law, whichever way it is read")
struct OneLawOfSteps {
  /// What a reading refused: every issue and their number.
  struct Refusal: Equatable, CustomStringConvertible {
    var issues: [String]
    var total: Int
    var description: String { "\(total): " + issues.joined(separator: "\n") }

    init(_ issues: [InputIssue], _ total: Int) {
      self.issues = issues.map(\.description)
      self.total = total
    }
  }

  static func refusal(_ body: () async throws -> Void) async throws -> Refusal? {
    do {
      try await body()
      return nil
    } catch IntakeError.refused(let issues, let total) {
      return Refusal(issues, total)
    }
  }

  static func refusal(
    of cohort: CSVCohort, _ request: PageRequest
  ) async throws -> Refusal? {
    try await refusal { _ = try await cohort.answer(CollectedRows(request)) }
  }

  /// What the quick reader, the row-by-row reader and the merged one refuse, and a validation by each.
  static func refusals(of file: FaultySteps, ending: String = "\n") async throws -> [(path: String, Refusal?)]
  {
    let text = file.text(ending)
    let (request, files) = (file.request, ["steps.csv": text])
    var result: [(path: String, Refusal?)] = []
    let alone = try WrittenCohort(files)
    let beside = try WrittenCohort(files.merging(["patients.csv": file.people]) { $1 })
    let packed = try WrittenCohort(files)
    try packed.folder.write(gzip(text), to: "steps.csv")
    for (name, written) in [("alone", alone), ("beside patients.csv", beside), ("compressed", packed)] {
      for (threads, window) in [(1, 1 << 18), (2, 64)] {
        let options = IntakeOptions(threads: threads, windowBytes: window)
        let cohort = try CSVCohort(at: written.folder.path, options: options)
        result.append(("\(name), \(threads)", try await refusal(of: cohort, request)))
        guard file.isValidated, threads == 2 else { continue }
        let found = try await CSVCohort(at: written.folder.path, options: options).validate()
        result.append(("\(name), \(threads), validated", Refusal(found.issues, found.issueTotal)))
      }
    }
    for (threads, window) in [(1, 1), (2, 61)] {
      let path = alone.folder.path + "/steps.csv"
      let found = try await refusal {
        let steps = try StepsFile(
          path: path, name: "steps.csv", request: request, catalogue: .bundled, vocabulary: .ofComposedTexts()
        )
        let pass = try await steps.summarise(CollectedRows(request), threads: threads, windowBytes: window)
        if pass.summary == nil { throw IntakeError.refused(issues: [], total: -1) }
      }
      // An unsorted file is left to the merged reader.
      if found?.total != -1 { result.append(("windows of \(window), \(threads)", found)) }
    }
    let piped = try CSVCohort(standardInput: MemoryBytes(text))
    var told = try await refusal(of: piped, request)
    if let issues = told?.issues { told?.issues = issues.map { "steps.csv" + $0.dropFirst() } }
    result.append(("standard input", told))
    return result
  }

  /// The refusal of a file whose rows came from other places of this one's.
  static func moved(_ refusal: Refusal, from: [Int]) -> Refusal {
    func place(_ issue: String) -> (line: Int, column: Int) {
      let parts = issue.split(separator: ":")
      return (Int(parts[1]) ?? 0, Int(parts[2]) ?? 0)
    }
    var result = refusal
    result.issues = refusal.issues.map { issue in
      guard let line = from.firstIndex(of: place(issue).line - 2) else { return issue }
      return issue.replacing(":\(place(issue).line):", with: ":\(line + 2):", maxReplacements: 1)
    }.sorted { (place($0).line, place($0).column, $0) < (place($1).line, place($1).column, $1) }
    return result
  }

  @Test("every faulty file is refused in the same words on every path", arguments: FaultySteps.all)
  func sameWords(file: FaultySteps) async throws {
    let sorted = try await Self.refusals(of: file)
    let expected = try #require(sorted.first?.1, "the file reads")
    #expect(expected.total > 0)
    for (path, refusal) in sorted { #expect(refusal == expected, "\(path)") }
    let (shuffled, from) = file.shuffled
    let moved = Self.moved(expected, from: from)
    for (path, refusal) in try await Self.refusals(of: shuffled) {
      #expect(refusal == moved, "shuffled, \(path)")
    }
  }

  @Test(
    "line endings change no word, and a byte order mark neither",
    arguments: FaultySteps.structural + FaultySteps.ofSteps.suffix(8))
  func endings(file: FaultySteps) async throws {
    let expected = try #require(try await Self.refusals(of: file).first?.1)
    for (path, refusal) in try await Self.refusals(of: file, ending: "\r\n") {
      #expect(refusal == expected, "CRLF, \(path)")
    }
    var marked = file
    marked.header = "\u{FEFF}" + file.header
    for (path, refusal) in try await Self.refusals(of: marked) {
      #expect(refusal == expected, "marked, \(path)")
    }
  }

  @Test(
    "what a reading of few columns refuses, it refuses in the words of every other",
    arguments: FaultySteps.all)
  func fewColumns(file: FaultySteps) async throws {
    var few = file
    few.request = PageRequest()
    let single = try WrittenCohort(["steps.csv": few.text()])
    let alone = try await Self.refusal(of: CSVCohort(at: single.folder.path), few.request)
    let merged = try WrittenCohort(["steps.csv": few.text(), "patients.csv": few.people])
    let beside = try await Self.refusal(of: CSVCohort(at: merged.folder.path), few.request)
    // A lone sorted file is judged by the columns in use, and says so.
    if let alone { #expect(alone == beside) }
  }

  @Test(
    "the same rows are set aside and the same are counted on every path",
    arguments: FaultySteps.all.filter {
      !$0.title.contains("unclosed") && !$0.title.contains("site 'a.person")
    }
    .filter { !$0.title.contains("everything at once") })
  func setAside(file: FaultySteps) async throws {
    func read(_ file: FaultySteps, _ more: [String: String] = [:]) async throws -> (
      rows: [String], counts: Attrition.Rows?, aside: [Substring]
    ) {
      let written = try WrittenCohort(more.merging(["steps.csv": file.text()]) { $1 })
      let aside = try CohortFolder()
      let cohort = try CSVCohort(
        at: written.folder.path, options: IntakeOptions(threads: 2, setAsideFolder: aside.path))
      let (summary, attrition) = try await cohort.read(CollectedRows(file.request))
      let lines = try aside.read("steps.set-aside.csv").split(separator: "\n").sorted()
      return (summary.rows, attrition.files["steps.csv"], lines)
    }
    let alone = try await read(file)
    #expect((alone.counts?.setAside ?? 0) > 0)
    let shuffled = file.shuffled.file
    for (name, other) in [
      ("beside patients.csv", try await read(file, ["patients.csv": file.people])),
      ("shuffled", try await read(shuffled)),
      ("shuffled beside patients.csv", try await read(shuffled, ["patients.csv": file.people])),
    ] {
      #expect(other.rows == alone.rows, "\(name)")
      #expect(other.counts == alone.counts, "\(name)")
      #expect(other.aside == alone.aside, "\(name)")
    }
  }

  @Test("files drawn with several faults are refused in the same words", arguments: 0..<10)
  func drawn(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    var rows: [String] = []
    let kinds = (FaultySteps.cells + FaultySteps.ofSteps).filter { !$0.title.contains("@") }
    for patient in 10...30 {
      let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
      let isSound = Int.random(in: 0...2, using: &random) == 0
      let own = isSound ? [FaultySteps.row()] : Array(kind.rows[2..<(kind.rows.count - 2)])
      rows += own.map { $0.hasPrefix("P2,") ? "P\(patient)" + $0.dropFirst(2) : $0 }
    }
    var file = FaultySteps("drawn", [], isValidated: false)
    file.rows = rows
    let sorted = try await Self.refusals(of: file)
    let expected = try #require(sorted.first?.1)
    for (path, refusal) in sorted { #expect(refusal == expected, "\(path)") }
    let (shuffled, from) = file.shuffled
    for (path, refusal) in try await Self.refusals(of: shuffled) {
      #expect(refusal == Self.moved(expected, from: from), "shuffled, \(path)")
    }
  }

  @Test(
    "a column is called in every message what the file calls it", arguments: FaultySteps.ofSteps.suffix(12))
  func names(file: FaultySteps) async throws {
    var other = file
    other.header = FaultySteps.columns.map { $0 == "age" || $0 == "site" ? $0 : "my_" + $0 }.joined(
      separator: ",")
    let columns = FaultySteps.columns.filter { $0 != "age" && $0 != "site" }.map { "\($0): my_\($0)" }
    let yaml = "steps: {file: steps.csv, columns: {\(columns.joined(separator: ", "))}}\n"
    func refusal(_ file: FaultySteps) async throws -> Refusal? {
      let written = try WrittenCohort(["steps.csv": file.text(), "cohort.yaml": yaml])
      let told = try await Self.refusal(of: CSVCohort(at: written.folder.path), file.request)
      let found = try await CSVCohort(at: written.folder.path).validate()
      #expect(told == Refusal(found.issues, found.issueTotal))
      return told
    }
    let alone = try #require(try await refusal(other))
    let (shuffled, from) = other.shuffled
    #expect(try await refusal(shuffled) == Self.moved(alone, from: from))
    let plain = try #require(try await Self.refusals(of: file).first?.1)
    let renamed = plain.issues.map { issue in
      FaultySteps.columns.filter { $0 != "age" && $0 != "site" }.reduce(issue) {
        $0.replacing("'\($1)'", with: "'my_\($1)'")
      }
    }
    #expect(alone.issues == renamed)
  }
}
