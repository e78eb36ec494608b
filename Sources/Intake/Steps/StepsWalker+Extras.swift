internal import Treatment

extension StepsWalker {
  @inline(__always) private func key(_ bytes: UnsafeBufferPointer<UInt8>) -> TextTable.Key? {
    bytes.baseAddress.map { TextTable.Key($0, bytes.count, masks: keyMasks) }
  }

  @inline(__always) private func field(_ place: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(places[place + column - 1] &+ 1)
    var end = Int(places[place + column])
    if column == returnColumn, end > start, data[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return UnsafeBufferPointer(start: data + start, count: end - start)
  }

  @inline(__always) private func score(_ place: Int, _ column: Int, scale: Int) -> Double? {
    let bytes = field(place, column)
    guard let start = bytes.baseAddress, let value = numbers.number(start + bytes.count, bytes.count),
      !(value < scaleLowest[scale] || value > scaleHighest[scale])
    else { return nil }
    return value
  }

  @inline(__always) private func day(_ place: Int, _ column: Int) -> Int32? {
    let bytes = field(place, column)
    guard let start = bytes.baseAddress else { return nil }
    let value =
      numbers.whole(start + bytes.count, bytes.count)
      ?? (numbers.enabled ? DecimalText.integer(bytes).flatMap { Int32(exactly: $0) } : nil)
    guard let value, value.magnitude <= StepsLayout.latestDay else { return nil }
    return value
  }

  /// Reads the columns beside the main ones of the row whose first place is given, into the stage's row. False
  /// where the row needs the plain reader, which also says what is wrong with it.
  /// `slot` is the record's place among those of its patient.
  func readExtras(place: Int, row: Int, slot: Int, record: inout StepsRecord) -> Bool {
    let scale = Int(record.scale)
    if let column = layout.entry {
      guard let value = score(place, column, scale: scale) else { return false }
      stage.entry[row] = value
      if value == value { stage.stepMarks[row].insert(.isAssessed) }
    }
    if let column = layout.last {
      guard let value = score(place, column, scale: scale) else { return false }
      stage.last[row] = value
      if value == value { stage.stepMarks[row].insert(.isAssessed) }
    }
    if let column = layout.episode {
      guard let value = day(place, column), value >= 1 else { return false }
      record.episode = value
      stage.episode[row] = value
    } else {
      stage.episode[row] = 1
    }
    if let column = layout.agents {
      guard let key = key(field(place, column)), let set = texts.agentSets.view.value(key) else {
        return false
      }
      stage.agent[row] = texts.leading(Int(set), in: record.strategy)
      stage.agents[row] = texts.agentCodes[Int(set)].all
      record.agents = stage.agents[row]
    }
    if let column = layout.startDay {
      guard let value = day(place, column) else { return false }
      record.startDay = value
      stage.startDay[row] = value
    }
    if let column = layout.endDay {
      let isBlank = field(place, column).isEmpty
      guard let value = isBlank ? StepColumns.missingDay : day(place, column),
        isBlank || value >= record.startDay
      else {
        return false
      }
      record.endDay = value
      stage.endDay[row] = value
    }
    stage.endpointDay[row] = StepColumns.missingDay
    if layout.endScoreDay != nil || layout.last != nil {
      guard pickEndScore(place: place, row: row, of: &record) else { return false }
    }
    // Rare: a row without a score whose tags may tell of one.
    if let column = layout.tags, !stage.stepMarks[row].contains(.isAssessed), !field(place, column).isEmpty {
      return false
    }
    return readCovariates(place: place, row: row, slot: slot)
  }

  private func pickEndScore(place: Int, row: Int, of record: inout StepsRecord) -> Bool {
    var endDay: Int?
    if let column = layout.endScoreDay, !field(place, column).isEmpty {
      guard let value = day(place, column) else { return false }
      endDay = Int(value)
      record.endScoreDay = value
      stage.endpointDay[row] = value
    }
    let last = layout.last == nil ? Double.nan : stage.last[row]
    let isOpen = layout.endDay == nil || record.endDay == StepColumns.missingDay
    let pick = layout.endScore.pick(
      EndScore.Row(
        end: stage.endpoint[row], last: last, startDay: layout.startDay == nil ? nil : Int(record.startDay),
        endDay: isOpen ? nil : Int(record.endDay), endScoreDay: endDay))
    (stage.endpoint[row], stage.last[row]) = (pick.endpoint, pick.last)
    if pick.isAfterEnd { stage.stepMarks[row].insert(.endsAfterStep) }
    return true
  }

  /// As ``TextTable/fingerprint(_:_:)``, with the key taken from the window's memory.
  private func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if bytes.isEmpty { return 0 }
    guard bytes.count <= 32, bytes[0] > 0x20, layout.rules.missingCodes.isEmpty, let key = key(bytes) else {
      return TextTable.fingerprint(bytes, layout.rules)
    }
    return key.fingerprint
  }

  private func readCovariates(place: Int, row: Int, slot: Int) -> Bool {
    let repeated = filler.patient.repeated + slot * filler.patient.width
    for index in layout.covariates.indices {
      let covariate = layout.covariates[index]
      let bytes = field(place, covariate.column)
      switch covariate.kind {
      case .text:
        guard let key = key(bytes), let code = filler.covariates[index].view.value(key) else { return false }
        stage.covariates[index][row] = UInt64(code)
        repeated[index] = UInt64(code)
      case .number:
        guard let start = bytes.baseAddress, let value = numbers.number(start + bytes.count, bytes.count)
        else {
          return false
        }
        stage.covariates[index][row] = value.bitPattern
        repeated[index] = CovariateValue.bits(of: value)
      }
    }
    for (index, column) in layout.compared.enumerated() {
      repeated[layout.covariates.count + index] = fingerprint(field(place, column))
    }
    return true
  }

  /// A patient's covariates are those of the patient's first row in the file, on every way of reading.
  func stageCovariates(row: Int, patient: Int) {
    for index in layout.covariates.indices {
      stage.patientCovariates[index][patient] = stage.covariates[index][row]
    }
  }
}
