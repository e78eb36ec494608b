internal import Foundation
internal import CScan
internal import Treatment

extension StepsWalker {
  /// Whether no line ends between two places.
  private func isOneRow(_ first: Int, _ last: Int) -> Bool {
    for place in first..<last where window.data[Int(window.places[place])] == UInt8(ascii: "\n") {
      return false
    }
    return true
  }

  /// Takes rows from the one at hand while they are plain and start in the window.
  func walk() -> Walk {
    let data = UnsafePointer(window.data)
    let places = UnsafePointer(window.places)
    let (patient, step, strategy, scale) = (layout.patient, layout.step, layout.strategy, layout.scale)
    let (scoreStart, scoreEnd) = (layout.scoreStart, layout.scoreEnd)
    let (fields, limit, wholeRows, quote) = (self.fields, self.limit, self.wholeRows, layout.rules.quote)
    let (extras, longestField, numbers) = (self.extras, self.longestField, self.numbers)
    // Where each row has as many places as the header has columns, the rows need not be told apart one by one.
    let isRegular = wholeRows - place == fields * (Int(window.seen.lines) - linesPassed)
    let hasQuotes = window.seen.quotes != 0
    let hasCodes = !layout.rules.missingCodes.isEmpty
    let returnColumn = window.seen.returns != 0 ? fields - 1 : -1
    // Only the last score is read with a carriage return after it; other files with CRLF end in other columns.
    let isFastLayout = ![patient, step, strategy, scale, scoreStart].contains(returnColumn)
    let profile = self.profile
    let (stage, masks, records) = (self.stage, UnsafePointer(keyMasks), filler.patient)
    let (lowest, highest, wanted) = (scaleLowest, scaleHighest, scaleWanted)
    let latestStep = StepsLayout.latestDay
    let settles = layout.endScoreDay != nil
    let (strategies, scales) = (texts.strategies.view, texts.scales.view)
    var recordMemory = records.records
    var recordCapacity = records.capacity
    var recordCount = records.count
    var ascending = records.ascending

    let previous = filler.hasPatient ? filler.patientID : []
    var previousLength = filler.hasPatient ? previous.count : -1
    // As long as a key reads, whatever the length of the text.
    let previousCopy = UnsafeMutablePointer<UInt8>.allocate(capacity: previous.count + 16)
    previousCopy.initialize(repeating: 0, count: previous.count + 16)
    defer { previousCopy.deallocate() }
    for (index, byte) in previous.enumerated() { previousCopy[index] = byte }
    var previousID = UnsafePointer(previousCopy)
    var previousKey =
      filler.hasPatient ? TextTable.Key(previousID, previous.count, masks: masks) : TextTable.Key()
    var byBytes = true
    var byLength = true
    var scaleKey = TextTable.Key()
    var scaleIndex: UInt32 = 0

    var place = self.place
    var start = self.start
    var taken = 0
    var result = Walk.done
    var rowCount = stage.rowCount
    var patientCount = stage.patientCount

    while place < wholeRows, start < limit {
      let endPlace = place &+ fields &- 1
      guard endPlace < wholeRows else {
        result = .slowRow
        break
      }
      let feed = Int(places[endPlace])
      guard data[feed] == UInt8(ascii: "\n"), feed &- start <= longestField else {
        result = .slowRow
        break
      }
      if !isRegular || hasQuotes {
        guard isOneRow(place, endPlace), memchr(data + start, Int32(quote), feed - start) == nil else {
          result = .slowRow
          break
        }
      }
      // Rows of other scales make patients without making rows, and each patient takes a slot as well.
      if rowCount == StepsStage.rows || patientCount == StepsStage.rows {
        stage.rowCount = rowCount
        stage.patientCount = patientCount
        stage.flush(into: &page)
        rowCount = 0
        patientCount = 0
      }

      let patientStart = Int(places[place &+ patient &- 1] &+ 1)
      let patientLength = Int(places[place &+ patient]) &- patientStart
      let strategyStart = Int(places[place &+ strategy &- 1] &+ 1)
      let strategyLength = Int(places[place &+ strategy]) &- strategyStart
      let scaleStart = Int(places[place &+ scale &- 1] &+ 1)
      let scaleLength = Int(places[place &+ scale]) &- scaleStart
      let baselineEnd = Int(places[place &+ scoreStart])
      let endpointEnd = Int(places[place &+ scoreEnd])
      let key = TextTable.Key(data + patientStart, patientLength, masks: masks)
      guard isFastLayout, patientLength > 0, data[patientStart] > 0x20,
        let strategyCode = strategies.value(.init(data + strategyStart, strategyLength, masks: masks))
      else {
        result = .slowRow
        break
      }
      // Most files keep to one scale for long, so the row before is asked first.
      let newScaleKey = TextTable.Key(data + scaleStart, scaleLength, masks: masks)
      if !newScaleKey.isEqual(scaleKey) {
        guard let index = scales.value(newScaleKey) else {
          result = .slowRow
          break
        }
        scaleKey = newScaleKey
        scaleIndex = index
      }
      let endpointLength =
        endpointEnd &- Int(places[place &+ scoreEnd &- 1] &+ 1)
        &- (scoreEnd == returnColumn && data[endpointEnd &- 1] == 13 ? 1 : 0)
      let endpointStop =
        scoreEnd == returnColumn && data[endpointEnd &- 1] == 13 ? endpointEnd &- 1 : endpointEnd
      let index = Int(scaleIndex)
      guard
        let number = numbers.whole(
          data + Int(places[place &+ step]),
          Int(places[place &+ step]) &- Int(places[place &+ step &- 1] &+ 1)),
        let baseline = numbers.number(
          data + baselineEnd, baselineEnd &- Int(places[place &+ scoreStart &- 1] &+ 1)),
        let endpoint = numbers.number(data + endpointStop, endpointLength),
        number >= 1, number <= latestStep,
        !(baseline < lowest[index] || baseline > highest[index] || endpoint < lowest[index]
          || endpoint > highest[index])
      else {
        result = .slowRow
        break
      }

      var changed = !key.isEqual(previousKey)
      if patientLength > 32, !changed {
        changed = memcmp(data + patientStart, previousID, patientLength) != 0
      }
      if settles, changed, recordCount > 1 {
        records.count = recordCount
        stage.rowCount = rowCount
        filler.settlePatient(&page, stage)
        // The next record is written over the first, whether or not its row stays.
        recordCount = 0
        records.count = 0
      }
      if recordCount == recordCapacity {
        records.count = recordCount
        records.grow()
        recordMemory = records.records
        recordCapacity = records.capacity
      }
      // Written where it stays, field by field: a record that is put together and then copied waits for its own
      // stores.
      let slot = changed ? 0 : recordCount
      let record = recordMemory + slot
      record.pointee.episode = 1
      record.pointee.step = number
      record.pointee.scale = UInt16(truncatingIfNeeded: scaleIndex)
      record.pointee.strategy = strategyCode
      record.pointee.agents = 0
      record.pointee.startDay = 0
      record.pointee.endDay = 0
      record.pointee.endScoreDay = StepColumns.missingDay
      stage.step[rowCount] = number
      stage.scale[rowCount] = UInt16(truncatingIfNeeded: scaleIndex)
      stage.strategy[rowCount] = strategyCode
      stage.baseline[rowCount] = baseline
      stage.endpoint[rowCount] = endpoint
      let hasScore = baseline == baseline || endpoint == endpoint
      stage.stepMarks[rowCount] = hasScore ? .isAssessed : []
      if extras {
        guard readExtras(place: place, row: rowCount, slot: slot, record: &record.pointee) else {
          result = .slowRow
          break
        }
      }
      if let profile,
        !profile.add(
          data: data, places: places, place: place, returnColumn: returnColumn, numbers: numbers, masks: masks
        )
      {
        result = .odd
        break
      }
      if !changed, !(ascending && record.pointee.isAfter(recordMemory[recordCount &- 1])) {
        // Rare in files of one scale: let the plain code compare the rows of the step.
        records.count = recordCount
        guard records.add(record.pointee) == nil else {
          result = .odd
          break
        }
        recordCount = records.count
        ascending = records.ascending
      } else {
        recordCount = changed ? 1 : recordCount &+ 1
      }
      if changed {
        records.startPatient()
        ascending = true
        if hasCodes,
          filler.layout.rules.isMissing(UnsafeBufferPointer(start: data + patientStart, count: patientLength))
        {
          result = .odd
          break
        }
        let ascends: Bool
        if max(patientLength, previousLength) <= 16, previousLength >= 0 {
          // Bytes beyond a text are zero in its key, which is less than any byte of a longer one.
          let (now, before) = (key.low.byteSwapped, previousKey.low.byteSwapped)
          ascends = now != before ? now > before : key.high.byteSwapped > previousKey.high.byteSwapped
        } else {
          let order =
            previousLength < 0
            ? 1 : memcmp(data + patientStart, previousID, min(patientLength, previousLength))
          ascends = order != 0 ? order > 0 : patientLength > previousLength
        }
        byBytes = byBytes && ascends
        byLength =
          byLength && (patientLength > previousLength || (patientLength == previousLength && ascends))
        previousKey = key
        previousLength = patientLength
        patientCount &+= 1
        stage.marks[patientCount] = 0
        if extras { stageCovariates(row: rowCount, patient: patientCount) }
        if firstPatient == nil {
          firstPatient = Array(UnsafeBufferPointer(start: data + patientStart, count: patientLength))
        }
      }
      previousID = data + patientStart
      let scored: UInt8 = hasScore ? 3 : 1
      stage.marks[patientCount] |= scored
      rowCount &+= wanted[index] ? 1 : 0
      stage.ends[patientCount] = Int32(truncatingIfNeeded: rowCount)
      taken &+= 1
      start = feed &+ 1
      place = endPlace &+ 1
    }

    records.count = recordCount
    stage.rowCount = rowCount
    stage.patientCount = patientCount
    if taken > 0 {
      filler.patientID = Array(UnsafeBufferPointer(start: previousID, count: previousLength))
      filler.hasPatient = true
      filler.order.merge(byBytes: byBytes, byLength: byLength)
    }
    rows += taken
    linesPassed += taken
    self.place = place
    self.start = start
    return result
  }
}
