import Treatment

extension PageRequest {
  /// Adds what a key or a filter reads.
  mutating func read(_ reads: (columns: Columns, covariates: [CovariateRequest])) {
    columns.formUnion(reads.columns)
    for covariate in reads.covariates where !covariates.contains(covariate) { covariates.append(covariate) }
  }
}
