import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Every statistic of a run refuses the same rows")
struct SameRowsRefused {
  static let age = CovariateRequest("age", as: .number)

  /// What a cohort's readings refuse, one after the other.
  func refused(
    _ files: [String: String], covariates: [CovariateRequest] = []
  ) async throws -> (files: [[String: Attrition.Rows]], notices: [IntakeOptions.Notice]) {
    let cohort = try WrittenCohort(files)
    let aside = try CohortFolder()
    let notices = Notices()
    let options = IntakeOptions(
      setAsideFolder: aside.path, covariates: covariates, notice: { notices.add($0) })
    let opened = try CSVCohort(at: cohort.folder.path, options: options)
    var result: [[String: Attrition.Rows]] = []
    for request in [
      PageRequest(), PageRequest(covariates: [Self.age]), PageRequest(columns: [.agents, .days]),
      PageRequest(covariates: [CovariateRequest("age", as: .text)]),
    ] {
      result.append(try await opened.read(CollectedRows(request)).attrition.files)
    }
    return (result, notices.all)
  }

  static let patients = "patient_id,age\n1,40\n2,old\n"

  @Test("a covariate that cohort.yaml declares a number is one for whoever asks for it or not")
  func declared() async throws {
    let found = try await refused(
      BadCohorts.with([
        "cohort.yaml": "patients: {covariates: {age: number}}", "patients.csv": Self.patients,
      ]))
    #expect(found.files[0]["patients.csv"] == Attrition.Rows(used: 1, setAside: 1))
    #expect(found.files.allSatisfy { $0 == found.files[0] })
  }

  @Test("values that cohort.yaml names are asked for the same way")
  func mapped() async throws {
    let found = try await refused(
      BadCohorts.with([
        "cohort.yaml": "patients: {covariates: {age: {type: number, values: {'40': '40'}}}}",
        "patients.csv": Self.patients,
      ]))
    #expect(found.files[0]["patients.csv"] == Attrition.Rows(used: 1, setAside: 1))
    #expect(found.files.allSatisfy { $0 == found.files[0] })
  }

  @Test("covariates of the run are checked in each of its readings, and told of once")
  func ofTheRun() async throws {
    let found = try await refused(
      BadCohorts.with(["patients.csv": Self.patients]), covariates: [Self.age])
    #expect(found.files[0]["patients.csv"] == Attrition.Rows(used: 1, setAside: 1))
    #expect(found.files.allSatisfy { $0 == found.files[0] })
    guard case .setAside(let issues, 1)? = found.notices.first else {
      Issue.record("no notice")
      return
    }
    #expect(found.notices.count == 1 && issues.map(\.line) == [3])
  }

  @Test("so they are in a lone steps file")
  func streamed() async throws {
    let header = String(SetAsideFolders.steps.prefix { $0 != "\n" })
    let found = try await refused(
      [
        "steps.csv": "\(header),age\n1,1,SWITCH,sertraline,0,50,MADRS,30,12,40\n"
          + "2,1,SWITCH,sertraline,0,50,MADRS,30,12,old\n"
      ], covariates: [Self.age])
    #expect(found.files[0]["steps.csv"] == Attrition.Rows(used: 1, setAside: 1))
    #expect(found.files.allSatisfy { $0 == found.files[0] })
    #expect(found.notices.count == 1)
  }
}
