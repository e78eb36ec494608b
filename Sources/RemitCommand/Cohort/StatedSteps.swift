import Intake
import Statistics
import Treatment

/// What a cohort of steps tells of resistance, and what it cannot tell.
struct StatedSteps {
  /// `nil` for a cohort whose trials are judged from exposures and assessments.
  let columns: StatedColumns?

  /// Throws: ``Failure`` for a cohort of steps that does not say what was adequate.
  init(of cohort: OpenCohort) throws {
    guard !cohort.cohort.isRaw else {
      columns = nil
      return
    }
    guard let columns = StatedColumns(among: try cohort.cohort.stepColumns()) else {
      throw Failure(
        .configuration,
        "Resistance is judged from exposures and assessments, or from steps of which 'adequate' says whether the trial was "
          + "adequate, and this cohort holds steps without it. Name a folder with exposures.csv and assessments.csv, or write "
          + "the steps anew: remit steps FOLDER -o FILE.")
    }
    self.columns = columns
  }

  var areStated: Bool { columns != nil }

  /// Throws: ``Failure`` where stages or the grid are asked for, or parameters that made the steps and cannot be changed.
  func check(staging: Bool, grid: Bool, _ parameters: DerivationParameters) throws {
    guard areStated else { return }
    if staging || grid { throw Failure(.configuration, Self.needsExposures) }
    var made = DerivationParameters()
    (made.intoleranceCounts, made.endpointTail) = (parameters.intoleranceCounts, parameters.endpointTail)
    guard made == parameters else {
      throw Failure(
        .configuration,
        "A file of steps holds steps and adequacy as they were made, so parameters of steps and trials cannot be changed here, "
          + "but for --intolerance-counts and --endpoint-after-end. Make it anew: remit steps FOLDER -o FILE, with them."
      )
    }
  }

  static let needsExposures =
    "Stages and the sensitivity grid need exposures, and a file of steps states strategies, adequacy and scores. Name a folder "
    + "with exposures.csv and assessments.csv."

  /// By what trials are judged, in sentences.
  static let sentence =
    "Steps, adequacy and scores are as the file of steps states them. A failed trial is an adequate step whose scores show less "
    + "than a response, or whose stop_reason is nonresponse where it has no scores; each agent that leads a step counts once."
}
