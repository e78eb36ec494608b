internal import LinearAlgebra
internal import Summaries
internal import Treatment

/// What treatments do in the simulation, by potential outcomes.
///
/// A population of its own (20,000 patients under the same parameters, drawn under another purpose) walks through stepped care; whoever
/// comes to a step is put under every strategy that is offered there, with the same state and the same latent proneness, and the
/// probabilities are averaged. Nothing is estimated from rows.
///
///     remission(s, k) = mean over those at step k of (1 - stop(s)) remission(s)
///     risk difference, log odds ratio (marginal): of those means against SWITCH_OUT
///     log odds ratio (conditional): the parameter
///     value of a policy = mean over all of 1 - Π (1 - remission(policy(k), k)), k = 1 to 4, nobody leaving
///
/// Grade: canonical; sums in one order.
/// Not: what any treatment does to a person.
public struct TrueValues: Sendable {
  static let population = 20_000

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
  private(set) var policies: [(name: String, value: Double)] = []
  private(set) var counts = OutcomeCounts()
  /// Of ``ResistanceProjection/terms``; `nil` where a covariate does not vary.
  private(set) var resistance: [Double]?
  let care: SteppedCare

  public init(of care: SteppedCare) {
    self.care = care
    let model = care.model
    let habits = ClinicHabits(model, seed: care.seed)
    let courses = CourseWriter(model: model, habits: habits, seed: care.seed)
    var byStep: [[Cell]] = (1...CareModel.steps).map { step in
      step == 1
        ? [Cell(step: 1, strategy: .firstLine)]
        : model.options.filter { $0.earliest <= step }.map { Cell(step: step, strategy: $0.strategy) }
    }
    var projection = ResistanceProjection()
    var sums = Policy.all.map { _ in 0.0 }
    var pairs = [Double](repeating: 0, count: model.options.count * model.options.count)
    for number in 1...Self.population {
      let patient = SimulatedPatient(number, seed: care.seed, purpose: "truth patient", model.constants)
      let course = courses.course(of: patient, purpose: "truth ")
      counts.add(course)
      for step in course.steps { Self.add(step, patient, model, to: &byStep[step.attempt - 1]) }
      Self.addPolicies(patient, model, &sums, &pairs)
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
    let n = Double(Self.population)
    policies = zip(Policy.all, sums).map { ($0.name, $1 / n) }
    if let best = pairs.indices.max(by: { (pairs[$0], -$0) < (pairs[$1], -$1) }) {
      let (second, third) = (
        model.options[best / model.options.count], model.options[best % model.options.count]
      )
      policies.append(
        ("best two steps: \(second.strategy.name), then \(third.strategy.name)", pairs[best] / n))
    }
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

  /// A rule for steps 2 to 4.
  private struct Policy: Sendable {
    let name: String
    let strategies: [Strategy]

    static let all = [
      Policy(name: "always switch", strategies: [.switchOut, .switchOut, .switchOut]),
      Policy(
        name: "augment first", strategies: [.augmentAntipsychotic, .augmentLithium, .switchOut]),
      Policy(name: "switch within the class", strategies: [.switchWithin, .switchWithin, .switchWithin]),
      Policy(name: "two trials, then ketamine", strategies: [.switchOut, .ketamine, .switchOut]),
      Policy(name: "two trials, then ECT", strategies: [.switchOut, .ect, .switchOut]),
    ]
  }

  private static func addPolicies(
    _ patient: SimulatedPatient, _ model: CareModel, _ sums: inout [Double], _ pairs: inout [Double]
  ) {
    /// The probability of remission at a step, whose start is a little better than entry.
    func remission(_ step: Int, _ option: CareModel.Option?) -> Double {
      let severity = step == 1 ? patient.severity : 0.85 * patient.severity
      let chances = model.chances(of: patient, step: step, option: option, severity: severity, programme: nil)
      return (1 - chances.stop) * chances.remission
    }
    let first = 1 - remission(1, nil)
    let second = model.options.map { remission(2, $0) }
    let third = model.options.map { remission(3, $0) }
    let fourth = model.options.map { remission(4, $0) }
    func place(_ strategy: Strategy) -> Int? { model.options.firstIndex { $0.strategy == strategy } }
    for (number, policy) in Policy.all.enumerated() {
      var left = first
      for (chances, strategy) in zip([second, third, fourth], policy.strategies) {
        if let place = place(strategy) { left *= 1 - chances[place] }
      }
      sums[number] += 1 - left
    }
    for one in model.options.indices where model.options[one].earliest <= 2 {
      for other in model.options.indices where model.options[other].earliest <= 3 && other != one {
        pairs[one * model.options.count + other] += 1 - first * (1 - second[one]) * (1 - third[other])
      }
    }
  }
}
