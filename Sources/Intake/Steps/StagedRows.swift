internal import Treatment

/// The stage while rows are walked, its counts at hand.
struct StagedRows {
  private let stage: StepsStage
  private(set) var rows: Int
  private(set) var patients: Int

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
    stage.stepMarks[rows] = cells.hasScore ? .isAssessed : []
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

/// The records of the patient at hand while rows are walked, their counts at hand.
struct KeptRecords {
  private let patient: StepsPatient
  private var memory: UnsafeMutablePointer<StepsRecord>
  private var capacity: Int
  private var ascending: Bool
  private(set) var count: Int
  /// Where the row at hand is written.
  private(set) var slot = 0

  init(_ patient: StepsPatient) {
    self.patient = patient
    memory = patient.records
    capacity = patient.capacity
    ascending = patient.ascending
    count = patient.count
  }

  func writeBack() { patient.count = count }

  mutating func removeAll() {
    count = 0
    patient.count = 0
  }

  /// Writes a row's record where it stays, field by field: one that is put together and then copied waits for its own stores.
  @inline(__always)
  mutating func write(_ cells: PlainStepCells, startsPatient: Bool) -> UnsafeMutablePointer<StepsRecord> {
    if count == capacity {
      patient.count = count
      patient.grow()
      memory = patient.records
      capacity = patient.capacity
    }
    slot = startsPatient ? 0 : count
    let record = memory + slot
    record.pointee.episode = 1
    record.pointee.step = cells.step
    record.pointee.scale = UInt16(truncatingIfNeeded: cells.scale)
    record.pointee.strategy = cells.strategy
    record.pointee.agents = 0
    record.pointee.startDay = 0
    record.pointee.endDay = 0
    record.pointee.endScoreDay = StepColumns.missingDay
    return record
  }

  /// Takes the record that was written; false where it contradicts another one of the patient.
  @inline(__always)
  mutating func take(startsPatient: Bool) -> Bool {
    if startsPatient {
      patient.startPatient()
      ascending = true
      count = 1
    } else if ascending, memory[slot].isAfter(memory[slot &- 1]) {
      count &+= 1
    } else {
      // Rare in files of one scale: let the plain code compare the rows of the step.
      patient.count = count
      guard patient.add(memory[slot]) == nil else { return false }
      count = patient.count
      ascending = patient.ascending
    }
    return true
  }
}
