import Intake
import Treatment

/// Whether a covariate is read as a number: as cohort.yaml declares it, else as its cells show it.
struct CovariateTypes {
  private let cohort: CSVCohort

  init(_ cohort: CSVCohort) { self.cohort = cohort }

  func requests(_ names: [String]) throws(IntakeError) -> [CovariateRequest] {
    var kinds: [String: CovariateRequest.Kind] = [:]
    for table in cohort.declaration.tables {
      for declared in table.covariates ?? [] { kinds[declared.name] = declared.kind }
    }
    if !names.allSatisfy({ kinds[$0] != nil }) {
      for column in try cohort.fileSummaries().flatMap(\.columns) where kinds[column.name] == nil {
        kinds[column.name] = [.wholeNumber, .number].contains(column.kind) ? .number : .text
      }
    }
    return names.map { CovariateRequest($0, as: kinds[$0] ?? .text) }
  }
}
