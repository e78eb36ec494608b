import ArgumentParser
import Intake
import Treatment

/// How the scores of a step are picked from assessments, for verbs that score steps or judge trials.
struct ScoreOptions: ParsableArguments {
  private static let defaults = DerivationParameters()

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Days before a start in which its baseline is looked for; more where people are seen rarely.",
      valueName: "days"))
  var baselineBefore: Int32 = Self.defaults.baselineBefore

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Days after a start in which its baseline is looked for, where none is before it; never for rapid-acting agents or ECT.",
      valueName: "days"))
  var baselineAfter: Int32 = Self.defaults.baselineAfter

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Days after the end of a step, or of a trial, up to which its last score may come, or any; always before the next step.",
      valueName: "days|any"))
  var endpointAfterEnd: DaysAfterEnd?

  func validate() throws {
    for (name, days) in [("--baseline-before", baselineBefore), ("--baseline-after", baselineAfter)]
    where !(0...36_525).contains(days) {
      throw ValidationError("\(name) takes a whole number of days from 0 to 36525.")
    }
  }

  /// The parameters with these scores.
  func applied(to parameters: DerivationParameters) -> DerivationParameters {
    var result = parameters
    result.baselineBefore = baselineBefore
    result.baselineAfter = baselineAfter
    if let endpointAfterEnd { result.endpointTail = endpointAfterEnd.days }
    return result
  }

  /// Throws where a window is named for a file of steps, which holds the baselines that it was made with.
  func check(for cohort: OpenCohort) throws {
    let isNamed =
      baselineBefore != Self.defaults.baselineBefore || baselineAfter != Self.defaults.baselineAfter
    if isNamed, !cohort.cohort.isRaw {
      throw Failure(
        .configuration,
        "--baseline-before and --baseline-after pick baselines among assessments, and a file of steps holds those that it was "
          + "made with, in score_start. Make it anew from exposures.csv and assessments.csv: remit steps FOLDER -o FILE "
          + "--baseline-before \(baselineBefore).")
    }
  }

  /// The endpoint that a day and its window name, else the last score.
  func endpoint(day: Int?, window: Int?, _ parameters: DerivationParameters) -> Endpoint {
    day.map { .nearest(day: $0, window: window ?? 0) } ?? parameters.lastEndpoint
  }

  /// Throws where a named day and days after the end are both given: only the last score has a latest day.
  func check(endpointDay: Int?) throws {
    if endpointDay != nil, endpointAfterEnd != nil {
      throw ValidationError(
        "--endpoint-after-end goes with the last score of a step; the score nearest --endpoint-day may lie after its end."
      )
    }
  }
}

/// A number of days, or any.
struct DaysAfterEnd: ExpressibleByArgument {
  let days: Int32

  init?(argument: String) {
    if argument == "any" {
      days = DerivationParameters.noLimit
    } else if let days = Int32(argument), (0...36_525).contains(days) {
      self.days = days
    } else {
      return nil
    }
  }
}
