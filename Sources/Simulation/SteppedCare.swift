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
    var course = SimulatedCourse()
    for number in numbers {
      let patient = SimulatedPatient(number, seed: seed, model.constants)
      courses.write(&course, of: patient)
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
