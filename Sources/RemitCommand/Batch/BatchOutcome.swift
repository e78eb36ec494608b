import Reporting

/// What became of one run of a batch.
struct BatchOutcome: Sendable {
  enum State: String, Sendable {
    case written
    case upToDate = "up to date"
    case failed
    case notRun = "not run"
  }

  var state: State
  var seconds = 0.0
  /// Sentences about the study that are no part of its numbers.
  var warnings: [String] = []
  /// What the report says of itself, where there is one of this run.
  var report: Provenance.Brief?
  var failure: Failure?

  /// A model without an answer leaves the report standing, and its exit code is told each time.
  var exitCode: Int32 {
    if let failure { return failure.family.rawValue }
    return report?.unanswered.isEmpty ?? true ? 0 : Failure.Family.noAnswer.rawValue
  }

  var message: String {
    if let failure { return failure.message }
    guard let names = report?.unanswered, !names.isEmpty else { return "" }
    return "No answer: model \(names.map { "'\($0)'" }.joined(separator: ", "))."
  }

  static func failed(_ error: any Error) -> BatchOutcome {
    BatchOutcome(state: .failed, failure: Failure(error))
  }

  /// The code of the worst: a bug, then what cannot be written, data, files, configuration, and a model without an answer.
  static func worst(_ outcomes: [BatchOutcome]) -> Int32 {
    let order: [Failure.Family] = [.bug, .cannotWrite, .dataRefused, .missingFile, .configuration, .noAnswer]
    let codes = Set(outcomes.map(\.exitCode))
    return order.first { codes.contains($0.rawValue) }?.rawValue ?? 0
  }
}
