extension PatientPage {
  /// The values of a covariate that the page was asked for, one a step row or one a patient.
  func covariate(_ name: String, as kind: CovariateRequest.Kind, ofPatients: Bool) -> CovariateColumn {
    guard let place = request.covariates.firstIndex(of: CovariateRequest(name, as: kind)) else {
      preconditionFailure("The page was not asked for the covariate '\(name)' as \(kind.rawValue).")
    }
    return ofPatients ? patientCovariates[place] : rowCovariates[place]
  }

  /// The values of a covariate that the page was asked for, one a step row.
  public func covariate(_ name: String, as kind: CovariateRequest.Kind) -> CovariateColumn {
    covariate(name, as: kind, ofPatients: false)
  }

  /// The values of a covariate that the page was asked for, one a patient.
  public func patientCovariate(_ name: String, as kind: CovariateRequest.Kind) -> CovariateColumn {
    covariate(name, as: kind, ofPatients: true)
  }
}
