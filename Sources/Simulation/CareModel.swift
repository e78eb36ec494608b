internal import LinearAlgebra
internal import Summaries
internal import Treatment

/// The parameters as the simulation asks for them, with the mechanisms that are left out.
final class CareModel: Sendable {
  /// A strategy of a further step.
  struct Option: Sendable {
    let strategy: Strategy
    let remission: Double
    let intolerance: Double
    let choice: Double
    let severity: Double
    let failures: Double
    let age: Double
    let psychotic: Double
    let earliest: Int
  }

  static let steps = 7
  let parameters: SimulationParameters
  let constants: CareConstants
  let without: Set<Mechanism>
  let options: [Option]
  private let remissionBySteps: [Double]
  private let intoleranceBySteps: [Double]
  private let remission:
    (
      female: Double, age: Double, recurrent: Double, anxious: Double, psychotic: Double, severity: Double,
      duration: Double, exercise: Double, sleep: Double
    )
  private let intolerance: (age: Double, anxious: Double)
  let relapse: [Double]
  let inhibitor: (choice: Double, severity: Double, failures: Double)
  let washout: (days: Int32, fromFluoxetine: Int32)
  private let responseShare: Double
  let severityMean: Double
  let ageMean: Double

  init(_ parameters: SimulationParameters, without: Set<Mechanism>) {
    self.parameters = parameters
    constants = CareConstants(parameters)
    self.without = without
    let p = parameters
    options = p.strategies.map { name in
      func value(_ key: String) -> Double { p["strategies.\(name).\(key)"] }
      return Option(
        strategy: Strategy(name), remission: value("remission"), intolerance: value("intolerance"),
        choice: value("choice"), severity: value("severity"), failures: value("failures"), age: value("age"),
        psychotic: value("psychotic"), earliest: Int(value("earliest")))
    }
    remissionBySteps = (1...Self.steps).map { p["remission.step_\($0)"] }
    intoleranceBySteps = (1...Self.steps).map { p["intolerance.step_\($0)"] }
    remission = (
      p["remission.female"], p["remission.age_decade"], p["remission.recurrent"], p["remission.anxious"],
      p["remission.psychotic"], p["remission.severity_10_points"], p["remission.duration_year"],
      p["remission.exercise"], p["remission.sleep"]
    )
    intolerance = (p["intolerance.age_decade"], p["intolerance.anxious"])
    inhibitor = (p["maoi.choice"], p["maoi.severity"], p["maoi.failures"])
    washout = (Int32(p["maoi.washout_days"]), Int32(p["maoi.washout_fluoxetine_days"]))
    relapse = (1...4).map { p["course.relapse_\($0)"] }
    responseShare = p["response.share"]
    severityMean = p["patients.severity_mean"]
    ageMean = p["patients.age_mean"]
  }

  func has(_ mechanism: Mechanism) -> Bool { !without.contains(mechanism) }

  /// The probability that a step is not stopped for side effects, and, where it is not, that it ends in remission.
  ///
  /// `option` is `nil` for the first line; `severity` is that of the step's start.
  func chances(
    of patient: SimulatedPatient, step: Int, option: Option?, severity: Double, programme: Programme?
  ) -> (stop: Double, remission: Double) {
    let decades = (patient.age - ageMean) / 10
    var stop = 0.0
    if has(.intolerance) {
      stop = Self.logistic(
        intoleranceBySteps[step - 1] + (option?.intolerance ?? 0) + intolerance.age * decades
          + (patient.isAnxious ? intolerance.anxious : 0))
    }
    var odds = remissionBySteps[step - 1] + (option?.remission ?? 0) - patient.proneness
    odds += patient.isFemale ? remission.female : 0
    odds += remission.age * decades
    odds += patient.isRecurrent ? remission.recurrent : 0
    odds += patient.isAnxious ? remission.anxious : 0
    odds += patient.isPsychotic ? remission.psychotic : 0
    odds += remission.severity * (severity - severityMean) / 10
    odds += remission.duration * min(patient.durationMonths, 60) / 12
    switch programme {
    case .exercise: odds += remission.exercise
    case .sleep: odds += remission.sleep
    case nil: break
    }
    return (stop, Self.logistic(odds))
  }

  /// Where a step ends that began at `severity`, for a draw from 0 to 1: who does not respond stays ill, whatever the last step left.
  static func severity(after outcome: TrueOutcome, from severity: Double, _ draw: Double) -> Double {
    switch outcome {
    case .remission: 9 * draw
    case .response: max(11.5, severity * (0.38 + 0.1 * draw))
    case .nonresponse: max(15 + 3 * draw, severity * (0.62 + 0.43 * draw))
    case .intolerance, .lost: max(15 + 3 * draw, severity * (0.75 + 0.25 * draw))
    }
  }

  /// Of those who neither remit nor stop, how many respond; none where half of the start's severity is remission or next to it.
  func responseShare(from severity: Double) -> Double { severity < 24 ? 0 : responseShare }

  /// The canonical exponential, so that no processor draws another cohort.
  static func logistic(_ odds: Double) -> Double { 1 / (1 + exponential(-odds)) }
}

extension CareModel {
  static func logit(_ share: Double) -> Double {
    let kept = min(max(share, 1e-9), 1 - 1e-9)
    return logarithm(kept) - logarithm(1 - kept)
  }
}
