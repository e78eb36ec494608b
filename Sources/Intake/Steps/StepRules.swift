internal import Treatment

/// The rules of one row of a steps file, the same whichever way the file is read.
///
/// What a column may hold is said by ``StepsColumn``; rows of one step are held together by ``StepsPatient``.
/// Not: the row's patient, who decides where a row goes before it is judged, and covariates, which are read as they
/// are asked for.
struct StepRules<Cells: StepCells> {
  let cells: Cells
  let texts: StepTexts
  /// Whether a row has to have a start; else it is read to see which scores come after it.
  let needsStart: Bool
  private(set) var values = StepsRow()
  private(set) var issues: [InputIssue] = []

  init(_ cells: Cells, _ texts: StepTexts, needsStart: Bool) {
    self.cells = cells
    self.texts = texts
    self.needsStart = needsStart
  }

  /// Reads the row into ``values``, which are of no use where there are ``issues``.
  mutating func judge() {
    if !cells.isMissing(.episode) { values.record.episode = count(.episode) }
    values.record.step = count(.step)
    if let code = cells.withBytes(.strategy, { texts.strategy($0) }) {
      values.record.strategy = code
    } else {
      fail(.strategy, "a strategy")
    }
    readScores(on: scale())
    readAgents()
    readDays()
    for column in StepsColumn.worded where !cells.isMissing(column) { readWord(column) }
  }

  private mutating func readWord(_ column: StepsColumn) {
    guard let words = column.words else { return }
    let isWord = cells.withBytes(column) { bytes in words.contains { $0.utf8.elementsEqual(bytes) } }
    if !isWord { fail(column, "one of " + words.joined(separator: ", ")) }
  }

  private mutating func fail(_ column: StepsColumn, _ expected: String, found: String? = nil) {
    tell(column, "\(expected) in '\(cells.name(column))'", found: found)
  }

  private mutating func tell(_ column: StepsColumn, _ expected: String, found: String? = nil) {
    issues.append(cells.row.issue(at: cells.field(column), expected: expected, found: found))
  }

  private mutating func whole(_ column: StepsColumn, _ what: String) -> Int32? {
    let value = cells.withBytes(column) { DecimalText.integer($0) }
    if let value, DayRange.all.contains(value) { return Int32(value) }
    fail(column, what, found: value == nil ? nil : "a number too large")
    return nil
  }

  private mutating func count(_ column: StepsColumn) -> Int32 {
    guard let value = whole(column, "a whole number") else { return 1 }
    if value < 1 { fail(column, "a number from 1", found: "a lower number") }
    return max(value, 1)
  }

  private mutating func scale() -> Int? {
    guard let scale = cells.withBytes(.scale, { texts.scale($0) }) else {
      let name =
        cells.isMissing(.scale) ? nil : cells.withBytes(.scale) { String(decoding: $0, as: UTF8.self) }
      tell(.scale, RowReading.expectedScale(name, in: cells.name(.scale), texts.catalogue))
      return nil
    }
    values.record.scale = UInt16(truncatingIfNeeded: scale)
    return Int(scale)
  }

  private mutating func readScores(on scale: Int?) {
    values.baseline = score(.scoreStart, on: scale)
    values.endpoint = score(.scoreEnd, on: scale)
    values.hasScore = !values.baseline.isNaN || !values.endpoint.isNaN
    values.entry = score(.scoreEntry, on: scale)
    values.last = score(.scoreLast, on: scale)
    let isElsewhere =
      !cells.isMissing(.tags)
      && cells.withBytes(.tags) { StepMarks.saysAssessed(String(decoding: $0, as: UTF8.self)) }
    if values.hasScore || !values.entry.isNaN || !values.last.isNaN || isElsewhere {
      values.marks.insert(.isAssessed)
    }
  }

  /// A score within its scale; without a scale any number, and the scale is what is wrong.
  private mutating func score(_ column: StepsColumn, on scale: Int?) -> Double {
    if cells.isMissing(column) { return .nan }
    guard let value = cells.number(column) else {
      fail(column, "a number")
      return .nan
    }
    if let scale = scale.map({ texts.catalogue.scales[$0] }), value < scale.lowest || value > scale.highest {
      tell(
        column, RowReading.expectedScore(on: scale, in: cells.name(column)),
        found: RowReading.outsideRange)
    }
    return value
  }

  private mutating func readAgents() {
    guard cells.reads(.agents) else { return }
    guard let set = cells.withBytes(.agents, { texts.agentSet($0) }) else {
      let unknown = cells.withBytes(.agents) { StepTexts.agentNames($0) }.first {
        texts.catalogue.agent(named: $0) == nil
      }
      tell(
        .agents,
        "agents of the catalogue joined by '+' in '\(cells.name(.agents))'"
          + InputIssue.hint(texts.catalogue.nearestAgents(to: unknown ?? "")))
      return
    }
    // A row with an issue is refused, and may lack a strategy.
    if issues.isEmpty { values.leadingAgent = texts.leading(Int(set), in: values.record.strategy) }
    values.allAgents = texts.agentCodes[Int(set)].all
    values.record.agents = values.allAgents
  }

  private mutating func readDays() {
    if cells.reads(.startDay) {
      if needsStart || !cells.isMissing(.startDay) { values.startDay = whole(.startDay, "a whole day") }
      values.record.startDay = values.startDay ?? StepColumns.missingDay
    }
    if cells.reads(.endDay) {
      if !cells.isMissing(.endDay) { values.endDay = whole(.endDay, "a whole day") }
      values.record.endDay = values.endDay ?? StepColumns.missingDay
    }
    if let start = values.startDay, let end = values.endDay, end < start {
      fail(.endDay, "a day not before '\(cells.name(.startDay))'", found: "an earlier day")
    }
    if !cells.isMissing(.endScoreDay) { values.endScoreDay = whole(.endScoreDay, "a whole number") }
    values.record.endScoreDay = values.endScoreDay ?? StepColumns.missingDay
  }
}
