public import Summaries

/// A cohort in stepped care, made up patient by patient.
///
/// Patient i is a function of seed, parameters and i alone: parts made apart join to the same bytes, and a larger cohort begins with
/// the smaller one.
///
/// Grade: exact. Whole-number draws, and exponentials of Remit's own.
/// Not: anybody. No patient stands behind any row, and no figure of a simulated cohort says anything about a treatment.
/// Source: Documentation/Simulation.md.
public struct SteppedCare: Sendable {
  public let parameters: SimulationParameters
  public let seed: UInt64
  public let without: Set<Mechanism>
  let model: CareModel
  private let courses: CourseWriter

  public init(_ parameters: SimulationParameters, seed: UInt64, without: Set<Mechanism> = []) {
    self.parameters = parameters
    self.seed = seed
    self.without = without
    model = CareModel(parameters, without: without)
    courses = CourseWriter(model: model, habits: ClinicHabits(model, seed: seed), seed: seed)
  }

  /// Patient `number`, from 1, with the course.
  func patient(_ number: Int) -> (SimulatedPatient, SimulatedCourse) {
    let patient = SimulatedPatient(number, seed: seed, model.constants)
    return (patient, courses.course(of: patient))
  }

  /// The lines of some patients in each file.
  public func files(of numbers: Range<Int>) -> CohortText {
    var text = CohortText()
    for number in numbers {
      let (patient, course) = patient(number)
      text.add(patient, course)
    }
    return text
  }

  /// How many steps of each attempt ended in which way, over some patients.
  public func outcomes(of numbers: Range<Int>) -> OutcomeCounts {
    var counts = OutcomeCounts()
    for number in numbers { counts.add(patient(number).1) }
    return counts
  }
}

/// Counts of how things were, by attempt.
public struct OutcomeCounts: Mergeable {
  public private(set) var patients = 0
  /// By attempt, from the first: how many began it, remitted, stopped for side effects, and left.
  public private(set) var begun: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var remitted: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var stopped: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var lost: [Int] = Array(repeating: 0, count: CareModel.steps)
  public private(set) var relapsed: [Int] = Array(repeating: 0, count: CareModel.steps)
  /// Patients with two steps that failed, each taken as prescribed for six weeks.
  public private(set) var resistant = 0

  public init() {}

  mutating func add(_ course: SimulatedCourse) {
    patients += 1
    var failures = 0
    for (place, step) in course.steps.enumerated() {
      let attempt = step.attempt - 1
      begun[attempt] += 1
      remitted[attempt] += step.outcome == .remission ? 1 : 0
      stopped[attempt] += step.outcome == .intolerance ? 1 : 0
      lost[attempt] += step.outcome == .lost ? 1 : 0
      relapsed[attempt] += course.relapses[place] == nil ? 0 : 1
      let isTrial = step.outcome == .nonresponse && step.end - step.start >= 41 && step.isAdherent
      failures += isTrial ? 1 : 0
    }
    resistant += failures >= 2 ? 1 : 0
  }

  public mutating func merge(_ other: OutcomeCounts) {
    patients += other.patients
    resistant += other.resistant
    for place in begun.indices {
      begun[place] += other.begun[place]
      remitted[place] += other.remitted[place]
      stopped[place] += other.stopped[place]
      lost[place] += other.lost[place]
      relapsed[place] += other.relapsed[place]
    }
  }
}
