import Foundation
import Summaries
import Testing
import Treatment

@testable import Intake

/// How many rows of a page a filter keeps.
private struct Kept: Statistic, PageReading {
  struct Summary: Mergeable {
    var rows = 0
    mutating func merge(_ other: Summary) { rows += other.rows }
  }

  let filter: Filter
  var request: PageRequest { PageRequest(columns: filter.reads.columns) }
  var empty: Summary { Summary() }

  func add(_ page: PatientPage, to summary: inout Summary) {
    summary.rows += filter.mask(of: page).count { $0 }
  }
  func finish(_ summary: Summary) throws(StatisticError) -> Int { summary.rows }
}

@Suite("A steps.csv read alone and merged with patients.csv")
struct StepsAgreement {
  static let columns = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end"

  /// The same rows as a cohort that streams, and as one that has to be merged.
  static func cohorts(_ header: String = columns, _ rows: [String]) throws -> [WrittenCohort] {
    let steps = ([header] + rows).joined(separator: "\n") + "\n"
    let ids = Set(rows.compactMap { $0.split(separator: ",").first.map(String.init) }).sorted()
    let people = (["patient_id"] + ids).joined(separator: "\n") + "\n"
    return [
      try WrittenCohort(["steps.csv": steps]),
      try WrittenCohort(["steps.csv": steps, "patients.csv": people]),
    ]
  }

  @Test(
    "a step without an end has none, and is later than no day",
    arguments: [
      ("end_day is missing", 2), ("end_day is not missing", 2), ("end_day > 10", 1), ("end_day <= 10", 1),
    ])
  func blankEnd(condition: String, expected: Int) async throws {
    let rows = [
      "P1,1,ECT,sertraline,0,8,MADRS,30,12", "P2,1,ECT,sertraline,0,,MADRS,30,12",
      "P3,1,ECT,sertraline,0,42,MADRS,30,12", "P4,1,ECT,sertraline,0,\"\",MADRS,30,12",
    ]
    let statistic = Kept(filter: try Filter(parsing: condition))
    for written in try Self.cohorts(Self.columns, rows) {
      #expect(try await CSVCohort(at: written.folder.path).answer(statistic) == expected)
    }
  }

  @Test("the patients' identifier can neither group nor filter, whatever its column is called")
  func identifier() async throws {
    let row = "P1,1,ECT,sertraline,0,42,MADRS,30,12"
    for kind in [CovariateRequest.Kind.text, .number] {
      let request = PageRequest(covariates: [CovariateRequest("patient_id", as: kind)])
      for written in try Self.cohorts(Self.columns, [row]) {
        let error = try #require(await written.refusal(request))
        #expect(error.family == "notInCohort")
        #expect("\(error)".contains("expected a column 'patient_id' for a grouping or filter"))
      }
    }
    let renamed = try WrittenCohort([
      "cohort.yaml": "steps: {file: s.csv, columns: {patient_id: pid}}",
      "s.csv": Self.columns.replacingOccurrences(of: "patient_id", with: "pid") + "\n" + row,
    ])
    for name in ["pid", "patient_id"] {
      let request = PageRequest(covariates: [CovariateRequest(name, as: .text)])
      let error = try #require(await renamed.refusal(request))
      #expect("\(error)".contains("an identifier can neither group nor filter"))
    }
  }

  @Test("a statistic sets the rows aside that any other does, whatever columns each reads")
  func sameRowsAside() async throws {
    let header =
      Self.columns + ",adequate,stop_reason,score_entry,score_last,end_score_day,episode"
    let rows = [
      "P1,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,30,12,42,1",
      "P2,1,ECT,no such agent,0,42,MADRS,30,12,yes,lost,30,12,42,1",
      "P3,1,ECT,sertraline,50,42,MADRS,30,12,yes,lost,30,12,42,1",
      "P4,1,ECT,sertraline,0,42,MADRS,30,12,perhaps,lost,30,12,42,1",
      "P5,1,ECT,sertraline,0,42,MADRS,30,12,yes,because,30,12,42,1",
      "P6,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,99,12,42,1",
      "P7,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,30,99,42,1",
      "P8,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,30,12,later,1",
      "P9,1,ECT,sertraline,0,42,MADRS,30,12,yes,lost,30,12,42,1",
    ]
    let requests = [
      PageRequest(), PageRequest(columns: [.agents]), PageRequest(columns: [.days]),
      PageRequest(endpoint: .nearest(day: 42, window: 7)), PageRequest(columns: [.entry, .last]),
      PageRequest(scales: ["MADRS"], columns: .all, covariates: [CovariateRequest("adequate", as: .text)]),
    ]
    for written in try Self.cohorts(header, rows) {
      for request in requests {
        let aside = try CohortFolder()
        let cohort = try CSVCohort(
          at: written.folder.path, options: IntakeOptions(setAsideFolder: aside.path + "/rows"))
        let (summary, attrition) = try await cohort.read(CollectedRows(request))
        #expect(attrition.files["steps.csv"] == Attrition.Rows(used: 2, setAside: 7))
        #expect(summary.rows.count == 2)
        let written = try FileManager.default.contentsOfDirectory(atPath: aside.path + "/rows")
        #expect(written.count == 1)
        #expect(
          try aside.read("rows/\(try #require(written.first))")
            == ([header] + rows[1...7]).joined(separator: "\n") + "\n")
      }
    }
  }

  @Test(
    "the last score is the endpoint, else what is known to come before the endpoint's latest day",
    arguments: [
      // end_score_day, score_end, score_last; the endpoint and the last score without a day, and at 42±7.
      ("40,12,20", "12", "12", "12", "12"),
      ("49,12,20", "12", "12", "12", "12"),
      ("35,12,20", "12", "12", "12", "12"),
      ("34,12,20", "12", "12", ".", "12"),
      ("1,12,", "12", "12", ".", "12"),
      ("50,12,20", "12", "12", ".", "."),
      ("0,12,20", ".", ".", ".", "."),
      ("-3,12,", ".", ".", ".", "."),
      (",12,20", "12", "12", ".", "20"),
      (",,20", ".", "20", ".", "20"),
      (",12,", "12", "12", ".", "."),
      ("40,,20", ".", "20", ".", "."),
      ("20,,20", ".", "20", ".", "."),
      ("60,,20", ".", "20", ".", "."),
      (",,", ".", ".", ".", "."),
    ])
  func last(cells: String, end: String, last: String, nearEnd: String, nearLast: String) async throws {
    let parts = cells.split(separator: ",", omittingEmptySubsequences: false)
    let row = "P1,1,ECT,sertraline,10,90,MADRS,30,\(parts[1]),\(parts[2]),"
    let day = Int(parts[0]).map { "\($0 + 10)" } ?? ""
    let header = Self.columns + ",score_last,end_score_day"
    for (endpoint, expected) in [
      (Endpoint.last, "30->\(end) last=\(last)"),
      (.nearest(day: 42, window: 7), "30->\(nearEnd) last=\(nearLast)"),
    ] {
      let request = PageRequest(endpoint: endpoint, columns: [.last])
      for written in try Self.cohorts(header, [row + day]) {
        #expect(try await written.read(request).rows == ["step=1 ECT MADRS \(expected)"])
      }
      // Not the row-by-row reader alone: the quick one takes the rows after the first.
      let rows = (1...9).map { "P\($0)" + row.dropFirst(2) + day }
      let read = try await Self.cohorts(header, rows)[0].read(request, IntakeOptions(threads: 2))
      #expect(read.rows == Array(repeating: "step=1 ECT MADRS \(expected)", count: 9))
    }
  }

  @Test("checks of columns that no page holds are made by several workers as row by row")
  func checksByWorkers() async throws {
    let folder = try TemporaryFolder()
    func file(_ rows: [String]) throws -> StepsFile {
      let text = ([Self.columns + ",adequate,end_score_day"] + rows).joined(separator: "\n")
      return try StepsFile(
        path: try folder.write(text.utf8), name: "steps.csv", request: PageRequest(scales: ["MADRS"]),
        catalogue: Example.catalogue, checksEverything: true)
    }
    let rows = (10..<60).map { "P\($0),1,ECT,sertraline,0,,\($0 % 3 == 0 ? "HAMD17" : "MADRS"),30,12,yes,42" }
    for window in [30, 100, 1000] {
      let sound = try file(rows)
      let slow = try sound.rowByRow(PageTexts(), windowBytes: window, setAside: nil)
      #expect(
        try await sound.summarise(PageTexts(), threads: 2, windowBytes: window).summary == slow.summary)
      #expect(slow.summary?.pages.contains { $0.contains("HAMD17") } == false)
      for bad in ["yes,99999999", "yes,1.5", "perhaps,42"] {
        let wrong = try file(
          rows + ["P70,1,ECT,sertraline,0,,MADRS,30,12,\(bad)", "P71" + rows[1].dropFirst(3)])
        await #expect(throws: IntakeError.self) {
          try await wrong.summarise(PageTexts(), threads: 2, windowBytes: window)
        }
      }
    }
  }

  @Test("a score that is neither the step's start nor its end makes no patient with a score")
  func marks() async throws {
    let header = Self.columns + ",score_entry,score_last"
    let rows = (1...6).map { "P\($0),1,ECT,sertraline,0,42,MADRS,\($0 == 6 ? "30" : ""),,30,12" }
    for columns in [PageRequest.Columns(), [.entry, .last]] {
      for written in try Self.cohorts(header, rows) {
        let read = try await written.read(PageRequest(columns: columns))
        #expect(read.patients == Array(repeating: " marks=1", count: 5) + [" marks=3"])
      }
    }
  }

  @Test("a patient's covariates are those of the patient's first row in the file")
  func firstRow() async throws {
    let rows = ["P1,2,ECT,sertraline,50,90,MADRS,30,12,second", "P1,1,ECT,sertraline,0,42,MADRS,30,12,first"]
    let request = PageRequest(covariates: [CovariateRequest("site", as: .text)])
    for written in try Self.cohorts(Self.columns + ",site", rows) {
      #expect(try await written.read(request).patients == ["second marks=3"])
    }
  }

  @Test("a day or number beyond ten million is told as too large")
  func tooLarge() async throws {
    let cells = [
      ("P1,1,ECT,sertraline,10000001,,MADRS,30,12,1,1", "3:21: expected a whole day in 'start_day'"),
      ("P1,1,ECT,sertraline,-10000001,,MADRS,30,12,1,1", "3:21: expected a whole day in 'start_day'"),
      ("P1,1,ECT,sertraline,0,99999999,MADRS,30,12,1,1", "3:23: expected a whole day in 'end_day'"),
      (
        "P1,1,ECT,sertraline,0,9223372036854775807,MADRS,30,12,1,1", "3:23: expected a whole day in 'end_day'"
      ),
      ("P1,1,ECT,sertraline,0,42,MADRS,30,12,10000001,1", "3:38: expected a whole number in 'end_score_day'"),
      ("P1,1,ECT,sertraline,0,42,MADRS,30,12,1,10000001", "3:40: expected a whole number in 'episode'"),
      ("P1,99999999,ECT,sertraline,0,42,MADRS,30,12,1,1", "3:4: expected a whole number in 'step'"),
    ]
    let good = "P0,1,ECT,sertraline,-10000000,10000000,MADRS,30,12,10000000,10000000"
    let request = PageRequest(endpoint: .nearest(day: 42, window: 7), columns: [.days, .episode])
    for (row, expected) in cells {
      for written in try Self.cohorts(Self.columns + ",end_score_day,episode", [good, row]) {
        let error = try #require(await written.refusal(request))
        #expect("\(error)" == "steps.csv:\(expected), found a number too large")
      }
    }
  }

  @Test("an endpoint's day and window may be any numbers")
  func anyEndpoint() async throws {
    let rows = (1...6).map {
      "P\($0),1,ECT,sertraline,\($0 % 2 == 0 ? 10_000_000 : -10_000_000),,MADRS,30,12,12,\($0 < 4 ? -5 : 5)"
    }
    let text = ([Self.columns + ",score_last,end_score_day"] + rows).joined(separator: "\n")
    let folder = try TemporaryFolder()
    let path = try folder.write(text.utf8)
    for day in [Int.max, Int.min, Int.max - 1] {
      for window in [Int.max, 7, -1] {
        let request = PageRequest(endpoint: .nearest(day: day, window: window), columns: [.last, .days])
        let file = try StepsFile(
          path: path, name: "steps.csv", request: request, catalogue: Example.catalogue)
        let slow = try file.rowByRow(PageTexts(), windowBytes: 1000, setAside: nil)
        let fast = try await file.workers(
          PageTexts(), size: text.utf8.count, threads: 2, windowBytes: 1000, readAhead: 64)
        #expect(try #require(fast).summary == slow.summary)
        // Only a window as wide as the day is far reaches the scores, where they come after the start.
        let lines = try #require(slow.summary).pages.joined(separator: "\n").split(separator: "\n")
        #expect(lines.count { $0.contains("MADRS") } == 6)
        #expect(lines.count { $0.contains("30.0 12.0") } == (window == .max && day > 0 ? 3 : 0))
      }
    }
  }

  static let faults = [
    "P1,x,ECT,sertraline,0,42,MADRS,30,12,40", "P1,0,ECT,sertraline,0,42,MADRS,30,12,40",
    "P1,,ECT,sertraline,0,42,MADRS,30,12,40", "P1,1,ECT,sertralin,0,42,MADRS,30,12,40",
    "P1,1,ECT,lithium+QQQQQQQQQQQQ,0,42,MADRS,30,12,40", "P1,1,ECT,sertraline,x,42,MADRS,30,12,40",
    "P1,1,ECT,sertraline,0,4.5,MADRS,30,12,40", "P1,1,ECT,sertraline,50,42,MADRS,30,12,40",
    "P1,1,ECT,sertraline,0,42,MADRZ,30,12,40", "P1,1,ECT,sertraline,0,42,QQQQQQQQQQQQ,30,12,40",
    "P1,1,ECT,sertraline,0,42,,30,12,40", "P1,1,ECT,sertraline,0,42,MADRS,x,12,40",
    "P1,1,ECT,sertraline,0,42,MADRS,30,77,40", "P1,1,ECT,sertraline,0,42,MADRS,30,12,x",
    ",1,ECT,sertraline,0,42,MADRS,30,12,40", "P0,1,ECT,sertraline,0,42,MADRS,30,12,40",
  ]

  @Test("the same fault is told in the same words", arguments: faults)
  func sameWords(row: String) async throws {
    let request = PageRequest(
      columns: [.agents, .days], covariates: [CovariateRequest("age", as: .number)])
    let good = "P0,1,ECT,sertraline,0,42,MADRS,30,12,40"
    let errors = try await Self.cohorts(Self.columns + ",age", [good, row]).asyncMap {
      try #require(await $0.refusal(request))
    }
    #expect(errors[0] == errors[1])
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
