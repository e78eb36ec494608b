internal import Treatment

/// Makes events of rows; one a worker, which keeps what texts stand for from part to part.
final class EventReader {
  private let catalogue: Catalogue
  private let vocabulary: Vocabulary
  private let requests: [CovariateRequest]
  private let masks: KeyMasks
  private let doses: [UsualDose]
  private let ranges: [(lowest: Double, highest: Double)]
  @exclusivity(unchecked) private var agents: CellTexts<AgentName>
  @exclusivity(unchecked) private var scales: CellTexts<UInt16>
  @exclusivity(unchecked) private var reasons: CellTexts<StopReason>
  @exclusivity(unchecked) private var indications: CellTexts<Indication?>
  @exclusivity(unchecked) private var routes: CellTexts<Route>
  @exclusivity(unchecked) private var strategies: CellTexts<Strategy?>
  @exclusivity(unchecked) private var units: CellTexts<Double>
  @exclusivity(unchecked) private var psychotic: CellTexts<Bool?>
  @exclusivity(unchecked) private var covariates: [CellTexts<UInt32>]
  @exclusivity(unchecked) private var mapped: [CellTexts<CovariateValue>]

  init(_ catalogue: Catalogue, _ vocabulary: Vocabulary, _ requests: [CovariateRequest]) {
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    self.requests = requests
    doses = catalogue.agents.map { UsualDose($0) }
    ranges = catalogue.scales.map { ($0.lowest, $0.highest) }
    let masks = KeyMasks()
    self.masks = masks
    agents = CellTexts(masks.masks)
    scales = CellTexts(masks.masks)
    reasons = CellTexts(masks.masks)
    indications = CellTexts(masks.masks)
    routes = CellTexts(masks.masks)
    strategies = CellTexts(masks.masks)
    units = CellTexts(masks.masks)
    psychotic = CellTexts(masks.masks)
    covariates = requests.map { _ in CellTexts(masks.masks) }
    mapped = requests.map { _ in CellTexts(masks.masks) }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Places of the columns of exposures.
  struct ExposurePlaces {
    let agent, doseMg, dose, unit, sessions, supply, level, reason, indication, route, strategy: Int
    let start, end: EventTable.DayPlace

    init(_ table: EventTable) {
      agent = table.place("agent")
      start = table.day("start_day")
      end = table.day("end_day")
      doseMg = table.place("dose_mg")
      dose = table.place("dose")
      unit = table.place("dose_unit")
      sessions = table.place("sessions")
      supply = table.place("days_supplied")
      level = table.place("level")
      reason = table.place("stop_reason")
      indication = table.place("indication")
      route = table.place("route")
      strategy = table.place("strategy")
    }
  }

  @inline(__always)
  private func day(_ row: EventRow, _ place: EventTable.DayPlace, _ cells: inout EventCells) -> Int32 {
    if place.place < 0 { return Day.none }
    return place.isDate ? cells.date(row.cell(place.place)) : cells.day(row.cell(place.place))
  }

  /// The exposure that a row says; worth nothing where it makes the cells odd.
  func exposure(_ row: EventRow, _ fields: ExposurePlaces, _ cells: inout EventCells) -> Exposure {
    let rules = cells.rules
    let meaning = agents.value(row.cell(fields.agent)) { bytes in
      let meanings = catalogue.meanings(ofAgentNamed: Self.text(bytes))
      return rules.isMissing(bytes) || meanings.count != 1 ? nil : meanings[0]
    }
    guard let meaning else {
      cells.isOdd = true
      return Exposure(agent: 0, startDay: 0, endDay: nil)
    }
    var exposure = Exposure(agent: meaning.agent, startDay: 0, endDay: nil)
    exposure.startDay = day(row, fields.start, &cells)
    exposure.endDay = day(row, fields.end, &cells)
    if exposure.startDay == Day.none || !exposure.isOpen && exposure.endDay < exposure.startDay {
      cells.isOdd = true
    }
    if fields.strategy >= 0 {
      exposure.declared =
        strategies.value(row.cell(fields.strategy)) { bytes in
          rules.isMissing(bytes) ? .some(nil) : Strategy(Self.text(bytes))
        } ?? nil
    }
    readDose(row, fields, meaning, &exposure, &cells)
    if fields.level >= 0 { exposure.level = cells.amount(row.cell(fields.level)) }
    if fields.sessions >= 0 { exposure.sessions = cells.count(row.cell(fields.sessions)) }
    if fields.supply >= 0 { exposure.daysSupplied = cells.count(row.cell(fields.supply)) }
    if fields.reason >= 0 {
      let reason = reasons.value(row.cell(fields.reason)) { bytes in
        rules.isMissing(bytes) ? .unknown : StopReason(rawValue: Self.text(bytes))
      }
      if let reason { exposure.stopReason = reason } else { cells.isOdd = true }
    }
    readKind(row, fields, meaning, &exposure, &cells)
    return exposure
  }

  private func readDose(
    _ row: EventRow, _ fields: ExposurePlaces, _ meaning: AgentName, _ exposure: inout Exposure,
    _ cells: inout EventCells
  ) {
    let dose = fields.doseMg >= 0 ? cells.amount(row.cell(fields.doseMg)) : .nan
    let usual = doses[meaning.agent]
    if !dose.isNaN {
      usual.write(milligrams: dose, to: &exposure)
    } else if fields.dose >= 0 {
      let amount = cells.amount(row.cell(fields.dose))
      if !amount.isNaN {
        let unit =
          fields.unit < 0
          ? nil
          : units.value(row.cell(fields.unit)) { bytes in
            let text = Self.text(bytes)
            return RowReading.doseUnits.first { $0.name == text }?.ofMilligram
          }
        if let unit { exposure.dose = amount / unit } else { cells.isOdd = true }
      }
    }
    if usual.doubts(exposure.dose) { exposure.marks.insert(.doseUnitInDoubt) }
  }

  /// Indication and route, the row's own or those of the agent's name.
  private func readKind(
    _ row: EventRow, _ fields: ExposurePlaces, _ meaning: AgentName, _ exposure: inout Exposure,
    _ cells: inout EventCells
  ) {
    let rules = cells.rules
    var stated: Indication?
    if fields.indication >= 0 {
      let found = indications.value(row.cell(fields.indication)) { bytes in
        if rules.isMissing(bytes) { return .some(nil) }
        return Indication(rawValue: Self.text(bytes)).map { .some($0) }
      }
      if let found { stated = found } else { cells.isOdd = true }
    }
    if let stated {
      exposure.indication = stated
    } else {
      exposure.takeIndication(of: meaning)
    }
    if fields.route >= 0 {
      exposure.route = routes.value(row.cell(fields.route)) { Route(Self.text($0)) } ?? []
    }
    if exposure.route.isEmpty { exposure.route = meaning.route }
  }

  /// Places of the columns of assessments.
  struct AssessmentPlaces {
    let day: EventTable.DayPlace
    let scale, score: Int
    /// An empty score says that a visit had none; the canonical file may not.
    let mayLackScore: Bool
    let wide: [(field: Int, scale: Int, day: Int)]

    init(_ table: EventTable) {
      day = table.day("day")
      scale = table.place("scale")
      score = table.place("score")
      mayLackScore = table.table.isDeclared
      wide = table.wide
    }
  }

  /// Adds the assessments that a row says; worth nothing where it makes the cells odd.
  @inline(__always)
  func assessments(
    _ row: EventRow, _ places: AssessmentPlaces, _ cells: inout EventCells, to list: inout [Assessment]
  ) {
    if !places.wide.isEmpty { return wideAssessments(row, places, &cells, to: &list) }
    let rules = cells.rules
    let scale = scales.value(row.cell(places.scale)) { bytes in
      rules.isMissing(bytes) ? nil : catalogue.scale(named: Self.text(bytes)).map { UInt16($0) }
    }
    let day = day(row, places.day, &cells)
    let score = cells.number(row.cell(places.score))
    guard let scale, day != Day.none else {
      cells.isOdd = true
      return
    }
    if score.isNaN {
      if !places.mayLackScore { cells.isOdd = true }
      return
    }
    append(score, Int(scale), day, &cells, to: &list)
  }

  /// Scores side by side; one that is missing is no assessment.
  private func wideAssessments(
    _ row: EventRow, _ places: AssessmentPlaces, _ cells: inout EventCells, to list: inout [Assessment]
  ) {
    for column in places.wide {
      let score = cells.number(row.cell(column.field))
      if !score.isNaN { append(score, column.scale, Int32(column.day), &cells, to: &list) }
    }
  }

  @inline(__always)
  private func append(
    _ score: Double, _ scale: Int, _ day: Int32, _ cells: inout EventCells, to list: inout [Assessment]
  ) {
    let range = ranges[scale]
    if score < range.lowest || score > range.highest { cells.isOdd = true }
    var assessment = Assessment(day: 0, scale: scale, score: score)
    assessment.day = day
    list.append(assessment)
  }

  /// What the patient's own row states, and its covariates into their places.
  func patient(
    _ row: EventRow, _ table: EventTable, _ patient: inout EventPatient, _ cells: inout EventCells
  ) {
    let rules = cells.rules
    func plainDay(_ name: String) -> Int32 {
      let place = table.place(name)
      return place < 0 ? Day.none : cells.day(row.cell(place))
    }
    var facts = PatientFacts()
    let entry = table.day("entry_day")
    let last = table.day("last_day")
    let entryDay = day(row, entry, &cells)
    if entryDay != Day.none {
      facts.entryDay = entryDay
      facts.statesEntry = true
    }
    facts.lastDay = day(row, last, &cells)
    patient.entryIsDate = entry.isDate && entryDay != Day.none
    patient.lastIsDate = last.isDate
    facts.episodeStartDay = plainDay("episode_start_day")
    facts.firstContactDay = plainDay("first_contact_day")
    let failures = table.place("prior_failures")
    if failures >= 0 { facts.priorFailures = cells.count(row.cell(failures)) }
    let isPsychotic = table.place("psychotic")
    if isPsychotic >= 0 {
      let found = psychotic.value(row.cell(isPsychotic)) { bytes in
        if rules.isMissing(bytes) { return .some(nil) }
        return RowReading.answer(Self.text(bytes))
      }
      if let found { facts.psychotic = found } else { cells.isOdd = true }
    }
    patient.history.facts = facts
    for covariate in table.covariates { read(covariate, row, &patient.covariates[covariate.number], &cells) }
  }

  private func read(
    _ covariate: EventTable.Covariate, _ row: EventRow, _ value: inout CovariateValue,
    _ cells: inout EventCells
  ) {
    let bytes = row.cell(covariate.place)
    let wantsText = requests[covariate.number].kind == .text
    if cells.rules.isMissing(bytes) { return }
    if let values = covariate.values {
      let found = mapped[covariate.number].value(bytes) { bytes in
        (values[Self.text(bytes)] ?? values["otherwise"]).flatMap { text in
          Self.value(of: text, covariate.kind, wantsText, vocabulary)
        }
      }
      if let found { value = found } else { cells.isOdd = true }
      return
    }
    if covariate.kind == .number {
      let number = cells.number(bytes)
      if !wantsText { value.number = number }
    }
    if wantsText {
      value.code =
        covariates[covariate.number].value(bytes) { vocabulary.code(of: Self.text($0)) } ?? Vocabulary.missing
    }
  }

  /// What a mapped text stands for; `nil` where it is no number and one is wanted.
  private static func value(
    of text: String, _ kind: CovariateRequest.Kind, _ wantsText: Bool, _ vocabulary: Vocabulary
  ) -> CovariateValue? {
    var value = CovariateValue()
    if text.isEmpty { return value }
    if kind == .number {
      guard let number = Double(text), number.isFinite else { return nil }
      if !wantsText { value.number = number }
    }
    if wantsText { value.code = vocabulary.code(of: text) }
    return value
  }
}

/// The row at hand of a table, its own cells and those that its declaration gives.
struct EventRow {
  let cursor: RowCursor
  let declared: DeclaredCells?
  private let fields: Int

  init(cursor: RowCursor, declared: DeclaredCells?) {
    self.cursor = cursor
    self.declared = declared
    fields = cursor.fields
  }

  @inline(__always)
  func cell(_ place: Int) -> UnsafeBufferPointer<UInt8> {
    if place < fields { return cursor.field(place) }
    return declared?.cells[place - fields] ?? UnsafeBufferPointer(start: nil, count: 0)
  }
}
