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
    patients.append(addingCapacity: Self.mostOfLine) { line in
      line.cell(identifier.span)
      line.cell(Int(patient.age))
      line.cell(patient.isFemale ? "female" : "male")
      line.cell(patient.isRecurrent ? "yes" : "no")
      line.cell(patient.isAnxious ? "yes" : "no")
      line.cell(patient.isPsychotic ? "yes" : "no")
      line.cell(Int(patient.durationMonths))
      line.cell("clinic \(patient.site)")
      line.cell(0)
      line.cell(Int(course.lastDay))
      line.endLine()
    }
    exposures.append(addingCapacity: Self.mostOfLine * course.exposures.count) { line in
      // Borrowed: a copy of a row would count the users of its names.
      let rows = course.exposures.span
      for row in rows.indices {
        line.cell(identifier.span)
        line.cell(rows[row].agent)
        line.cell(Int(rows[row].start))
        line.cell(rows[row].end == .max ? nil : Int(rows[row].end))
        line.dose(rows[row].dose)
        line.cell(rows[row].sessions < 0 ? nil : Int(rows[row].sessions))
        line.cell(rows[row].daysSupplied < 0 ? nil : Int(rows[row].daysSupplied))
        line.cell(rows[row].reason)
        line.endLine()
      }
    }
    let (madrs, qids) = (Self.madrs, Self.qids)
    assessments.append(addingCapacity: Self.mostOfLine * course.assessments.count) { line in
      for one in course.assessments {
        line.cell(identifier.span)
        line.cell(Int(one.day))
        line.cell(one.isRated ? madrs.span : qids.span)
        line.cell(one.score)
        line.endLine()
      }
    }
    addTruth(course, identifier)
  }

  private static let madrs = Array("MADRS".utf8)
  private static let qids = Array("QIDSSR16".utf8)

  /// More bytes than any line of these files has: names of the catalogue and up to eleven numbers.
  private static let mostOfLine = 400

  private mutating func addTruth(_ course: SimulatedCourse, _ identifier: [UInt8]) {
    // The last cell holds the number of every row of exposures at most.
    let most = Self.mostOfLine + course.exposures.count * OutputSpan<UInt8>.mostDigits
    truth.append(addingCapacity: most * course.steps.count) { line in
      for (place, step) in course.steps.enumerated() {
        line.cell(identifier.span)
        line.cell(step.episode)
        line.cell(step.number)
        line.cell(step.strategy.name)
        line.cell(step.agents)
        line.cell(Int(step.start))
        line.cell(Int(step.end))
        line.cell(step.outcome.rawValue)
        line.cell(step.isAdherent ? "yes" : "no")
        line.cell(hundredths: Int((step.severity * 100).rounded()))
        line.cell(hundredths: Int((step.finalSeverity * 100).rounded()))
        switch step.programme {
        case .exercise: line.cell("exercise")
        case .sleep: line.cell("sleep")
        case nil: line.cell("")
        }
        line.rows(ofStep: place, course.exposures)
        line.endLine()
      }
    }
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

extension OutputSpan<UInt8> {
  /// Milligrams, which are whole for most drugs.
  fileprivate mutating func dose(_ dose: Double) {
    if dose.isNaN {
      cell("")
    } else if dose == dose.rounded() {
      cell(Int(dose))
    } else {
      cell("\(dose)")
    }
  }

  /// The patient's rows of exposures.csv that are the trial of a step, from 1, joined by `+`.
  fileprivate mutating func rows(ofStep place: Int, _ exposures: [ExposureRow]) {
    var isFirst = true
    for (row, exposure) in exposures.enumerated() where exposure.step == place {
      if !isFirst { append(UInt8(ascii: "+")) }
      isFirst = false
      append(digitsOf: row + 1)
    }
    append(UInt8(ascii: ","))
  }
}
