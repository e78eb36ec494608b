import Foundation
import Summaries
import Testing
import Treatment

@testable import Intake

@Suite("Faults in steps.csv")
struct StepsFaults {
  static let header = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,age\n"
  static let good = "P1,1,ECT,sertraline,0,42,MADRS,30,12,40\n"
  static let faults: [(String, String)] = [
    (
      ",1,ECT,sertraline,0,42,MADRS,30,12,40",
      "2:1: expected a patient_id, found an empty field"
    ),
    (
      "P1,7x7,ECT,sertraline,0,42,MADRS,30,12,40",
      "2:4: expected a whole number in 'step', found a number with text after it"
    ),
    (
      "P1,0,ECT,sertraline,0,42,MADRS,30,12,40",
      "2:4: expected a number from 1 in 'step', found a lower number"
    ),
    (
      "P1,1,,sertraline,0,42,MADRS,30,12,40", "2:6: expected a strategy in 'strategy', found an empty field"
    ),
    (
      "P1,1,ECT,sertralin7x7,0,42,MADRS,30,12,40",
      "2:10: expected agents of the catalogue joined by '+' in 'agents' "
        + "(the nearest: sertraline), found a text field"
    ),
    (
      "P1,1,ECT,sertraline,7x7,42,MADRS,30,12,40",
      "2:21: expected a whole day in 'start_day', found a number with text after it"
    ),
    (
      "P1,1,ECT,sertraline,77,42,MADRS,30,12,40",
      "2:24: expected a day not before 'start_day' in 'end_day', found an earlier day"
    ),
    (
      "P1,1,ECT,sertraline,0,42,MADRZ,30,12,40",
      "2:26: expected a scale of the catalogue in 'scale' (the nearest: MADRS), found a text field"
    ),
    (
      "P1,1,ECT,sertraline,0,42,MADRS,30,77,40",
      "2:35: expected a number from 0 to 60 in 'score_end' (MADRS), found a number outside that range"
    ),
    (
      "P1,1,ECT,sertraline,0,42,MADRS,77 points,12,40",
      "2:32: expected a number in 'score_start', found a number with text after it"
    ),
    ("P1,1,ECT,sertraline,0,42,MADRS,30,12,SECRET", "2:38: expected a number in 'age', found a text field"),
    ("P1,1,ECT,sertraline,0,42,MADRS,30,12", "2:37: expected 10 fields, found 9"),
  ]
  static let all = PageRequest(
    columns: [.agents, .days], covariates: [CovariateRequest("age", as: .number)])

  func read(
    _ text: String, request: PageRequest = all, setAside: SetAsideWriter? = nil, window: Int = 50,
    threads: Int = 2
  ) async throws -> StepsFile.Pass<PageTexts.Summary> {
    let folder = try TemporaryFolder()
    let file = try StepsFile(
      path: try folder.write(text.utf8), name: "steps.csv", request: request, catalogue: Example.catalogue)
    return try await file.summarise(PageTexts(), threads: threads, windowBytes: window, setAside: setAside)
  }

  func complaint(_ text: String, request: PageRequest = all) async -> String {
    do {
      _ = try await read(text, request: request)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test("each fault is told at its cell, and what stands there is not", arguments: faults)
  func cells(row: String, expected: String) async {
    let message = await complaint(
      Self.header + row + "\n" + Self.good.replacingOccurrences(of: "P1", with: "P2"))
    #expect(message == "steps.csv:" + expected)
    for value in ["77", "7x7", "SECRET", "MADRZ", "sertralin7"] { #expect(!message.contains(value)) }
  }

  @Test("a patient, step and scale stands once, and the rows of a step agree")
  func steps() async {
    let twice = await complaint(Self.header + Self.good + Self.good)
    #expect(
      twice
        == "steps.csv:3:26: expected one row a patient, episode, step and scale, found another row of the same"
    )
    let other = "P1,1,KETAMINE,sertraline,0,42,HAMD17,30,12,40\n"
    let differs = await complaint(Self.header + Self.good + other)
    #expect(differs == "steps.csv:3:6: expected the same 'strategy' in all rows of a step, found another one")
    let later = "P1,2,ECT,lithium,43,80,MADRS,30,12,40\n"
    let apart = await complaint(Self.header + Self.good + later + "P1,1,ECT,sertraline,0,41,HAMD17,1,1,40\n")
    #expect(apart == "steps.csv:4:23: expected the same 'end_day' in all rows of a step, found another one")
    let many = (1...200).reversed().map { "P1,\($0),ECT,sertraline,0,42,MADRS,30,12,40\n" }.joined()
    #expect(await complaint(Self.header + many) == "no error")
    #expect(await complaint(Self.header + many + Self.good).hasPrefix("steps.csv:202:26: expected one row"))
  }

  @Test("columns that the request needs and the file lacks are named with what they are for")
  func columns() async {
    let request = PageRequest(
      scales: ["MADRSS"], endpoint: .nearest(day: 42, window: 7), columns: [.entry, .last],
      covariates: [CovariateRequest("ages", as: .number)])
    let message = await complaint(Self.header + Self.good, request: request)
    for part in [
      "a column 'score_entry' for --baseline entry", "a column 'score_last' for --missing locf",
      "a column 'end_score_day' for --endpoint-day",
      "a column 'ages' for a grouping or filter, found none of that "
        + "name; the nearest is 'age'", "the nearest is 'MADRS'",
    ] {
      #expect(message.contains(part))
    }
    let bare = await complaint("patient_id,step\nP1,1\n")
    #expect(bare.contains("a column 'score_end'"))
  }

  @Test("all faults of a file are listed in order, the same by one worker or several")
  func everyFault() async throws {
    var text = Self.header
    for patient in 100...400 {
      text += "P\(patient),1,ECT,sertraline,0,42,MADRS,30,\(patient % 2 == 0 ? "99" : "9"),40\n"
    }
    do {
      _ = try await read(text, threads: 3)
      Issue.record("nothing was thrown")
    } catch IntakeError.refused(let issues, let total) {
      #expect(total == 151)
      #expect(issues.map(\.line) == (0..<100).map { 2 + 2 * $0 })
    }
  }

  @Test("rows that are set aside are counted, and the others make the pages")
  func settingAside() async throws {
    let folder = try TemporaryFolder()
    let writer = SetAsideWriter(folder: folder.url.appending(path: "aside").path(percentEncoded: false))
    let bad = "P2,1,ECT,sertraline,0,42,MADRS,30,99,40\n"
    let third = "P3,1,ECT,sertraline,0,42,MADRS,30,12,40\n"
    let pass = try await read(Self.header + Self.good + bad + "P2\n" + third, setAside: writer)
    try writer.finish()
    #expect(pass.rows == Attrition.Rows(used: 2, setAside: 2) && pass.issues.total == 2)
    let clean = try await read(Self.header + Self.good + third)
    #expect(pass.summary?.pages.joined(separator: "\n").contains("99") == false)
    #expect(clean.rows.used == 2)
    let written = folder.url.appending(path: "aside/steps.set-aside.csv")
    #expect(try String(contentsOf: written, encoding: .utf8) == Self.header + bad + "P2\n")
  }

  @Test("a refused row of another patient inside a patient's rows makes nobody count twice")
  func refusedInside() async throws {
    let rest = "ECT,sertraline,0,42,MADRS,30"
    let rows = (1...40).map { step -> String in
      let other = step % 2 == 0 ? "P0" : "P2"
      return "P1,\(step),\(rest),12,40\n\(other),1,\(rest),99,40\n"
    }
    let last = Self.good.replacingOccurrences(of: "P1", with: "P3")
    for window in [1, 20, 64, 500] {
      let folder = try TemporaryFolder()
      let writer = SetAsideWriter(folder: folder.url.appending(path: "aside").path(percentEncoded: false))
      let pass = try await read(Self.header + rows.joined() + last, setAside: writer, window: window)
      try writer.finish()
      let pages = try #require(pass.summary).pages
      #expect(pass.rows == Attrition.Rows(used: 41, setAside: 40))
      #expect(Self.patients(pages) == 2)
    }
  }

  @Test("patients out of order, or in two places, are told as unsorted by both ways of reading")
  func unsorted() async throws {
    func file(_ ids: [String]) -> String {
      Self.header + ids.map { Self.good.replacingOccurrences(of: "P1", with: $0) }.joined()
    }
    let cases: [([String], Bool)] = [
      (["P1", "P2", "P10", "P11"], true), (["P1", "P10", "P11", "P2"], true), (["P1", "P2", "P1"], false),
      (["P2", "P1"], false), (["P1", "P2", "P10", "P1"], false), (["P1", "P10", "P2", "P11"], false),
      (["a", "b", "aa", "bb"], true),
      (["P" + String(repeating: "x", count: 40), "P" + String(repeating: "y", count: 40)], true),
      (["P" + String(repeating: "y", count: 40), "P" + String(repeating: "x", count: 40)], false),
    ]
    for (ids, sorted) in cases {
      let folder = try TemporaryFolder()
      let text = file(ids)
      let steps = try StepsFile(
        path: try folder.write(text.utf8), name: "steps.csv", request: Self.all, catalogue: Example.catalogue)
      for window in [20, 45, 1000] {
        let slow = try steps.rowByRow(PageTexts(), windowBytes: window, setAside: nil)
        let fast = try await steps.workers(
          PageTexts(), size: text.utf8.count, threads: 2, windowBytes: window, readAhead: 8)
        #expect((slow.summary != nil) == sorted)
        #expect(try #require(fast).summary == slow.summary)
      }
    }
  }

  @Test("a patient larger than many windows is one patient of one page")
  func largePatient() async throws {
    let rows = (1...300).map { "P5,\($0),ECT,sertraline,0,42,MADRS,30,12,40\n" }.joined()
    let text = Self.header + Self.good + rows + Self.good.replacingOccurrences(of: "P1", with: "P7")
    for window in [16, 64, 500] {
      let pass = try await read(text, window: window, threads: 3)
      let pages = try #require(pass.summary).pages
      #expect(Self.patients(pages) == 3)
      let wholes = ["300 of 300", "301 of 301", "302 of 302"]
      #expect(pages.contains { page in wholes.contains { page.contains($0) } })
    }
  }

  private static func patients(_ pages: [String]) -> Int {
    pages.reduce(0) { sum, page in
      sum + page.split(separator: "\n").count { $0.hasPrefix("patient") }
    }
  }

  @Test(
    "files that are broken as files are refused by the quick reader's twin",
    arguments: [
      header, "", header + "P1,1,ECT,sertraline,0,42,MADRS,30,\"SECRET",
      header + good + "P2,1,EC\u{0}T,sertraline,0,42,MADRS,30,12,40\n",
    ])
  func broken(text: String) async {
    let message = await complaint(text)
    #expect(message.hasPrefix("steps.csv") && message.contains("expected") && !message.contains("SECRET"))
  }
}
