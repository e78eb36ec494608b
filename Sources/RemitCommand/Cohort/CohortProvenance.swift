import Foundation
import Intake
import LinearAlgebra
import Reporting
import Summaries
import Treatment

/// What a cohort's tables were made from and with: digests of the files that were read, what an OMOP folder lacked, and
/// the versions.
///
/// Not: grades, which results bring along; a time, a machine, a user or a path outside the cohort's folder.
struct CohortProvenance {
  private let cohort: OpenCohort
  private let folder: String

  /// `folder` stands before the names of the cohort's files.
  init(_ cohort: OpenCohort, in folder: String = "") {
    self.cohort = cohort
    self.folder = folder
  }

  func record() throws(IntakeError) -> Provenance {
    var inputs: [Provenance.Input] = []
    let rows = cohort.rows.files
    for (name, path) in cohort.cohort.files {
      inputs.append(
        Provenance.Input(
          file: folder + name, sha256: try cohort.digest(ofFileAt: path), rows: rows[name]?.all))
    }
    let declaration = cohort.cohort.path + "/" + CohortDeclaration.fileName
    if FileManager.default.fileExists(atPath: declaration) {
      inputs.append(
        Provenance.Input(
          file: folder + CohortDeclaration.fileName, sha256: try cohort.digest(ofFileAt: declaration)
        ))
    }
    for file in cohort.cohort.declaration.ownCatalogue?.files ?? [] {
      inputs.append(
        Provenance.Input(
          file: folder + file.name, sha256: try cohort.digest(ofFileAt: file.path)))
    }
    for file in cohort.own?.files ?? [] {
      inputs.append(
        Provenance.Input(
          file: "--catalogue/" + file.name, sha256: try cohort.digest(ofFileAt: file.path)))
    }
    return Provenance(
      inputs: inputs,
      definitions: (cohort.cohort.omopSummary.map(\.definitions) ?? [])
        + CheckedColumnsOptions.definitions(of: cohort.cohort.options.checkedColumns),
      versions: [.init("remit", Version.number), .init("catalogue", "sha256 \(Catalogue.bundledDigest)")]
        + (cohort.cohort.omopSummary == nil
          ? [] : [.init("omop_codes", "sha256 \(CSVCohort.omopCodesDigest)")]),
      blasKernel: BLASKernel.name)
  }
}
