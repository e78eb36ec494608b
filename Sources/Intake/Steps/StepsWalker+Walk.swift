internal import Treatment

/// The walk over plain rows, in the order of its parts: the row's end and its main cells (``PlainStepReader``), whose patient it
/// is (``PatientRun``), the place that it takes among the patient's records and in the stage, the columns beside (
/// ``readExtras(place:row:slot:record:)``), what the rows of one patient have to agree in (``StepsPatient``).
///
/// What the loop changes lies in values of its own and is written back when it ends: an object's fields would be stored and
/// loaded for every row.
extension StepsWalker {
  /// Takes rows from the one at hand while they are plain and start in the window.
  func walk() -> Walk {
    let reader = PlainStepReader(self)
    var lastScale = PlainStepReader.LastScale()
    var patient = PatientRun(after: filler.hasPatient ? filler.patientID : nil, masks: reader.masks)
    defer { patient.deallocate() }
    var cells = PlainStepCells()
    var staged = StagedRows(stage)
    var kept = KeptRecords(filler.patient)
    let (data, limit, wholeRows, fields) = (reader.data, self.limit, self.wholeRows, self.fields)
    let (extras, profile, wanted) = (self.extras, self.profile, UnsafePointer(scaleWanted))
    let settles = layout.endScoreDay != nil
    let hasCodes = !layout.rules.missingCodes.isEmpty
    var place = self.place
    var start = self.start
    var taken = 0
    var result = Walk.done

    while place < wholeRows, start < limit {
      guard let feed = reader.feed(ofRowAt: place, from: start) else {
        result = .slowRow
        break
      }
      if staged.isFull { staged.flush(into: &page) }
      guard reader.read(rowAt: place, into: &cells, &lastScale) else {
        result = .slowRow
        break
      }
      let isOther = patient.differs(from: cells, in: data)
      if settles, isOther, kept.count > 1 {
        kept.writeBack()
        staged.writeBack()
        settlePatient()
        // The next record is written over the first, whether or not its row stays.
        kept.removeAll()
      }
      let record = kept.write(cells, startsPatient: isOther)
      staged.write(cells)
      if extras,
        !readExtras(place: place, row: staged.rows, slot: kept.slot, record: &record.pointee)
      {
        result = .slowRow
        break
      }
      if let profile, !profile.add(row: place, reader) {
        result = .odd
        break
      }
      guard kept.take(startsPatient: isOther) else {
        result = .odd
        break
      }
      if isOther {
        if hasCodes, isMissing(data + cells.patientStart, cells.patientLength) {
          result = .odd
          break
        }
        patient.begin(cells, in: data)
        staged.beginPatient()
        if extras { stageCovariates(row: staged.rows, patient: staged.patients) }
        if firstPatient == nil {
          firstPatient = Array(
            UnsafeBufferPointer(start: data + cells.patientStart, count: cells.patientLength))
        }
      }
      patient.move(to: cells, in: data)
      staged.take(hasScore: cells.hasScore, isWanted: wanted[Int(cells.scale)])
      taken &+= 1
      start = feed &+ 1
      place = place &+ fields
    }

    kept.writeBack()
    staged.writeBack()
    if taken > 0 {
      filler.patientID = patient.identifier
      filler.hasPatient = true
      filler.order.merge(byBytes: patient.byBytes, byLength: patient.byLength)
    }
    rows += taken
    linesPassed += taken
    self.place = place
    self.start = start
    return result
  }

  @inline(never)
  private func settlePatient() { filler.settlePatient(&page, stage) }

  /// Whether the text in place of a patient stands for none.
  @inline(never)
  private func isMissing(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    layout.rules.isMissing(UnsafeBufferPointer(start: text, count: count))
  }
}
