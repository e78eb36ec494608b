import Intake
import Statistics
import Treatment

/// The keys of `--by` where groups are of patients and not of steps.
struct PatientKeys {
  private let text: String?

  init(_ text: String?) { self.text = text }

  /// Names that the table's own columns have.
  private static let taken: Set<String> = [
    "rule", "version", "n", "resistant", "possible", "indeterminate", "not_resistant", "estimate", "conf_low",
    "conf_high", "days_p25", "days_p50", "days_p75", "suppressed", "no_history",
  ]

  /// Throws: ``Failure`` for a key that says nothing of a patient, or has the name of a column of the output, and what the
  /// parser throws.
  func keys(in cohort: OpenCohort) throws -> [GroupKey] {
    guard let text else { return [] }
    let keys = try GroupKey.list(parsing: text)
    for key in keys {
      if let reason = key.refusalOfPatients {
        throw Failure(.configuration, "--by: '\(key.name)' is of steps: \(reason).")
      }
      if Self.taken.contains(key.nameOfPatients) {
        throw Failure(
          .configuration,
          "A table of resistance has a column '\(key.name)' of its own. Give the covariate another name under covariates: in "
            + "cohort.yaml, for example \(key.name)_group: {column: \(key.name), type: text}.")
      }
    }
    return keys
  }
}
