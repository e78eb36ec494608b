internal import Treatment

/// What is known of the patient at hand.
struct EventPatient {
  var identifier: [UInt8] = []
  var history = PatientHistory()
  var covariates: [CovariateValue] = []
  /// Whether the own row states the entry, and the last day, as a date.
  var entryIsDate = false
  var lastIsDate = false
}
