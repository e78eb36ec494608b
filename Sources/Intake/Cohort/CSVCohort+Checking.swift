internal import Synchronization

extension CSVCohort {
  /// Whether a reading checks the values of the columns that its statistic uses and of no others: so it is for a
  /// lone `steps.csv` that is sorted by patient. Structure and encoding are checked everywhere, always.
  public var checksUsedColumnsOnly: Bool {
    plainSteps != nil && options.setAsideFolder == nil && !known.withLock { $0.isUnsorted }
  }
}
