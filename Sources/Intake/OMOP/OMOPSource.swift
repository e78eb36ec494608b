import Foundation
import Treatment

/// The tables of an OMOP folder as a cohort of Remit's own, in temporary files without a name.
///
/// Not: what messages speak of. Issues, digests and rows are those of the OMOP files; the temporary ones hold only
/// what has been found sound.
final class OMOPSource: Sendable {
  let summary: OMOPSummary
  /// The OMOP files, by the order of ``OMOPTable``.
  let files: [(name: String, path: String)]
  let issues: IssueLog
  let attrition: Attrition
  /// The cohort's tables over the temporary files.
  let tables: [TableDeclaration]
  private let kept: [Int32]

  /// Reads the whole folder.
  ///
  /// Throws: what opening throws, and `refused` for columns that are missing and cells that name a person.
  init(
    folder path: String, dialect: CSVDialect?, catalogue: Catalogue, options: IntakeOptions
  ) throws(IntakeError) {
    let folder = try OMOPFolder(path)
    guard folder.files[.person] != nil else {
      throw .missing(path: "person.csv", hint: "An OMOP folder holds the table person, as .csv or .csv.gz.")
    }
    let files = OMOPTable.allCases.compactMap { folder.files[$0] }.map { (name: $0.name, path: $0.path) }
    let writer = options.setAsideFolder.map { SetAsideWriter(SetAsideFolder($0, files: files)) }
    let reading = try OMOPReading(
      folder, catalogue: catalogue, dialect: dialect, windowBytes: options.windowBytes, setAside: writer)
    try writer?.finish()
    if writer != nil, !reading.issues.isEmpty {
      let first = Array(reading.issues.first.prefix(options.mostIssues))
      options.notice?(.setAside(issues: first, total: reading.issues.total))
    }
    self.files = files
    issues = reading.issues
    attrition = reading.attrition
    var canonical = try OMOPCanonicalFiles(reading, in: options.temporaryFolder)
    try canonical.write()
    summary = canonical.summary
    var kept: [Int32] = []
    tables = try canonical.tables(names: folder.files) { file throws(IntakeError) in
      let descriptor = dup(file.descriptor)
      guard descriptor >= 0 else { throw .unreadable(path: path, reason: "no file descriptor is left") }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      kept.append(descriptor)
      return "/dev/fd/\(descriptor)"
    }
    self.kept = kept
    for sentence in summary.sentences { options.notice?(.omop(sentence)) }
  }

  deinit { for descriptor in kept { close(descriptor) } }
}
