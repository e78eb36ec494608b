import Foundation
import Intake
import Reporting
import Treatment

/// Where the rows of a model come from: a flat file, or a cohort as a table of its steps.
struct FitInput {
  let path: String
  let isCohort: Bool
  private let dialect: CSVDialect
  private let checked: CheckedColumnsOptions

  init(
    _ path: String, as dialect: CSVDialect, _ checked: CheckedColumnsOptions
  ) throws(Failure) {
    self.path = path
    self.dialect = dialect
    self.checked = checked
    var isFolder: ObjCBool = false
    if path == "-" {
      isCohort = false
    } else if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      isCohort = isFolder.boolValue || Self.isStepsFile(path, dialect)
      if isFolder.boolValue, dialect != CSVDialect() {
        throw Failure(
          .configuration,
          "--delimiter, --decimal and --encoding are for a single file. Of a folder, cohort.yaml says so.")
      }
    } else {
      throw Failure(
        .missingFile, "\(path) is not there. Name a flat CSV, a cohort's folder, or - for standard input.")
    }
  }

  /// Whether a file has the columns of Documentation/Formats/Cohort.md that make it a cohort of steps.
  private static func isStepsFile(_ path: String, _ dialect: CSVDialect) -> Bool {
    guard let header = try? FlatFile(path: path, dialect: dialect).header() else { return false }
    return ["patient_id", "step", "strategy", "scale", "score_start", "score_end"].allSatisfy(header.contains)
  }

  /// The columns of a flat file that a model reads; refused rows go to a folder where one is named, and are told on standard
  /// error. Throws: ``IntakeError``.
  func table(
    missing: [String], _ request: FlatRequest, threads: Int, setAside: String?
  ) async throws -> FlatTable {
    var dialect = dialect
    dialect.checkedColumns = checked.names
    dialect.missingCodes = missing
    let file = try FlatFile(
      path: path, dialect: dialect, temporaryFolder: FileManager.default.temporaryDirectory.path)
    if !checked.columns.isEmpty { try checked.check(among: file.header()) }
    guard let setAside else { return try await file.table(request, threads: threads) }
    let sorted = try file.table(request, settingAside: setAside)
    if let refusal = sorted.issues.refusal { StandardError.write("remit: \(refusal.description)") }
    let rows = sorted.rows
    StandardError.write(
      "remit: \(file.name): \(rows.all) rows in = \(rows.used) used + \(rows.setAside) set aside")
    if rows.setAside > 0 { StandardError.write("remit: \(OpenCohort.setAsideWarning)") }
    return sorted.table
  }

  /// What was read, for provenance. Standard input has no digest: it is gone.
  func inputs(rows: Int) throws -> [Provenance.Input] {
    guard path != "-" else { return [] }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return [Provenance.Input(file: name, sha256: try FileDigest.hexadecimal(ofFileAt: path), rows: rows)]
  }
}
