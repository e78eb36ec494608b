extension PatientPage {
  /// Of each row, whether its patient has a score on its scale; empty where that holds for every row, and where
  /// nobody said.
  public func assessed() -> [Bool] {
    let everybody = rows.marks.reduce(StepMarks.isAssessed.rawValue) { $0 & $1.rawValue }
    if everybody != 0 { return [] }
    var result = rows.marks.map { $0.contains(.isAssessed) }
    for patient in 0..<patientCount {
      let own = rowStart[patient]..<rowStart[patient + 1]
      for row in own where !result[row] {
        result[row] = own.contains {
          rows.scale[$0] == rows.scale[row] && rows.marks[$0].contains(.isAssessed)
        }
      }
    }
    return result
  }
}
