internal import Foundation
internal import CScan
internal import Treatment

/// Fills the page of one window after the other: the quick way for rows without surprises.
///
/// The page of window k begins at the first row, at or after the first row that starts in the window, whose
/// patient differs from that row's, and ends where the page of window k + 1 begins. So it depends on the file
/// and the window's size alone, and no row before the window has to be looked at.
final class StepsWalker {
  /// Where a page ended: all is well, or the file has to be read in another way.
  enum Outcome { case page, odd, stopped }

  enum Walk { case done, slowRow, odd }

  let layout: StepsLayout
  let filler: StepsFiller
  let texts: StepTexts
  var page: PatientPage
  var rows = 0
  /// Sees every cell of every row that goes into a page.
  let profile: StepsProfile?
  let window: ScannedWindow
  let numbers: DecimalWord
  let stage: StepsStage
  private let row: CSVRow
  let fields: Int
  let longestField: Int
  let scaleLowest: UnsafeMutablePointer<Double>
  let scaleHighest: UnsafeMutablePointer<Double>
  let scaleWanted: UnsafeMutablePointer<Bool>
  let keyMasks: UnsafeMutablePointer<UInt64>
  private let masks = KeyMasks()
  let extras: Bool

  // The row at hand: its first place and its start; the first place after the last whole row.
  var place = 0
  var start = 0
  var wholeRows = 0
  /// The window's end, counted from the start of the data.
  var limit = 0
  private var ahead = 0
  // The window's memory at hand: an object of the floor below is asked anew for every cell, at a price.
  @exclusivity(unchecked) private(set) var data: UnsafePointer<UInt8>
  @exclusivity(unchecked) private(set) var places: UnsafePointer<UInt32>
  /// The column with a carriage return after it; -1 where the data has none.
  @exclusivity(unchecked) private(set) var returnColumn = -1
  /// Line feeds before the row at hand, among those the window counted.
  var linesPassed = 0
  private var unchecked = false
  private var isOdd = false
  /// Only while the end of a row that started before the window is looked for.
  private var startsInQuotes = false
  var firstPatient: [UInt8]?

  init(
    layout: StepsLayout, vocabulary: Vocabulary, design: StudyDesign, file: ByteFile, level: Int32? = nil,
    longestField: Int = 1 << 20, profile: StepsProfile? = nil
  ) {
    self.profile = profile
    self.layout = layout
    self.longestField = longestField
    filler = StepsFiller(layout: layout, vocabulary: vocabulary)
    texts = filler.texts
    page = PatientPage(
      catalogue: layout.catalogue, vocabulary: vocabulary, design: design, request: layout.request)
    window = ScannedWindow(file: file, rules: layout.rules, level: level)
    data = UnsafePointer(window.data)
    places = UnsafePointer(window.places)
    numbers = DecimalWord(layout.rules)
    stage = StepsStage(covariates: layout.covariates.count)
    row = CSVRow(file: layout.file, rules: layout.rules)
    fields = layout.header.count
    let scales = layout.catalogue.scales
    scaleLowest = .allocate(capacity: scales.count + 1)
    scaleHighest = .allocate(capacity: scales.count + 1)
    scaleWanted = .allocate(capacity: scales.count + 1)
    for (index, scale) in scales.enumerated() {
      scaleLowest[index] = scale.lowest
      scaleHighest[index] = scale.highest
      scaleWanted[index] = layout.wantedScales?.contains(UInt16(index)) ?? true
    }
    keyMasks = masks.masks
    let columns = layout.request.columns
    extras =
      !columns.isDisjoint(with: [.agents, .days, .endpointDays]) || layout.entry != nil || layout.last != nil
      || layout.endScoreDay != nil || layout.tags != nil || columns.contains(.episode)
      || layout.episode != nil
      || !layout.covariates.isEmpty || !layout.compared.isEmpty
  }

  deinit {
    numbers.deallocate()
    scaleLowest.deallocate()
    scaleHighest.deallocate()
    scaleWanted.deallocate()
  }

  /// Reads a window and fills ``page`` with its patients.
  func fillPage(
    window index: Int, body: Int, size: Int, windowBytes: Int, readAhead: Int, board: WindowBoard
  ) throws(IntakeError) -> (outcome: Outcome, ends: WindowBoard.PageEnds?) {
    let from = body + index * windowBytes
    let length = min(windowBytes, size - from)
    let lead = index == 0 ? 0 : 1
    ahead = from + length >= size ? 0 : readAhead
    let oddQuotes = try window.load(from: from - lead, lead: lead, body: length, ahead: ahead)
    board.publish(window: index, oddQuotes: oddQuotes)
    guard let inQuotes = board.startsInQuotes(window: index) else { return (.stopped, nil) }
    window.complete(lead: lead, body: length, inQuotes: inQuotes)
    limit = from + length >= size ? Int.max : lead + length
    page.removeAll()
    page.place = index
    rows = 0
    isOdd = false
    startsInQuotes = false
    firstPatient = nil
    filler.forgetPatient()
    place = 0
    start = lead
    let startsRow = lead == 0 || (!inQuotes && window.data[0] == UInt8(ascii: "\n"))
    guard examine() else { return (.odd, nil) }
    if !startsRow {
      startsInQuotes = inQuotes
      try passRow()
    }
    startsInQuotes = false
    if index > 0 {
      guard let empty = try passPatient(), !isOdd else { return (.odd, nil) }
      if empty { return (.page, nil) }
    }
    guard try fill(), !isOdd else { return (.odd, nil) }
    stage.flush(into: &page)
    filler.settlePatient(&page)
    guard let first = firstPatient else { return (.page, nil) }
    return (.page, WindowBoard.PageEnds(first: first, last: filler.patientID, order: filler.order))
  }

  // MARK: Finding rows

  /// Looks at new data as a whole; false where only the row-by-row reader can go on.
  private func examine() -> Bool {
    let seen = window.seen
    if seen.zeros != 0 || (window.atEnd && seen.in_quotes != 0) { return false }
    if seen.ats != 0,
      DirectIdentifiers.looksLikeEmail(
        UnsafeBufferPointer(start: window.data + start, count: window.filled - start))
    {
      return false
    }
    wholeRows = window.count
    while wholeRows > place, window.data[Int(window.places[wholeRows - 1])] != UInt8(ascii: "\n") {
      wholeRows -= 1
    }
    linesPassed = 0
    data = UnsafePointer(window.data)
    places = UnsafePointer(window.places)
    returnColumn = seen.returns != 0 ? fields - 1 : -1
    unchecked = seen.high != 0
    return seen.returns == 0 || returnsAreBeforeFeeds()
  }

  /// Whether the rows from the one at hand to the last whole one are UTF-8.
  private func isUTF8() -> Bool {
    guard unchecked, place < wholeRows else { return true }
    unchecked = false
    let end = Int(window.places[wholeRows - 1])
    return firstInvalidUTF8(UnsafeBufferPointer(start: window.data + start, count: end - start)) == nil
  }

  /// A carriage return alone ends a row for the row-by-row reader, which then takes over.
  private func returnsAreBeforeFeeds() -> Bool {
    var index = start
    while let found = memchr(window.data + index, 13, window.filled - index) {
      let place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(window.data)
      if place + 1 < window.filled {
        if window.data[place + 1] != UInt8(ascii: "\n") { return false }
      } else if window.atEnd {
        return false
      }
      index = place + 1
    }
    return true
  }

  /// Whether a whole row is at hand, after reading on where the data ends before it does. False at the end of
  /// the file, and with `isOdd` where only the row-by-row reader can go on.
  private func hasRow() throws(IntakeError) -> Bool {
    while place >= wholeRows {
      if window.atEnd { return false }
      ahead = min(max(ahead * 2, 64), 1 << 20)
      try window.advance(to: start, reading: ahead, inQuotes: startsInQuotes)
      if limit != Int.max { limit -= start }
      (place, start) = (0, 0)
      if !examine() || (place >= wholeRows && window.filled > 2 * longestField) {
        isOdd = true
        return false
      }
    }
    return true
  }

  /// The place of the line feed that ends the row at hand.
  private func endOfRow() -> Int {
    var end = place
    while window.data[Int(window.places[end])] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  private func isBlank(_ end: Int) -> Bool {
    let feed = Int(window.places[end])
    return end == place && (feed == start || (feed == start + 1 && window.data[start] == UInt8(ascii: "\r")))
  }

  private func step(over end: Int) {
    start = Int(window.places[end]) + 1
    place = end + 1
    linesPassed += 1
  }

  private func passRow() throws(IntakeError) {
    if try hasRow() { step(over: endOfRow()) }
  }

  /// The row at hand as the row-by-row reader gives it; `nil` where it is no sound row.
  private func soundRow(_ end: Int) -> CSVRow? {
    var feed = Int(window.places[end])
    if feed > start, window.data[feed - 1] == UInt8(ascii: "\r") { feed -= 1 }
    row.refill(bytes: UnsafeBufferPointer(start: window.data + start, count: feed - start), line: 1)
    return row.structuralIssue(fields: fields, longestField: longestField, encoding: .utf8) == nil ? row : nil
  }

  /// Passes over the patient at the window's start, who belongs to an earlier page. True where the next page
  /// begins at the same row as this one, false where this page has a patient, `nil` where a row is unsound.
  private func passPatient() throws(IntakeError) -> Bool? {
    var patient: [UInt8]?
    while try hasRow() {
      let end = endOfRow()
      if !isBlank(end) {
        guard let row = soundRow(end) else { return nil }
        let next = row.bytes(layout.patient)
        if let patient, patient != next { return false }
        // Then the next page passes over the same patient, and both begin at the same row.
        if start >= limit { return true }
        patient = next
      }
      step(over: end)
    }
    return true
  }

  // MARK: Filling the page

  private func fill() throws(IntakeError) -> Bool {
    var lastPatient: [UInt8]?
    while try hasRow() {
      guard isUTF8() else { return false }
      if start < limit {
        switch walk() {
        case .done: continue
        case .odd: return false
        case .slowRow: break
        }
      }
      let end = endOfRow()
      if isBlank(end) {
        step(over: end)
        continue
      }
      guard let row = soundRow(end) else { return false }
      if start >= limit {
        // The page goes on to the end of the patient who has the first row after the window.
        let next = row.bytes(layout.patient)
        if let lastPatient, lastPatient != next { return true }
        lastPatient = next
      }
      stage.flush(into: &page)
      guard layout.identifiers.issue(in: row) == nil,
        filler.append(row, to: &page).isEmpty
      else { return false }
      if firstPatient == nil { firstPatient = filler.patientID }
      profile?.add(row)
      rows += 1
      step(over: end)
    }
    return true
  }
}
