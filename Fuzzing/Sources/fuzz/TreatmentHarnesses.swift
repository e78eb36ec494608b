import Foundation
import Remit
import Dispatch

/// Exposures and scores, drawn from the bytes: steps of any history are in order and inside it, and the same whatever the
/// day that all days are counted from.
enum StepsHarness: Harness {
  static let name = "steps"
  private static let catalogue = Catalogue.bundled
  private static let formulary = Formulary(Catalogue.bundled)

  static func attack(_ bytes: [UInt8]) throws {
    var choices = Choices(bytes)
    var history = PatientHistory()
    while !choices.isEmpty, history.exposures.count < 40 {
      let start = choices.number(below: 3000)
      var exposure = Exposure(
        agent: choices.number(below: catalogue.agents.count), startDay: start,
        endDay: choices.byte() % 5 == 0 ? nil : start + choices.number(below: 400))
      let dose = choices.byte()
      if dose > 20 { exposure.dose = Double(dose) * [0.1, 1, 10][dose % 3] }
      if dose % 7 == 0 { exposure.sessions = Int32(dose % 13) }
      history.exposures.append(exposure)
      if dose % 2 == 0 {
        history.assessments.append(
          Assessment(
            day: choices.number(below: 3400), scale: choices.number(below: catalogue.scales.count),
            score: Double(choices.byte() % 60)))
      }
    }
    history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
    history.assessments.sort { ($0.day, $0.scale) < ($1.day, $1.scale) }
    history.lastDay = 3400
    let steps = Self.steps(history)
    for (step, next) in zip(steps, steps.dropFirst()) {
      precondition(
        (step.episode, step.number) < (next.episode, next.number) && step.start <= next.start,
        "Steps are out of order.")
    }
    for step in steps { precondition(step.start <= step.end, "A step ends before it begins.") }
    let moved = Self.steps(Self.moved(history, by: 111))
    precondition(
      steps.map { [$0.start + 111, $0.end + 111] } == moved.map { [$0.start, $0.end] }
        && steps.map(\.strategy) == moved.map(\.strategy),
      "Steps depend on the day that days are counted from.")
  }

  private static func steps(_ history: PatientHistory) -> [DerivedStep] {
    var derivation = StepDerivation(catalogue, formulary: formulary)
    var record = TreatmentRecord()
    derivation.derive(history, into: &record)
    return record.steps
  }

  private static func moved(_ history: PatientHistory, by days: Int32) -> PatientHistory {
    var result = history
    for place in result.exposures.indices {
      result.exposures[place].startDay += days
      if result.exposures[place].endDay != Day.none { result.exposures[place].endDay += days }
    }
    for place in result.assessments.indices { result.assessments[place].day += days }
    result.facts.entryDay += days
    result.facts.lastDay += days
    return result
  }
}

/// A cohort with dates whose three files are cut from the bytes at NULs: read in one thread and in two, and with rows set
/// aside or not, it gives the same counts, and no error holds a cell.
enum CohortHarness: Harness {
  static let name = "cohort"

  static func attack(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    _ = try Scratch.write("dates: iso\n".utf8, to: "cohort.yaml")
    _ = try Scratch.write(Array("patient_id,sex\n".utf8) + parts[0], to: "patients.csv")
    _ = try Scratch.write(
      Array("patient_id,agent,start_date,end_date,dose_mg\n".utf8) + parts[1], to: "exposures.csv")
    _ = try Scratch.write(Array("patient_id,date,scale,score\n".utf8) + parts[2], to: "assessments.csv")
    precondition(
      validation(threads: 1) == validation(threads: 2), "The number of threads changes what is found.")
  }

  private static func validation(threads: Int) -> CohortValidation? {
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var result: CohortValidation?
    Task.detached {
      result = try? await CSVCohort(at: Scratch.folder, options: IntakeOptions(threads: threads)).validate()
      done.signal()
    }
    done.wait()
    return result
  }
}
