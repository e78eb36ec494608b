import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Cohorts that are refused")
struct BadCohorts {
  struct Case: Sendable, CustomTestStringConvertible {
    let title: String
    var family = "refused"
    let files: [String: String]
    let expected: [String]
    var testDescription: String { title }
  }

  static let patients = "patient_id,age\n1,40\n2,50\n"
  static let exposures = "patient_id,agent,start_day,end_day\n1,sertraline,0,60\n2,sertraline,0,60\n"
  static let assessments =
    "patient_id,day,scale,score\n1,0,MADRS,30\n1,56,MADRS,10\n2,0,MADRS,28\n2,56,MADRS,27\n"

  /// The sound cohort with some files replaced.
  static func with(_ files: [String: String]) -> [String: String] {
    ["patients.csv": patients, "exposures.csv": exposures, "assessments.csv": assessments]
      .merging(files) { $1 }
  }

  static let cases: [Case] = [
    Case(
      title: "a score outside its scale",
      files: with(["assessments.csv": "patient_id,day,scale,score\n1,0,MADRS,7777\n"]),
      expected: [
        "assessments.csv:2:11", "a number from 0 to 60 in 'score' (MADRS)", "a number outside that range",
      ]),
    Case(
      title: "a score with a unit in it",
      files: with(["assessments.csv": "patient_id,day,scale,score\n1,0,MADRS,7777 points\n"]),
      expected: ["assessments.csv:2:11", "a number in 'score'", "a number with text after it"]),
    Case(
      title: "an unknown scale, with the nearest",
      files: with(["assessments.csv": "patient_id,day,scale,score\n1,0,MADRZ7777,10\n1,0,MADRX,3\n"]),
      expected: [
        "assessments.csv:2:5", "assessments.csv:3:5", "a scale of the catalogue", "the nearest: MADRS",
      ]),
    Case(
      title: "an unknown agent, with the nearest",
      files: with([
        "exposures.csv": "patient_id,agent,start_day,end_day\n1,sertralin7777,0,3\n1,sertralyne,9,10\n"
      ]),
      expected: ["exposures.csv:2:3", "an agent of the catalogue", "the nearest: sertraline"]),
    Case(
      title: "an end before its start",
      files: with(["exposures.csv": "patient_id,agent,start_day,end_day\n1,sertraline,8888,7777\n"]),
      expected: ["exposures.csv:2:19", "a day not before 'start_day' in 'end_day'", "an earlier day"]),
    Case(
      title: "a day that is no whole number",
      files: with(["exposures.csv": "patient_id,agent,start_day,end_day\n1,sertraline,7777.5,\n"]),
      expected: ["exposures.csv:2:14", "a whole day in 'start_day'", "a number with decimals"]),
    Case(
      title: "a patient twice in patients.csv",
      files: with(["patients.csv": "patient_id,age\n1,40\n1,40\n2,1\n"]),
      expected: ["patients.csv:3:1", "each patient once in patients.csv"]),
    Case(
      title: "a patient of another file absent from patients.csv",
      files: with([
        "patients.csv": "patient_id\n1\n2\n",
        "exposures.csv": exposures + "7777,sertraline,0,1\n",
      ]),
      expected: ["exposures.csv:4:1", "a patient_id that stands in patients.csv", "one that does not"]),
    Case(
      title: "two scores of a day",
      files: with(["assessments.csv": "patient_id,day,scale,score\n1,0,MADRS,30\n1,0,MADRS,31\n"]),
      expected: [
        "assessments.csv:3:11", "one score of a patient on MADRS on a day", "another score beside it",
      ]),
    Case(
      title: "the same score twice in a row",
      files: with([
        "cohort.yaml":
          "exposures: {}\nassessments: [{wide: {a: {scale: MADRS, day: 0}, b: {scale: MADRS, day: 0}}}]",
        "assessments.csv": "patient_id,a,b\n1,30,30\n",
      ]),
      expected: ["assessments.csv:2:6", "one score of a patient on MADRS on a day", "the same score again"]),
    Case(
      title: "rows after a stated last day",
      files: with([
        "patients.csv": "patient_id,last_day\n1,30\n2,\n",
        "exposures.csv": "patient_id,agent,start_day,end_day\n1,sertraline,0,60\n1,venlafaxine,61,70\n",
      ]),
      expected: [
        "assessments.csv:3:3", "a day not after the patient's 'last_day'", "exposures.csv:3:15",
        "a start not after the patient's 'last_day'",
      ]),
    Case(
      title: "different declared strategies on one day",
      files: with([
        "exposures.csv":
          "patient_id,agent,start_day,end_day,strategy\n1,sertraline,0,60,FIRST_LINE\n1,CBT,0,90,PSYCH_ADD\n"
          + "2,sertraline,0,60,\n"
      ]),
      expected: [
        "exposures.csv:3:7", "one declared strategy for treatments that start on one day", "several",
      ]),
    Case(
      title: "a required column that is not there, with the nearest that is",
      files: with(["assessments.csv": "patient_id,day,scale,scores\n1,0,MADRS,30\n"]),
      expected: ["assessments.csv: expected a column 'score'", "the nearest is 'scores'"]),
    Case(
      title: "several required columns that are not there",
      files: with(["exposures.csv": "patient_id,agent,start\n1,sertraline,7777\n"]),
      expected: ["a column 'start_day'", "a column 'end_day'"]),
    Case(
      title: "a stop reason of another list",
      files: with([
        "exposures.csv": "patient_id,agent,start_day,end_day,stop_reason\n1,sertraline,0,60,7777\n"
      ]),
      expected: ["exposures.csv:2:19", "one of nonresponse, partial"]),
    Case(
      title: "a covariate that should be a number",
      files: with(["patients.csv": "patient_id,age\n1,40\n2,fifty7777\n"]),
      expected: ["patients.csv:3:3", "a number in 'age'", "a text field"]),
    Case(
      title: "a row without a patient",
      files: with(["exposures.csv": exposures + ",sertraline,0,7777\n"]),
      expected: ["exposures.csv:4:1", "a patient_id", "an empty field"]),
    Case(
      title: "a column of names",
      files: with(["patients.csv": "patient_id,Vorname,age\n1,X7777,4\n"]),
      expected: ["patients.csv", "the column 'Vorname'", "a person's name"]),
    Case(
      title: "an e-mail address in a covariate",
      files: with(["patients.csv": "patient_id,contact,age\n1,x7777@example.org,1\n2,none,2\n"]),
      expected: ["patients.csv:2:3", "'contact'", "an e-mail address"]),
    Case(
      title: "a full date of birth in a column of birth",
      files: with(["patients.csv": "patient_id,birth_year,age\n1,7777-01-31,1\n2,1970,2\n"]),
      expected: ["patients.csv:2:3", "'birth_year'", "a full date of birth"]),
    Case(
      title: "a value that no map names",
      files: with([
        "cohort.yaml": "exposures: {values: {agent: {A: {agent: sertraline}, B: {agent: placebo}}}}",
        "exposures.csv": "patient_id,agent,start_day,end_day\n1,A,0,3\n2,Z7777,0,3\n",
      ]),
      expected: ["exposures.csv:3:3", "one of the values that cohort.yaml maps ('A', 'B')"]),
    Case(
      title: "repeated rows that disagree",
      files: with([
        "cohort.yaml": "patients: {repeated: true, covariates: {age: number}}",
        "patients.csv": "patient_id,age,visit\n1,40,1\n1,7777,2\n2,50,1\n",
      ]),
      expected: ["patients.csv:3:3", "the same 'age' as in the patient's other rows", "another one"]),
    Case(
      title: "an ISO date that is none",
      files: with([
        "cohort.yaml": "dates: iso",
        "exposures.csv": "patient_id,agent,start_date,end_date\n1,sertraline,7777-02-30,\n",
        "assessments.csv": "patient_id,date,scale,score\n1,2020-01-01,MADRS,30\n",
      ]),
      expected: ["exposures.csv:2:14", "a date as 2024-01-31 in 'start_date'"]),
    Case(
      title: "a file that is empty", files: with(["assessments.csv": ""]),
      expected: ["assessments.csv", "an empty file"]),
    Case(
      title: "a file with a header and nothing else",
      files: with(["assessments.csv": "patient_id,day,scale,score\n"]),
      expected: ["assessments.csv", "at least one row"]),
    Case(
      title: "a column twice",
      files: with(["patients.csv": "patient_id,age,age\n1,7777,3\n"]),
      expected: ["patients.csv:1:16", "each column once"]),
    Case(
      title: "a ragged row", files: with(["patients.csv": "patient_id,age\n1,40\n2,7777,8\n"]),
      expected: ["patients.csv:3", "2 fields"]),
    Case(
      title: "a file that cohort.yaml names and that is not there", family: "missing",
      files: with(["cohort.yaml": "assessments: {file: scores.csv}\nexposures: {}"]),
      expected: ["scores.csv", "is not there"]),
    Case(
      title: "an unknown key in cohort.yaml", family: "configuration",
      files: with(["cohort.yaml": "titel: x7777"]), expected: ["cohort.yaml:1:1", "'titel'"]),
    Case(
      title: "a score of a step outside its scale",
      files: [
        "steps.csv":
          "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
          + "1,1,SWITCH,sertraline,0,50,MADRS,30,7777\n"
      ],
      expected: ["steps.csv:2", "a number from 0 to 60 in 'score_end' (MADRS)"]),
  ]

  @Test("name the place, what was expected and the way out, and never the cell", arguments: cases)
  func refused(_ one: Case) async throws {
    let request = PageRequest(
      columns: [.agents, .days, .assessments],
      covariates: one.files["patients.csv"]?.contains("age") == true
        ? [CovariateRequest("age", as: .number)] : [])
    let error = try #require(await WrittenCohort(one.files).refusal(request))
    #expect(error.family == one.family)
    let message = String(describing: error)
    for part in one.expected { #expect(message.contains(part), "the message lacks a part") }
    #expect(!message.contains("7777") && !message.contains("MADRX") && !message.contains("sertralyne"))
  }

  @Test("the sound cohort that the cases start from reads")
  func sound() async throws {
    let summary = try await WrittenCohort(Self.with([:])).read()
    #expect(
      summary.rows == [
        "step=1 FIRST_LINE MADRS sertraline days=0...60 28->27",
        "step=1 FIRST_LINE MADRS sertraline days=0...60 30->10",
      ])
    #expect(summary.assessments == 4)
  }

  @Test("a cohort that is not there")
  func notThere() {
    #expect {
      try CSVCohort(at: "/nowhere/at/all")
    } throws: { ($0 as? IntakeError)?.family == "missing" }
  }

  @Test("a truncated compressed file is unreadable, and a damaged one too")
  func truncated() async throws {
    let cohort = try WrittenCohort(Self.with(["cohort.yaml": "exposures: {file: e.csv.gz}\nassessments: {}"]))
    // A gzip head and nothing behind it.
    try cohort.folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B], to: "e.csv.gz")
    #expect(await cohort.refusal()?.family == "unreadable")
  }

  @Test("invalid UTF-8 and NUL bytes are refused at their place")
  func bytes() async throws {
    let cohort = try WrittenCohort(Self.with([:]))
    try cohort.folder.write(Array("patient_id,age\n1,4\n2,".utf8) + [0xFF, 0x0A], to: "patients.csv")
    let message = String(describing: try #require(await cohort.refusal()))
    #expect(message.contains("patients.csv:3:3") && message.contains("text in utf-8"))
    try cohort.folder.write(Array("patient_id,age\n1,4\n2,".utf8) + [0, 0x0A], to: "patients.csv")
    #expect(String(describing: try #require(await cohort.refusal())).contains("a NUL byte"))
  }

  @Test("a column that a statistic asks for and nobody has is refused, with the nearest")
  func covariate() async throws {
    let request = PageRequest(covariates: [CovariateRequest("agee", as: .number)])
    let error = try #require(await WrittenCohort(Self.with([:])).refusal(request))
    #expect(error.family == "notInCohort")
    #expect(String(describing: error).contains("the nearest is 'age'"))
  }

  @Test("columns of steps.csv that a reading needs are named with the reading")
  func stepColumns() async throws {
    let cohort = try WrittenCohort([
      "patients.csv": "patient_id\n1\n",
      "steps.csv":
        "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
        + "1,1,SWITCH,sertraline,0,50,MADRS,30,12\n",
    ])
    let request = PageRequest(endpoint: .nearest(day: 42, window: 7), columns: [.entry, .last])
    let message = String(describing: try #require(await cohort.refusal(request)))
    for part in ["score_entry", "--baseline entry", "score_last", "locf", "end_score_day", "--endpoint-day"] {
      #expect(message.contains(part))
    }
  }

  @Test("lists the first of many and counts them all")
  func many() async throws {
    let rows = (0..<250).map { "1,\($0),MADRS,99" }.joined(separator: "\n")
    let cohort = try WrittenCohort(Self.with(["assessments.csv": "patient_id,day,scale,score\n\(rows)\n"]))
    guard case .refused(let issues, let total)? = await cohort.refusal() else {
      Issue.record("not refused")
      return
    }
    #expect(issues.count == 100 && total == 250)
    #expect(issues.first?.line == 2 && issues.last?.line == 101)
  }
}
