internal import Summaries
internal import Treatment

/// Walks one patient through stepped care.
///
/// Streams of their own serve outcomes, choices, drugs and visits, so that a mechanism that is left out changes nothing else that
/// is drawn.
struct CourseWriter {
  let model: CareModel
  let habits: ClinicHabits
  let seed: UInt64

  func course(of patient: SimulatedPatient, purpose: String = "") -> SimulatedCourse {
    var course = SimulatedCourse()
    write(&course, of: patient, purpose: purpose)
    return course
  }

  /// Writes the course of a patient into the memory of another one's.
  func write(_ course: inout SimulatedCourse, of patient: SimulatedPatient, purpose: String = "") {
    func stream(_ name: String) -> RandomStream {
      RandomStream(
        seed: seed, purpose: purpose.isEmpty ? name : purpose + name, patient: UInt64(patient.number))
    }
    course.clear()
    var walk = Walk(patient, model, habits, in: course, stream)
    course = SimulatedCourse()
    walk.go()
    swap(&course, &walk.course)
    var visits = VisitWriter(model, stream("visit"))
    visits.write(&course)
  }
}
