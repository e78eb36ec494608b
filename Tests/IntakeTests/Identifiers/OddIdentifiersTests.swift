import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Identifiers of patients that may be one twice, and columns that somebody has checked")
struct OddIdentifiersTests {
  private func validate(
    _ patients: [String], _ more: [String: String] = [:]
  ) async throws -> CohortValidation {
    let rows = patients.map { "\($0),30\n" }.joined()
    let exposures =
      "patient_id,agent,start_day,end_day\n" + patients.map { "\($0),sertraline,0,60\n" }.joined()
    let assessments = "patient_id,day,scale,score\n" + patients.map { "\($0),0,MADRS,30\n" }.joined()
    let written = try WrittenCohort(
      ["patients.csv": "patient_id,age\n" + rows, "exposures.csv": exposures, "assessments.csv": assessments]
        .merging(more) { $1 })
    return try await CSVCohort(at: written.folder.path).validate()
  }

  @Test("Case, blanks, zeros and Unicode forms are told apart and counted, and no identifier is named")
  func alike() async throws {
    let found = try await validate(
      ["007", "7", "a", "A", "b 1", "b1", "caf\u{e9}", "cafe\u{301}", "P-01", "p-1", "100", "10"])
    #expect(
      found.identifiers.alike
        == [.zeros: 2, .letterCase: 2, .blanks: 2, .unicodeForm: 2, .several: 2])
    #expect(found.isSound && found.patients == 12)
  }

  @Test("Identifiers that are as different as they look are not remarked on")
  func different() async throws {
    let found = try await validate(["p1", "p2", "p10", "p100", "q1", "site-1-2", "site-12"])
    #expect(found.identifiers == OddIdentifiers())
  }

  @Test("Texts that stand for missing are counted by file, as rows")
  func missing() async throws {
    let found = try await validate(["NA", "null", "p1"])
    #expect(
      found.identifiers.missingTexts == ["patients.csv": 2, "exposures.csv": 2, "assessments.csv": 2])
  }

  @Test("A patient's identifier that is a national number is refused, until somebody has looked")
  func national() async throws {
    let numbers = ["211062-5629", "010190-0001"]
    let found = try await validate(numbers)
    #expect(found.issues.count == 3)
    for issue in found.issues {
      #expect(issue.description.contains("the column 'patient_id', whose cells look like Danish CPR numbers"))
      for number in numbers { #expect(!issue.description.contains(number)) }
    }
    let rows =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end\n"
      + numbers.map { "\($0),1,FIRST_LINE,sertraline,0,56,MADRS,30,10\n" }.joined()
    let written = try WrittenCohort(["steps.csv": rows])
    let refused = try CSVCohort(at: written.folder.path)
    await #expect(throws: IntakeError.self) {
      _ = try await refused.read(CollectedRows(PageRequest(columns: [.days])))
    }
    var options = IntakeOptions()
    options.checkedColumns = ["patient_id"]
    let checked = try CSVCohort(at: written.folder.path, options: options)
    #expect(
      try await checked.read(CollectedRows(PageRequest(columns: [.days]))).attrition.files["steps.csv"]?.used
        == 2)
    #expect(try await checked.validate().isSound)
  }

  @Test("A column that somebody has checked may hold e-mail addresses and days of birth, and no other may")
  func checked() async throws {
    let patients = "patient_id,contact,birth\n1,a@b.org,1960-01-02\n2,c@d.org,\n"
    let written = try WrittenCohort(BadCohorts.with(["patients.csv": patients]))
    var options = IntakeOptions()
    options.checkedColumns = ["contact", "birth"]
    #expect(try await CSVCohort(at: written.folder.path, options: options).validate().isSound)
    options.checkedColumns = ["contact"]
    let found = try await CSVCohort(at: written.folder.path, options: options).validate()
    #expect(found.issues.map(\.found) == ["a full date of birth"])
  }
}
