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
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Places of the columns of exposures.
  struct ExposureFields {
    let agent, start, end, doseMg, dose, unit, sessions, supply, level, reason, indication, route,
      strategy: Int

    init(_ table: EventTable) {
      agent = table.field("agent")
      start = table.field("start_day")
      end = table.field("end_day")
      doseMg = table.field("dose_mg")
      dose = table.field("dose")
      unit = table.field("dose_unit")
      sessions = table.field("sessions")
      supply = table.field("days_supplied")
      level = table.field("level")
      reason = table.field("stop_reason")
      indication = table.field("indication")
      route = table.field("route")
      strategy = table.field("strategy")
    }
  }

  /// The exposure that a row says; worth nothing where it makes the cells odd.
  func exposure(_ row: TableCursor, _ fields: ExposureFields, _ cells: inout EventCells) -> Exposure {
    let rules = cells.rules
    let meaning = agents.value(row.field(fields.agent)) { bytes in
      let meanings = catalogue.meanings(ofAgentNamed: Self.text(bytes))
      return rules.isMissing(bytes) || meanings.count != 1 ? nil : meanings[0]
    }
    guard let meaning else {
      cells.isOdd = true
      return Exposure(agent: 0, startDay: 0, endDay: nil)
    }
    var exposure = Exposure(agent: meaning.agent, startDay: 0, endDay: nil)
    exposure.startDay = cells.day(row.field(fields.start))
    exposure.endDay = cells.day(row.field(fields.end))
    if exposure.startDay == Day.none || !exposure.isOpen && exposure.endDay < exposure.startDay {
      cells.isOdd = true
    }
    if fields.strategy >= 0 {
      exposure.declared =
        strategies.value(row.field(fields.strategy)) { bytes in
          rules.isMissing(bytes) ? .some(nil) : Strategy(Self.text(bytes))
        } ?? nil
    }
    readDose(row, fields, meaning, &exposure, &cells)
    if fields.level >= 0 { exposure.level = cells.amount(row.field(fields.level)) }
    if fields.sessions >= 0 { exposure.sessions = cells.count(row.field(fields.sessions)) }
    if fields.supply >= 0 { exposure.daysSupplied = cells.count(row.field(fields.supply)) }
    if fields.reason >= 0 {
      let reason = reasons.value(row.field(fields.reason)) { bytes in
        rules.isMissing(bytes) ? .unknown : StopReason(rawValue: Self.text(bytes))
      }
      if let reason { exposure.stopReason = reason } else { cells.isOdd = true }
    }
    readKind(row, fields, meaning, &exposure, &cells)
    return exposure
  }

  private func readDose(
    _ row: TableCursor, _ fields: ExposureFields, _ meaning: AgentName, _ exposure: inout Exposure,
    _ cells: inout EventCells
  ) {
    let dose = fields.doseMg >= 0 ? cells.amount(row.field(fields.doseMg)) : .nan
    let usual = doses[meaning.agent]
    if !dose.isNaN {
      usual.write(milligrams: dose, to: &exposure)
    } else if fields.dose >= 0 {
      let amount = cells.amount(row.field(fields.dose))
      if !amount.isNaN {
        let unit =
          fields.unit < 0
          ? nil
          : units.value(row.field(fields.unit)) { bytes in
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
    _ row: TableCursor, _ fields: ExposureFields, _ meaning: AgentName, _ exposure: inout Exposure,
    _ cells: inout EventCells
  ) {
    let rules = cells.rules
    var stated: Indication?
    if fields.indication >= 0 {
      let found = indications.value(row.field(fields.indication)) { bytes in
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
      exposure.route = routes.value(row.field(fields.route)) { Route(Self.text($0)) } ?? []
    }
    if exposure.route.isEmpty { exposure.route = meaning.route }
  }

  /// Places of the columns of assessments.
  struct AssessmentFields {
    let day, scale, score: Int
    /// An empty score says that a visit had none; the canonical file may not.
    let mayLackScore: Bool

    init(_ table: EventTable) {
      day = table.field("day")
      scale = table.field("scale")
      score = table.field("score")
      mayLackScore = table.table.isDeclared
    }
  }

  /// The assessment that a row says; `nil` where it says that there was none, or where it makes the cells odd.
  func assessment(_ row: TableCursor, _ fields: AssessmentFields, _ cells: inout EventCells) -> Assessment? {
    let rules = cells.rules
    let scale = scales.value(row.field(fields.scale)) { bytes in
      rules.isMissing(bytes) ? nil : catalogue.scale(named: Self.text(bytes)).map { UInt16($0) }
    }
    let day = cells.day(row.field(fields.day))
    let score = cells.number(row.field(fields.score))
    guard let scale, day != Day.none else {
      cells.isOdd = true
      return nil
    }
    if score.isNaN {
      if !fields.mayLackScore { cells.isOdd = true }
      return nil
    }
    let range = ranges[Int(scale)]
    if score < range.lowest || score > range.highest { cells.isOdd = true }
    var assessment = Assessment(day: 0, scale: Int(scale), score: score)
    assessment.day = day
    return assessment
  }

  /// What the patient's own row states, and its covariates into their places.
  func patient(
    _ row: TableCursor, _ facts: inout PatientFacts, _ values: inout [CovariateValue],
    _ cells: inout EventCells
  ) {
    let table = row.table
    let rules = cells.rules
    func day(_ name: String) -> Int32 {
      let field = table.field(name)
      return field < 0 ? Day.none : cells.day(row.field(field))
    }
    let entry = day("entry_day")
    if entry != Day.none {
      facts.entryDay = entry
      facts.statesEntry = true
    }
    facts.lastDay = day("last_day")
    facts.episodeStartDay = day("episode_start_day")
    facts.firstContactDay = day("first_contact_day")
    let failures = table.field("prior_failures")
    if failures >= 0 { facts.priorFailures = cells.count(row.field(failures)) }
    let isPsychotic = table.field("psychotic")
    if isPsychotic >= 0 {
      let found = psychotic.value(row.field(isPsychotic)) { bytes in
        if rules.isMissing(bytes) { return .some(nil) }
        return RowReading.answer(Self.text(bytes))
      }
      if let found { facts.psychotic = found } else { cells.isOdd = true }
    }
    for covariate in table.covariates {
      let bytes = row.field(covariate.field)
      if rules.isMissing(bytes) { continue }
      if covariate.kind == .number { values[covariate.number].number = cells.number(bytes) }
      if requests[covariate.number].kind == .text || covariate.kind == .text {
        let code = covariates[covariate.number].value(bytes) { vocabulary.code(of: Self.text($0)) }
        values[covariate.number].code = code ?? Vocabulary.missing
      }
    }
  }
}
