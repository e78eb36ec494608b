import Foundation
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Intake

@Suite("A cohort that is one steps.csv")
struct StepsCohorts {
  static func rows(_ patients: Int, seed: UInt64) -> [String] {
    var random = SplitMix64(seed: seed)
    return (0..<patients).flatMap { patient in
      (1...Int.random(in: 1...5, using: &random)).map { step in
        let score =
          Int.random(in: 0...9, using: &random) == 0 ? "" : "\(Int.random(in: 0...60, using: &random))"
        let strategy = ["SWITCH", "ECT", "AUGMENT_LI"].randomElement(using: &random) ?? ""
        return "\(100_000 + patient),\(step),\(strategy),sertraline,\(step * 50),\(step * 50 + 40),MADRS,"
          + "\(Int.random(in: 20...60, using: &random)),\(score),\(18 + patient % 60),s\(patient % 7)"
      }
    }
  }

  static let header =
    "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,age,site"

  private func cohort(_ rows: [String], beside files: [String: String] = [:]) throws -> WrittenCohort {
    try WrittenCohort(
      files.merging(["steps.csv": ([Self.header] + rows).joined(separator: "\n") + "\n"]) { $1 })
  }

  private let request = PageRequest(
    columns: [.agents, .days],
    covariates: [CovariateRequest("age", as: .number), CovariateRequest("site", as: .text)])

  @Test("says the same streamed, merged with its patients, sorted in memory and sorted on disk")
  func equal() async throws {
    let rows = Self.rows(3000, seed: 5)
    let streamed = try await cohort(rows).read(request, IntakeOptions(threads: 2))
    #expect(streamed.patients.count == 3000 && streamed.rows.count == rows.count)
    let people = "patient_id\n" + (0..<3000).map { "\(100_000 + $0)\n" }.joined()
    #expect(try await cohort(rows, beside: ["patients.csv": people]).read(request) == streamed)
    var random = SplitMix64(seed: 6)
    let shuffled = rows.shuffled(using: &random)
    #expect(try await cohort(shuffled).read(request) == streamed)
    let notices = Notices()
    let options = IntakeOptions(threads: 2, sortMemoryBytes: 5000, notice: { notices.add($0) })
    #expect(try await cohort(shuffled).read(request, options) == streamed)
    #expect(
      notices.all.map(\.description) == [
        "steps.csv is not sorted by patient; its rows are sorted first.",
        "steps.csv is larger than the memory for sorting; it was sorted in temporary files.",
      ])
  }

  @Test("says the same from a single file and a folder")
  func file() async throws {
    let written = try cohort(Self.rows(40, seed: 1))
    let folder = try await written.read(request)
    let file = try await CSVCohort(at: written.folder.path + "/steps.csv").answer(CollectedRows(request))
    #expect(file == folder)
  }

  @Test("columns may have other names in the file")
  func renamed() async throws {
    let rows = Self.rows(40, seed: 1)
    let expected = try await cohort(rows).read(request)
    let header = Self.header.replacingOccurrences(of: "strategy", with: "what").replacingOccurrences(
      of: "patient_id", with: "pid")
    let written = try WrittenCohort([
      "cohort.yaml": "steps: {file: s.csv, columns: {strategy: what, patient_id: pid}}",
      "s.csv": ([header] + rows).joined(separator: "\n"),
    ])
    #expect(try await written.read(request) == expected)
  }

  @Test("is refused where a column names a person")
  func identifiers() async throws {
    let written = try WrittenCohort([
      "steps.csv": (["\(Self.header),email"] + Self.rows(3, seed: 1).map { $0 + ",x@y.zz" }).joined(
        separator: "\n")
    ])
    let error = try #require(await written.refusal(PageRequest()))
    #expect(error.family == "refused")
    #expect(String(describing: error).contains("the column 'email'"))
    #expect(!String(describing: error).contains("@"))
  }

  @Test("rows set aside are counted, sorted or not")
  func setAside() async throws {
    var rows = Self.rows(50, seed: 2)
    rows[7] = rows[7].replacingOccurrences(of: "MADRS", with: "NOSCALE")
    for reversed in [false, true] {
      let aside = try CohortFolder()
      let written = try cohort(reversed ? rows.reversed() : rows)
      let options = IntakeOptions(setAsideFolder: aside.path + "/rows")
      let (summary, attrition) = try await CSVCohort(at: written.folder.path, options: options)
        .read(CollectedRows(request))
      #expect(attrition.files == ["steps.csv": Attrition.Rows(used: rows.count - 1, setAside: 1)])
      #expect(summary.rows.count == rows.count - 1)
      #expect(try aside.read("rows/steps.set-aside.csv") == "\(Self.header)\n\(rows[7])\n")
    }
  }

  @Test("standard input is read as a file is, sorted or not, and may be read again")
  func standardInput() async throws {
    let rows = Self.rows(60, seed: 3)
    let expected = try await cohort(rows).read(request)
    for lines in [rows, rows.reversed()] {
      let text = ([Self.header] + lines).joined(separator: "\n")
      let piped = try CSVCohort(standardInput: MemoryBytes(text))
      #expect(try await piped.answer(CollectedRows(request)) == expected)
      #expect(try await piped.answer(CollectedRows(request)) == expected)
    }
  }

  @Test("optional columns can be grouped by, streamed or merged with patients")
  func optionalColumns() async throws {
    let rows = Self.rows(20, seed: 4).map { $0 + ",yes" }
    let text = (["\(Self.header),adequate"] + rows).joined(separator: "\n")
    let adequate = PageRequest(covariates: [CovariateRequest("adequate", as: .text)])
    let streamed = try await WrittenCohort(["steps.csv": text]).read(adequate)
    let people = "patient_id\n" + (0..<20).map { "\(100_000 + $0)\n" }.joined()
    #expect(streamed.rows.allSatisfy { $0.hasSuffix(" yes") })
    #expect(try await WrittenCohort(["steps.csv": text, "patients.csv": people]).read(adequate) == streamed)
  }

  @Test("a row that stands twice is refused in the same words, streamed, merged, sorted first or validated")
  func twice() async throws {
    let rows = Self.rows(5, seed: 4)
    let lines = Array(rows.prefix(1) + rows)
    let people = "patient_id\n" + (0..<5).map { "\(100_000 + $0)\n" }.joined()
    // With the patient's rows at the file's end it is not sorted, and the row stands on another line.
    let first = lines.prefix { $0.prefix(6) == "100000" }
    let shuffled = lines.dropFirst(first.count) + first
    for (ordered, line) in [(lines, 3), (Array(shuffled), lines.count - first.count + 3)] {
      let text = ([Self.header] + ordered).joined(separator: "\n")
      let column = try #require(rows[0].range(of: "MADRS").map { rows[0][..<$0.lowerBound].utf8.count + 1 })
      let told =
        "steps.csv:\(line):\(column): expected one row a patient, episode, step and scale, "
        + "found another row of the same"
      for files in [["steps.csv": text], ["steps.csv": text, "patients.csv": people]] {
        let written = try WrittenCohort(files)
        #expect(await written.refusal(PageRequest())?.description == told)
        #expect(await written.refusal()?.description == told)
        let found = try await CSVCohort(at: written.folder.path).validate()
        #expect(found.issues.map(\.description) == [told] && found.issueTotal == 1)
      }
    }
  }

  @Test("its validation through all workers says what the validation row by row says")
  func validation() async throws {
    let rows = Self.rows(60, seed: 3)
    let sorted = try cohort(rows)
    let shuffled = try cohort(rows.reversed())
    var streamed = try await CSVCohort(at: sorted.folder.path, options: IntakeOptions(threads: 3)).validate()
    var merged = try await CSVCohort(at: shuffled.folder.path).validate()
    #expect(streamed.isSound && streamed.patients == 60)
    #expect(streamed.attrition.files["steps.csv"] == Attrition.Rows(used: rows.count, setAside: 0))
    #expect(streamed.files.first?.columns.map(\.name).joined(separator: ",") == Self.header)
    // How often each file was gone through is the reading's own business.
    streamed.attrition = Attrition()
    merged.attrition = Attrition()
    #expect(streamed == merged)
  }

  @Test("an e-mail address is refused, however the file is read", arguments: [1, 3])
  func emails(threads: Int) async throws {
    let rows = Self.rows(30, seed: 4)
    let text = (["\(Self.header),note"] + rows.map { $0 + ",-" }).joined(separator: "\n") + "\n"
    let bad = text.replacing(",-\n", with: ",a.person@example.org\n", maxReplacements: 1)
    let written = try WrittenCohort(["steps.csv": bad])
    let cohort = try CSVCohort(at: written.folder.path, options: IntakeOptions(threads: threads))
    let error = await #expect(throws: IntakeError.self) {
      _ = try await cohort.answer(CollectedRows(PageRequest()))
    }
    #expect(error.map { String(describing: $0) }?.contains("e-mail") == true)
    #expect(error.map { String(describing: $0) }?.contains("a.person") == false)
    #expect(try await !cohort.validate().isSound)
    let fine = try WrittenCohort(["steps.csv": text.replacing(",-\n", with: ",100 mg @ night\n")])
    #expect(try await CSVCohort(at: fine.folder.path).validate().isSound)
  }
}
