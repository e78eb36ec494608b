internal import Treatment

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
      Self.grow(patient, count)
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

  @inline(never)
  private static func grow(_ patient: StepsPatient, _ count: Int) {
    patient.count = count
    patient.grow()
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
      guard let count = Self.compared(patient, memory + slot, count) else { return false }
      self.count = count
      ascending = patient.ascending
    }
    return true
  }

  /// Rare in files of one scale: the plain code compares the rows of the step. How many records there are then; `nil` where one
  /// contradicts another.
  ///
  /// It is given values alone, so that what the loop over rows holds need not lie in memory for its sake.
  @inline(never)
  private static func compared(
    _ patient: StepsPatient, _ record: UnsafeMutablePointer<StepsRecord>, _ count: Int
  ) -> Int? {
    patient.count = count
    return patient.add(record.pointee) == nil ? patient.count : nil
  }
}
