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
    func stream(_ name: String) -> RandomStream {
      RandomStream(
        seed: seed, purpose: purpose.isEmpty ? name : purpose + name, patient: UInt64(patient.number))
    }
    var walk = Walk(patient, model, habits, stream)
    walk.go()
    var visits = VisitWriter(model, stream("visit"))
    visits.write(&walk.course)
    return walk.course
  }
}
