import Foundation
import Summaries
import Synchronization
import TestSupport
import Testing
import Treatment

@testable import Intake

/// A cohort of events read in parts by several workers, against the same cohort read row by row.
@Suite("Reading events in parts and row by row")
struct EventPartsTests {
  /// How the files of a drawn cohort are written.
  struct Style: CustomStringConvertible, Sendable {
    var description: String
    var identifier: @Sendable (Int) -> String = { "p\(1000 + $0)" }
    var newline = "\n"
    var quotes = false
    var blankLines = false
    var endsWithNewline = true
    var hasPatients = true
    var shufflesRows = false
  }

  static let styles = [
    Style(description: "plain"),
    Style(description: "ids by length", identifier: { "\($0 * 7 + 1)" }),
    Style(description: "quotes, CRLF and blank lines", newline: "\r\n", quotes: true, blankLines: true),
    Style(description: "no file of patients, no last line feed", endsWithNewline: false, hasPatients: false),
    Style(description: "a patient's rows in any order", shufflesRows: true),
    Style(description: "long ids", identifier: { "a-site-with-a-very-long-name-and-study-\(1000 + $0)" }),
  ]

  private static let agents = [
    "sertraline", "Zyban", "venlafaxine", "KET_IV", "ECT", "N06AB04", "Triptafen", "lithium", "CBT",
    "liothyronine",
    "sertraline hydrochloride 50 MG Oral Tablet",
  ]

  /// Files of a drawn cohort: events of every kind, some records twice, some patients without one kind of row.
  private static func files(_ style: Style, seed: UInt64, patients: Int) -> [String: String] {
    var random = SplitMix64(seed: seed)
    func pick<T>(_ from: [T]) -> T { from[Int.random(in: 0..<from.count, using: &random)] }
    func line(_ cells: [String]) -> String {
      cells.map { style.quotes && Int.random(in: 0..<3, using: &random) == 0 ? "\"\($0)\"" : $0 }.joined(
        separator: ",")
    }
    var people = ["patient_id,age,sex,last_day,entry_day,prior_failures,psychotic"]
    var exposures = [
      "patient_id,agent,start_day,end_day,dose_mg,sessions,stop_reason,route,indication,days_supplied,note"
    ]
    var assessments = ["patient_id,day,scale,score,rater"]
    for number in 0..<patients {
      let id = style.identifier(number)
      var own: [[String]] = []
      for _ in 0..<pick([0, 1, 3, 5]) {
        let start = Int.random(in: -40...400, using: &random)
        let agent = pick(agents)
        let row = [
          id, agent, "\(start)", pick(["", "\(start + pick([0, 20, 80]))"]),
          pick(["", "50", "100", "37.5", "1e2", " 25"]),
          pick(["", "6"]), pick(["", "nonresponse", "remission"]), pick(["", "oral", "odd"]),
          pick(["", "", "depression", "pain"]), pick(["", "30"]), pick(["", "a note"]),
        ]
        own.append(row)
        if pick([true, false, false, false]) { own.append(row.dropLast() + ["another note"]) }
      }
      var scores: [[String]] = []
      var day = -20
      for _ in 0..<pick([0, 2, 6, 9]) {
        day += Int.random(in: 1...60, using: &random)
        let row = [
          id, "\(day)", pick(["MADRS", "HAM-D17", "PHQ-9"]), "\(Int.random(in: 0...27, using: &random))",
          pick(["", "a"]),
        ]
        scores.append(row)
        if pick([true, false, false, false, false]) { scores.append(row) }
      }
      if style.shufflesRows {
        own.shuffle(using: &random)
        scores.shuffle(using: &random)
      }
      exposures += own.map(line)
      assessments += scores.map(line)
      people.append(
        line([
          id, pick(["", "41", "62.5"]), pick(["F", "M", ""]), pick(["", "", "900"]), pick(["", "0", "30"]),
          pick(["", "2"]), pick(["", "yes", "0"]),
        ]))
    }
    func text(_ lines: [String]) -> String {
      lines.map { style.blankLines && pick([true, false, false]) ? $0 + style.newline : $0 }
        .joined(separator: style.newline) + (style.endsWithNewline ? style.newline : "")
    }
    var files = ["exposures.csv": text(exposures), "assessments.csv": text(assessments)]
    if style.hasPatients { files["patients.csv"] = text(people) }
    return files
  }

  private static func cohort(
    _ path: String, threads: Int, partBytes: Int, byRows: Bool
  ) throws -> CSVCohort {
    var options = IntakeOptions(threads: threads, patientsPerPage: 7)
    options.partBytes = partBytes
    let cohort = try CSVCohort(at: path, options: options)
    if byRows { cohort.known.withLock { $0.needsRows = true } }
    return cohort
  }

  @Test(
    "The same steps, scores, covariates and counts of rows, wherever the parts are cut", arguments: styles)
  func agreement(style: Style) async throws {
    for seed in UInt64(0)..<6 {
      let written = try WrittenCohort(Self.files(style, seed: seed, patients: 60))
      let covariates =
        style.hasPatients
        ? [
          CovariateRequest("age", as: .number), CovariateRequest("sex", as: .text),
          CovariateRequest("age", as: .text),
        ] : []
      for scales in [nil, ["MADRS"]] as [[String]?] {
        let request = PageRequest(
          scales: scales, columns: [.agents, .days, .assessments, .entry, .last, .episode],
          covariates: covariates)
        let rows = try await Self.cohort(written.folder.path, threads: 1, partBytes: 1 << 20, byRows: true)
          .read(CollectedRows(request))
        for (threads, bytes) in [(1, 1 << 20), (1, 300), (2, 900), (2, 64)] {
          let cohort = try Self.cohort(written.folder.path, threads: threads, partBytes: bytes, byRows: false)
          let parts = try await cohort.read(CollectedRows(request))
          #expect(!cohort.known.withLock { $0.needsRows }, "\(style), seed \(seed): read row by row")
          #expect(parts.summary == rows.summary, "\(style), seed \(seed), \(bytes) bytes a part")
          #expect(
            parts.attrition.files == rows.attrition.files
              && parts.attrition.repeated == rows.attrition.repeated)
        }
      }
    }
  }

  @Test("What has to be looked at row by row is, and says what is wrong in its words")
  func handsOver() async throws {
    let files = Self.files(Self.styles[0], seed: 1, patients: 40)
    let odd: [(String, String, String)] = [
      ("exposures.csv", "p1020,unheardofine,0,10,,,,,,,\n", "an agent of the catalogue"),
      ("exposures.csv", "p1039,sertraline,5,1,,,,,,,\n", "a day not before"),
      ("assessments.csv", "p1039,0,MADRS,99,\n", "a number from 0 to 60"),
      ("assessments.csv", "p1000,0,MADRS,9,\n", ""),
      ("patients.csv", "p1000,40,F,,,,\n", ""),
      ("exposures.csv", "p1039,sertraline,5\n", "field"),
    ]
    for (file, row, words) in odd {
      var changed = files
      changed[file, default: ""] += row
      let written = try WrittenCohort(changed)
      var said: [String] = []
      for byRows in [true, false] {
        let cohort = try Self.cohort(written.folder.path, threads: 2, partBytes: 400, byRows: byRows)
        do {
          said.append("\(try await cohort.read(CollectedRows()).summary.rows.count)")
        } catch {
          said.append("\(error)")
        }
        // A row in another place than its patient's is sorted in, and needs no other look.
        let isSortedIn = file == "assessments.csv" && words.isEmpty
        #expect(cohort.known.withLock { $0.needsRows } == (byRows || !isSortedIn), "\(row)")
      }
      #expect(said[0] == said[1] && (words.isEmpty || said[0].contains(words)), "\(row)")
    }
  }

  @Test(
    "Several statistics together get what each gets alone, whatever each reads", arguments: styles.prefix(3))
  func together(style: Style) async throws {
    let requests = [
      PageRequest(), PageRequest(scales: ["PHQ9"], columns: [.agents, .days]),
      PageRequest(endpoint: .nearest(day: 42, window: 20), columns: [.episode, .last]),
      PageRequest(
        scales: ["MADRS", "HAMD17"], columns: [.entry], covariates: [CovariateRequest("sex", as: .text)]),
      PageRequest(
        columns: [.assessments],
        covariates: [CovariateRequest("age", as: .number), CovariateRequest("sex", as: .text)]),
      PageRequest(),
    ]
    let written = try WrittenCohort(Self.files(style, seed: 5, patients: 80))
    for (threads, bytes) in [(1, 1 << 20), (2, 500)] {
      let cohort = try Self.cohort(written.folder.path, threads: threads, partBytes: bytes, byRows: false)
      let asked = CohortQuestions()
      let answers = requests.map { asked.ask(CollectedRows($0)) }
      let attrition = try await cohort.read(asked)
      #expect(!cohort.known.withLock { $0.needsRows })
      for (request, answer) in zip(requests, answers) {
        let alone = try await Self.cohort(written.folder.path, threads: 1, partBytes: 1 << 20, byRows: true)
          .read(CollectedRows(request))
        #expect(try answer.result() == alone.summary)
        #expect(attrition.files == alone.attrition.files)
      }
      // Where rows have to be looked at one by one, each is read alone.
      cohort.known.withLock { $0.needsRows = true }
      let again = CohortQuestions()
      let others = requests.map { again.ask(CollectedRows($0)) }
      _ = try await cohort.read(again)
      for (one, other) in zip(answers, others) { #expect(try one.result() == other.result()) }
    }
  }

  @Test(
    "A validation in parts says what one row by row says, lines of records that stand twice among it",
    arguments: styles)
  func validation(style: Style) async throws {
    for seed in UInt64(0)..<6 {
      let written = try WrittenCohort(Self.files(style, seed: seed, patients: 50))
      let rows = try await Self.cohort(written.folder.path, threads: 1, partBytes: 1 << 20, byRows: true)
        .validate()
      for (threads, bytes) in [(1, 1 << 20), (2, 700)] {
        let cohort = try Self.cohort(written.folder.path, threads: threads, partBytes: bytes, byRows: false)
        let parts = try await cohort.validate()
        #expect(!cohort.known.withLock { $0.needsRows })
        #expect(
          parts.attrition.files == rows.attrition.files && parts.attrition.repeated == rows.attrition.repeated
        )
        // Dictionaries have no order to be compared by.
        var (one, other) = (parts, rows)
        (one.attrition, other.attrition) = (Attrition(), Attrition())
        #expect(String(describing: one) == String(describing: other), "\(style), seed \(seed)")
        #expect(!rows.repeatedRows.isEmpty)
      }
    }
  }
}
