import Foundation
import Intake
import Reporting
import Treatment

/// A study file with the cohort that it is put to.
struct OpenStudy {
  let study: StudySpecification
  let path: String
  let parameters: [StudyParameter]
  let cohort: OpenCohort

  /// `parameters` take the place of keys of the file; `cohorts` are folders by the names that studies give them.
  init(
    at path: String, with parameters: [StudyParameter] = [], cohorts: [String: String] = [:], threads: Int?,
    setAside: String?, under own: OwnCatalogue?, checked: CheckedColumnsOptions? = nil
  ) throws {
    self.path = Self.file(at: path)
    self.parameters = parameters
    study = try StudySpecification(at: self.path, under: own, with: parameters, cohorts: cohorts)
    let catalogue = try Catalogue.inForce(forCohortAt: study.cohortPath, under: own)
    cohort = try OpenCohort(
      at: study.cohortPath, threads: threads, setAside: setAside,
      covariates: try RatesQuestion.covariates(of: study, in: catalogue), derivation: study.derivation,
      under: own, checked: checked)
  }

  /// Every file that is read, over which no output may be written.
  var inputs: [String] { cohort.inputs + [path] }

  func content() async throws -> ReportContent {
    try await StudyRun(study, at: path, with: parameters, cohort).content()
  }

  /// A folder stands for the STUDY.yaml in it.
  static func file(at path: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? path + "/STUDY.yaml" : path
  }
}
