internal import Files
internal import Treatment

/// Lines of a simulated cohort, file by file.
public struct CohortText: Sendable {
  public static let headers = [
    "patients.csv":
      "patient_id,age,sex,recurrent,anxious,psychotic,duration_months,site,entry_day,last_day\n",
    "exposures.csv": "patient_id,agent,start_day,end_day,dose_mg,sessions,days_supplied,stop_reason\n",
    "assessments.csv": "patient_id,day,scale,score\n",
    "truth-steps.csv":
      "patient_id,episode,step,strategy,agents,start_day,end_day,outcome,adherent,severity_start,severity_end,programme,exposures\n",
  ]

  public private(set) var patients: [UInt8] = []
  public private(set) var exposures: [UInt8] = []
  public private(set) var assessments: [UInt8] = []
  /// How the steps were, for those who test a derivation.
  public private(set) var truth: [UInt8] = []

  public init() {}

  /// The lines of a file by its name; nothing for another one.
  public func lines(of file: String) -> [UInt8] {
    switch file {
    case "patients.csv": patients
    case "exposures.csv": exposures
    case "assessments.csv": assessments
    case "truth-steps.csv": truth
    default: []
    }
  }

  mutating func add(_ patient: SimulatedPatient, _ course: SimulatedCourse) {
    let identifier = Self.identifier(patient.number)
    var line = CSVLine(patients)
    patients = []
    line.add(identifier)
    line.add(Int(patient.age))
    line.add(patient.isFemale ? "female" : "male")
    line.add(patient.isRecurrent ? "yes" : "no")
    line.add(patient.isAnxious ? "yes" : "no")
    line.add(patient.isPsychotic ? "yes" : "no")
    line.add(Int(patient.durationMonths))
    line.add("clinic \(patient.site)")
    line.add(0)
    line.add(Int(course.lastDay))
    line.end()
    patients = line.bytes
    line = CSVLine(exposures)
    exposures = []
    for row in course.exposures {
      line.add(identifier)
      line.add(row.agent)
      line.add(Int(row.start))
      if row.end == .max { line.add("") } else { line.add(Int(row.end)) }
      line.add(row.dose)
      if row.sessions < 0 { line.add("") } else { line.add(Int(row.sessions)) }
      if row.daysSupplied < 0 { line.add("") } else { line.add(Int(row.daysSupplied)) }
      line.add(row.reason)
      line.end()
    }
    exposures = line.bytes
    line = CSVLine(assessments)
    assessments = []
    for one in course.assessments {
      line.add(identifier)
      line.add(Int(one.day))
      line.add(one.isRated ? "MADRS" : "QIDSSR16")
      line.add(one.score)
      line.end()
    }
    assessments = line.bytes
    addTruth(course, identifier)
  }

  private mutating func addTruth(_ course: SimulatedCourse, _ identifier: [UInt8]) {
    var line = CSVLine(truth)
    truth = []
    for (place, step) in course.steps.enumerated() {
      line.add(identifier)
      line.add(step.episode)
      line.add(step.number)
      line.add(step.strategy.name)
      line.add(step.agents)
      line.add(Int(step.start))
      line.add(Int(step.end))
      line.add(step.outcome.rawValue)
      line.add(step.isAdherent ? "yes" : "no")
      line.add(hundredths: Int((step.severity * 100).rounded()))
      line.add(hundredths: Int((step.finalSeverity * 100).rounded()))
      switch step.programme {
      case .exercise: line.add("exercise")
      case .sleep: line.add("sleep")
      case nil: line.add("")
      }
      line.add(Self.rows(ofStep: place, course))
      line.end()
    }
    truth = line.bytes
  }

  /// The patient's rows of exposures.csv that are the trial of a step, from 1, joined by `+`.
  private static func rows(ofStep place: Int, _ course: SimulatedCourse) -> [UInt8] {
    var text: [UInt8] = []
    for (row, exposure) in course.exposures.enumerated() where exposure.step == place {
      if !text.isEmpty { text.append(UInt8(ascii: "+")) }
      text.append(contentsOf: "\(row + 1)".utf8)
    }
    return text
  }

  /// Ascending by bytes.
  static func identifier(_ number: Int) -> [UInt8] {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 10)
    var rest = number
    var place = 9
    while rest > 0 {
      digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      place -= 1
    }
    return [UInt8(ascii: "S")] + digits
  }
}
