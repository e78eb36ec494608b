import Foundation
import Summaries
import Treatment

@testable import Intake

/// A cohort folder that a test writes, and what reading it says.
struct WrittenCohort {
  let folder: CohortFolder

  init(_ files: [String: String]) throws {
    folder = try CohortFolder()
    for (name, text) in files { try folder.write(text, to: name) }
  }

  func read(
    _ request: PageRequest = PageRequest(columns: [.agents, .days, .assessments]),
    _ options: IntakeOptions = IntakeOptions()
  ) async throws -> CollectedRows.Summary {
    try await CSVCohort(at: folder.path, options: options).answer(CollectedRows(request))
  }

  /// The error of reading the cohort; `nil` where it reads.
  func refusal(
    _ request: PageRequest = PageRequest(columns: [.agents, .days, .assessments])
  ) async -> IntakeError? {
    do {
      _ = try await read(request)
      return nil
    } catch {
      return error as? IntakeError
    }
  }
}

extension IntakeError {
  /// The family that decides the exit code.
  var family: String {
    switch self {
    case .refused: "refused"
    case .missing: "missing"
    case .unreadable: "unreadable"
    case .configuration: "configuration"
    case .notInCohort: "notInCohort"
    case .catalogue: "catalogue"
    case .notWritable: "notWritable"
    }
  }
}
