import Foundation
import Intake
import Treatment

/// Whether a covariate is read as a number: as cohort.yaml declares it, else as its cells show it.
struct CovariateTypes {
  private let cohort: CSVCohort

  init(_ cohort: CSVCohort) { self.cohort = cohort }

  /// The one file of a cohort without cohort.yaml, whose columns are looked at faster by themselves.
  private var lonePath: String? {
    var isFolder: ObjCBool = false
    guard cohort.path != "-", cohort.declaration.tables.count == 1,
      FileManager.default.fileExists(atPath: cohort.path, isDirectory: &isFolder), !isFolder.boolValue
    else { return nil }
    return cohort.path
  }

  func requests(_ names: [String]) throws(IntakeError) -> [CovariateRequest] {
    var kinds: [String: CovariateRequest.Kind] = [:]
    for table in cohort.declaration.tables {
      for declared in table.covariates ?? [] { kinds[declared.name] = declared.kind }
    }
    let unknown = names.filter { kinds[$0] == nil }
    if !unknown.isEmpty, let path = lonePath {
      let dialect = cohort.declaration.tables.first?.dialect ?? CSVDialect()
      for column in try FlatFile(path: path, dialect: dialect).table(FlatRequest(unknown)).columns {
        if case .numbers = column.values { kinds[column.name] = .number } else { kinds[column.name] = .text }
      }
    } else if !unknown.isEmpty {
      for column in try cohort.fileSummaries().flatMap(\.columns) where kinds[column.name] == nil {
        kinds[column.name] = [.wholeNumber, .number].contains(column.kind) ? .number : .text
      }
    }
    return names.map { CovariateRequest($0, as: kinds[$0] ?? .text) }
  }
}
