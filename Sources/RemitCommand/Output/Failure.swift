import ArgumentParser
import Causal
import Foundation
import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// The one place that turns errors into text and an exit code.
struct Failure: Error {
  /// The families of Documentation/Formats/Outputs.md, "Exit codes".
  enum Family: Int32 {
    case bug = 1
    case dataRefused = 2
    case missingFile = 3
    case configuration = 4
    case noAnswer = 5
    case cannotWrite = 6
  }

  var family: Family
  var message: String

  init(_ family: Family, _ message: String) {
    self.family = family
    self.message = message
  }

  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as IntakeError: self.init(Self.family(of: error), error.description)
    case let error as EffectError: self.init(.noAnswer, error.description)
    case let error as StatisticError: self.init(Self.family(of: error), error.description)
    case let error as TreatmentError: self.init(.configuration, error.description)
    case let error as DesignError: self.init(Self.family(of: error), error.description)
    case let error as PolicyTextError: self.init(.configuration, error.description)
    case let error as PolicyNameError: self.init(.configuration, error.description)
    case let error as RoadmapError: self.init(Self.family(of: error), error.description)
    case let error as LeakageError: self.init(.configuration, error.description)
    case let error as RegressionModelError: self.init(.dataRefused, error.description)
    default:
      // The error's own text might hold anything, so only its type is named.
      self.init(
        .bug, "This is a bug in remit (\(type(of: error))). Please report it with the command you ran.")
    }
  }

  private static func family(of error: IntakeError) -> Family {
    switch error {
    case .refused: .dataRefused
    case .missing, .unreadable: .missingFile
    case .configuration, .notInCohort, .catalogue: .configuration
    case .notWritable: .cannotWrite
    }
  }

  private static func family(of error: RoadmapError) -> Family {
    switch error {
    case .hole, .noRule, .nobodyHad, .mixed: .configuration
    case .stages, .covariates: .noAnswer
    }
  }

  private static func family(of error: DesignError) -> Family {
    switch error.family {
    case .formula: .configuration
    case .data: .dataRefused
    case .noAnswer: .noAnswer
    }
  }

  /// Too many levels are a matter of how the question was put; the others of what the data can answer.
  private static func family(of error: StatisticError) -> Family {
    if case .tooManyLevels = error { .configuration } else { .noAnswer }
  }

  /// Runs a verb; what it throws becomes text on standard error and the exit code of its family.
  static func reported(_ verb: () async throws -> Void) async throws {
    do {
      try await verb()
    } catch let error where !(error is ExitCode || error is ValidationError || error is CleanExit) {
      let failure = Failure(error)
      StandardError.write("remit: \(failure.message)")
      throw ExitCode(failure.family.rawValue)
    }
  }
}
