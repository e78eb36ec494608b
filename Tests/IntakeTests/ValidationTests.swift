import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Validation of a cohort")
struct ValidationTests {
  private func validate(_ files: [String: String]) async throws -> CohortValidation {
    let written = try WrittenCohort(files)
    return try await CSVCohort(at: written.folder.path).validate()
  }

  @Test("summarises each file: rows, inferred types, missing values")
  func files() async throws {
    let result = try await validate(
      BadCohorts.with([
        "cohort.yaml": "patients: {missing: [NA]}",
        "patients.csv":
          "patient_id,age,weight,seen,sex,empty\n1,40,70.5,2020-01-31,F,\n2,NA,60,2020-02-01,M,\n",
      ]))
    #expect(result.isSound)
    #expect(result.patients == 2 && result.steps == 2 && result.scales == ["MADRS"])
    let patients = try #require(result.files.first { $0.name == "patients.csv" })
    #expect(patients.rows == 2)
    #expect(
      patients.columns == [
        ColumnSummary(name: "patient_id", kind: .text),
        ColumnSummary(name: "age", kind: .wholeNumber, missing: 1),
        ColumnSummary(name: "weight", kind: .number), ColumnSummary(name: "seen", kind: .date),
        ColumnSummary(name: "sex", kind: .text), ColumnSummary(name: "empty", kind: .empty, missing: 2),
      ])
  }

  @Test("lists the issues of all files and goes on")
  func issues() async throws {
    let result = try await validate(
      BadCohorts.with([
        "patients.csv": "patient_id,age\n1,40\n2,50\n2,50\n",
        "exposures.csv": BadCohorts.exposures + "1,lithum,0,9\n1,CBT,9,3\n",
        "assessments.csv": BadCohorts.assessments + "9,0,MADRS,3\n1,80,MADRS,61\n",
      ]))
    #expect(result.issueTotal == 5)
    #expect(
      result.issues.map(\.file)
        == ["assessments.csv", "assessments.csv", "exposures.csv", "exposures.csv", "patients.csv"])
    #expect(result.issues.map(\.line) == [6, 7, 4, 5, 4])
    #expect(result.patients == 2)
    #expect(result.attrition.files["assessments.csv"] == Attrition.Rows(used: 4, setAside: 2))
  }

  @Test("refuses direct identifiers, in headers and in cells, and says no cell")
  func identifiers() async throws {
    for (text, part) in [
      ("patient_id,E-Mail\n1,x@example.org\n", "an e-mail address"),
      ("patient_id,note\n1,\n2,ask x@example.org\n", "an e-mail address"),
      ("patient_id,Téléphone\n1,0123456789\n", "a phone number"),
      ("patient_id,year_of_birth\n1,1970-02-03\n", "a full date of birth"),
    ] {
      let result = try await validate(BadCohorts.with(["patients.csv": text]))
      #expect(!result.isSound)
      let message = result.issues.map(\.description).joined()
      #expect(message.contains(part) && !message.contains("example") && !message.contains("1970"))
    }
  }

  @Test("lets a year of birth, a city and an at-sign in a text pass")
  func noIdentifiers() async throws {
    let text = "patient_id,year_of_birth,town,dose_note\n1,1970,Bern,10mg @ night\n2,1980,Basel,a@b\n"
    #expect(try await validate(BadCohorts.with(["patients.csv": text])).isSound)
  }

  @Test("counts patients in small groups of the quasi-identifiers, and names no group")
  func anonymity() async throws {
    var patients = "patient_id,age,sex\n"
    for patient in 0..<20 { patients += "\(patient),\(patient < 12 ? 40 : 50),\(patient < 18 ? "F" : "M")\n" }
    let result = try await validate([
      "cohort.yaml": "quasi_identifiers: [age, sex]", "patients.csv": patients,
      "exposures.csv": "patient_id,agent,start_day,end_day\n1,CBT,0,9\n",
      "assessments.csv": "patient_id,day,scale,score\n1,0,MADRS,30\n",
    ])
    // 12 (40 F), 6 (50 F), 2 (50 M).
    #expect(
      result.anonymity
        == CohortValidation.Anonymity(
          quasiIdentifiers: ["age", "sex"], threshold: 5, groups: 3, smallestGroup: 2,
          smallGroups: 1, patientsInSmallGroups: 2))
    #expect(result.patientsWithoutExposure == 19 && result.patientsWithoutScore == 19)
  }

  @Test("a quasi-identifier that no file has is an issue, with the nearest")
  func unknownQuasiIdentifier() async throws {
    let result = try await validate(BadCohorts.with(["cohort.yaml": "quasi_identifiers: [agee]"]))
    #expect(result.issues.map(\.description).joined().contains("the nearest is 'age'"))
  }

  @Test("an empty file is an issue, and the others are summarised")
  func emptyFile() async throws {
    let result = try await validate(BadCohorts.with(["assessments.csv": ""]))
    #expect(result.issueTotal == 1 && result.issues[0].file == "assessments.csv")
    #expect(result.files.map(\.name) == ["patients.csv", "exposures.csv"])
  }

  @Test("a lone steps.csv is validated, sorted or not")
  func steps() async throws {
    for reversed in [false, true] {
      var rows = StepsCohorts.rows(30, seed: 9)
      let steps = rows.count
      rows.append(rows[0])
      if reversed { rows.reverse() }
      let result = try await validate(["steps.csv": ([StepsCohorts.header] + rows).joined(separator: "\n")])
      #expect(result.patients == 30 && result.steps == steps && result.scales == ["MADRS"])
      #expect(result.issueTotal == 1)
      #expect(result.issues[0].expected.contains("one row a patient, episode, step and scale"))
    }
  }

  @Test(
    "the four real cohorts are sound",
    arguments: ["nimh-ketamine", "beat-the-blues", "dia-antidepressant", "neurofeedback-cbt"])
  func real(name: String) async throws {
    let result = try await CSVCohort(at: RealCohortTests.datasets + name).validate()
    #expect(result.isSound)
    #expect(result.anonymity != nil)
    #expect(
      result.patients
        == ["nimh-ketamine": 58, "beat-the-blues": 100, "dia-antidepressant": 172, "neurofeedback-cbt": 29][
          name])
  }

  @Test("a column that is called a number keeps its name, in whatever order the patients stand")
  func numberedColumn() async throws {
    let header = String(SetAsideFolders.steps.prefix { $0 != "\n" })
    let rows = ["1", "2"].map { "\($0),1,SWITCH,sertraline,0,50,MADRS,30,12,7\n" }
    for ordered in [rows, rows.reversed()] {
      let result = try await validate(["steps.csv": "\(header),2020\n\(ordered.joined())"])
      #expect(result.isSound && result.files.first?.columns.last?.name == "2020")
    }
  }
}
