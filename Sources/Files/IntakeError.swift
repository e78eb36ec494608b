/// Why a cohort cannot be read. No case holds the value of a cell.
public enum IntakeError: Error, Equatable, Sendable {
  /// The rows were refused: the first issues in order of file and line, and how many there are in all.
  case refused(issues: [InputIssue], total: Int)
  /// The cohort is sound, but what is asked of it names columns or scales that are not there.
  case notInCohort(issues: [InputIssue])
  /// A file or folder that is not there.
  case missing(path: String, hint: String)
  /// A file that is there and cannot be read.
  case unreadable(path: String, reason: String)
  /// A YAML file that does not say what it should.
  case configuration(file: String, line: Int, column: Int, message: String)
  /// A user's own catalogue that does not say what it should; it holds no patients, so its names are told.
  case catalogue(issues: [InputIssue])
  /// A folder or file that cannot be written (set-aside rows, sorted runs).
  case notWritable(path: String, reason: String)
}

extension IntakeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let issues, let total):
      issues.map(\.description).joined(separator: "\n")
        + (total > issues.count ? "\n… and \(total - issues.count) more" : "")
    case .notInCohort(let issues), .catalogue(let issues): issues.map(\.description).joined(separator: "\n")
    case .missing(let path, let hint): "\(path) is not there. \(hint)"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
    case .configuration(let file, let line, let column, let message):
      line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
    case .notWritable(let path, let reason): "\(path) cannot be written: \(reason)."
    }
  }
}
