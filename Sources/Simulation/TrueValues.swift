internal import LinearAlgebra
internal import Summaries
internal import Treatment

/// What treatments do in the simulation, by potential outcomes.
///
/// A population of its own (20,000 patients or as many as are asked for, under the same parameters, drawn under another purpose) walks through stepped care; whoever
/// comes to a step is put under every strategy that is offered there, with the same state and the same latent proneness, and the
/// probabilities are averaged. Nothing is estimated from rows.
///
///     remission(s, k) = mean over those at step k of (1 - stop(s)) remission(s)
///     risk difference, log odds ratio (marginal): of those means against SWITCH_OUT
///     log odds ratio (conditional): the parameter
///
/// Policies: ``PolicyValues``.
///
/// Grade: canonical; sums in one order.
/// Not: what any treatment does to a person.
public struct TrueValues: Sendable {
  /// How many patients the probabilities are means of, where nobody asks for another number.
  public static let population = 20_000

  /// A strategy at a step, over those who come to it.
  struct Cell {
    var step: Int
    var strategy: Strategy
    var patients = 0
    var remission = 0.0
    var response = 0.0
    var stopped = 0.0
    var conditional = 0.0
  }

  private(set) var cells: [Cell] = []
  private(set) var policies: [PolicyValues.Value]
  private(set) var counts = OutcomeCounts()
  /// Of ``ResistanceProjection/terms``; `nil` where a covariate does not vary.
  private(set) var resistance: [Double]?
  let care: SteppedCare
  let population: Int

  public init(of care: SteppedCare, population: Int = Self.population) {
    self.care = care
    self.population = population
    let model = care.model
    let habits = ClinicHabits(model, seed: care.seed)
    let courses = CourseWriter(model: model, habits: habits, seed: care.seed)
    var byStep: [[Cell]] = (1...CareModel.steps).map { step in
      step == 1
        ? [Cell(step: 1, strategy: .firstLine)]
        : model.options.filter { $0.earliest <= step }.map { Cell(step: step, strategy: $0.strategy) }
    }
    var projection = ResistanceProjection()
    var values = PolicyValues(model, seed: care.seed)
    for number in 1...population {
      let patient = SimulatedPatient(number, seed: care.seed, purpose: "truth patient", model.constants)
      let course = courses.course(of: patient, purpose: "truth ")
      counts.add(course)
      for step in course.steps { Self.add(step, patient, model, to: &byStep[step.attempt - 1]) }
      values.add(patient)
      projection.add(patient, model)
    }
    cells = byStep.joined().filter { $0.patients > 0 }.map { cell in
      var cell = cell
      let n = Double(cell.patients)
      cell.remission /= n
      cell.response /= n
      cell.stopped /= n
      return cell
    }
    resistance = projection.coefficients()
    policies = values.values()
  }

  private static func add(
    _ step: TrueStep, _ patient: SimulatedPatient, _ model: CareModel, to cells: inout [Cell]
  ) {
    for place in cells.indices {
      let option = model.options.first { $0.strategy == cells[place].strategy }
      let chances = model.chances(
        of: patient, step: step.attempt, option: step.attempt == 1 ? nil : option, severity: step.severity,
        programme: step.programme)
      let stays = 1 - chances.stop
      cells[place].patients += 1
      cells[place].remission += stays * chances.remission
      // A remission ends at 0 to 9 points, which is no fall by half for all who began below 18.
      let halves = min(1, step.severity / 18)
      cells[place].response +=
        stays
        * (chances.remission * halves + (1 - chances.remission) * model.responseShare(from: step.severity))
      cells[place].stopped += chances.stop
      cells[place].conditional = option?.remission ?? 0
    }
  }
}
