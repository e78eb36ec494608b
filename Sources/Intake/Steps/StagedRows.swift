internal import Treatment

/// The stage while rows are walked, its counts at hand.
struct StagedRows {
  private let stage: StepsStage
  private(set) var rows: Int
  private(set) var patients: Int
  // Constants of another module: asked for once, not once a row.
  private let assessed: StepMarks = .isAssessed
  private let unmarked: StepMarks = []

  init(_ stage: StepsStage) {
    self.stage = stage
    rows = stage.rowCount
    patients = stage.patientCount
  }

  /// Rows of other scales make patients without making rows, and each patient takes a slot as well.
  var isFull: Bool { rows == StepsStage.rows || patients == StepsStage.rows }

  func writeBack() {
    stage.rowCount = rows
    stage.patientCount = patients
  }

  mutating func flush(into page: inout PatientPage) {
    writeBack()
    stage.flush(into: &page)
    (rows, patients) = (0, 0)
  }

  /// Writes a row's main cells into the next slot, which it has not taken yet.
  @inline(__always)
  func write(_ cells: PlainStepCells) {
    stage.step[rows] = cells.step
    stage.scale[rows] = UInt16(truncatingIfNeeded: cells.scale)
    stage.strategy[rows] = cells.strategy
    stage.baseline[rows] = cells.baseline
    stage.endpoint[rows] = cells.endpoint
    stage.stepMarks[rows] = cells.hasScore ? assessed : unmarked
  }

  @inline(__always)
  mutating func beginPatient() {
    patients &+= 1
    stage.marks[patients] = 0
  }

  /// Takes the slot for the patient at hand, where the row is one of a scale that is asked for.
  @inline(__always)
  mutating func take(hasScore: Bool, isWanted: Bool) {
    stage.marks[patients] |= hasScore ? 3 : 1
    rows &+= isWanted ? 1 : 0
    stage.ends[patients] = Int32(truncatingIfNeeded: rows)
  }
}
