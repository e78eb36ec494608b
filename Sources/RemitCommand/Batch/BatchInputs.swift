import Intake
import Reporting
import Treatment

/// The files of a cohort as they stand when a batch begins.
struct BatchInputs: Sendable {
  let catalogue: Catalogue
  /// By their paths.
  let digests: [String: String]
  private let files: [Provenance.Input]
  private let versions: [Provenance.Entry]
  private let setsAside: Bool

  /// `aside` takes rows that are set aside as the files are opened.
  init(ofCohortAt path: String, under own: OwnCatalogue?, aside: String? = nil) throws {
    let cohort = try OpenCohort(at: path, threads: 1, setAside: aside, under: own, showsProgress: false)
    setsAside = aside != nil
    let record = try CohortProvenance(cohort).record()
    catalogue = cohort.cohort.catalogue
    files = record.inputs.map { Provenance.Input(file: $0.file, sha256: $0.sha256) }
    versions = record.versions
    digests = cohort.knownDigests
  }

  /// What a run would say that it was made from, but for rows and definitions.
  func record(of study: StudySpecification, at run: BatchPlan.Run, digest: String) -> Provenance {
    let prefix = StudyProvenance.prefix(of: study)
    let name = run.study.split(separator: "/").last.map(String.init) ?? run.study
    var record = Provenance(
      inputs: [.init(file: name, sha256: digest)]
        + files.map { file in
          let isOfCommand = file.file.hasPrefix("--catalogue/")
          return .init(file: (isOfCommand ? "" : prefix) + file.file, sha256: file.sha256)
        }, versions: versions)
    record.run = Provenance.Run(
      study: name, cohort: study.cohort, parameters: run.parameters.map { .init($0.key, $0.json) },
      setsAside: setsAside)
    return record
  }

  /// Throws: ``Failure`` where a file is another now.
  func refuseChanges() throws {
    for (path, digest) in digests.sorted(by: { $0.key < $1.key })
    where try FileDigest.hexadecimal(ofFileAt: path) != digest { throw Self.changed(path) }
  }

  static func changed(_ path: String) -> Failure {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Failure(
      .dataRefused, "\(name) changed while the batch ran. Run it again once nobody writes to it.")
  }
}
