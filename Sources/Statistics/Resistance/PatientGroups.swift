import Treatment

/// The group of each patient of a page, as texts.
struct PatientGroups {
  private let keys: [GroupKey]
  private let page: PatientPage
  private let context: RuleContext
  private var texts: [UInt32: String] = [:]

  init(_ keys: [GroupKey], of page: PatientPage, in context: RuleContext) {
    self.keys = keys
    self.page = page
    self.context = context
  }

  /// One text a key, empty where it is missing; the record's trials are judged.
  mutating func texts(of patient: Int, _ records: JudgedRecords) -> [String] {
    let record = records.record
    let first = record.steps.firstIndex { $0.episode == record.currentEpisode }
    var result: [String] = []
    for key in keys { result.append(text(of: key, patient, records, first)) }
    return result
  }

  private mutating func text(
    of key: GroupKey, _ patient: Int, _ records: JudgedRecords, _ first: Int?
  ) -> String {
    let record = records.record
    return switch key {
    case .strategy: first.map { record.steps[$0].strategy.name } ?? ""
    case .agent: first.flatMap { agent(ofStep: $0, record) } ?? ""
    case .scale: record.scale.map { context.catalogue.scales[$0].id } ?? ""
    case .baselineSeverity: first.flatMap { severity(ofStep: $0, records) } ?? ""
    case .design: page.design.rawValue
    case .cut(let name, let bounds): range(name, bounds, patient)
    case .priorFailures, .covariate, .step, .lifestyle: text(key.name, patient)
    case .pooled(let key, let pool): pool.name(of: text(of: key, patient, records, first))
    }
  }

  /// The agent that the step's strategy is about, as in the pages of rates.
  private func agent(ofStep place: Int, _ record: TreatmentRecord) -> String? {
    LeadingAgent(of: record.steps[place].strategy.name)
      .leader(of: record.agents(ofStep: place), in: context.catalogue)
      .map { context.catalogue.agents[$0].label }
  }

  private func severity(ofStep place: Int, _ records: JudgedRecords) -> String? {
    guard let number = records.record.scale else { return nil }
    let scale = context.catalogue.scales[number]
    return scale.severityBand(of: records.baseline(ofStep: place)).map { scale.severityBands[$0].name }
  }

  private func range(_ name: String, _ bounds: [Double], _ patient: Int) -> String {
    guard case .number(let values) = page.patientCovariate(name, as: .number) else { return "" }
    return GroupKey.range(of: values[patient], bounds) ?? ""
  }

  private mutating func text(_ name: String, _ patient: Int) -> String {
    guard case .text(let codes) = page.patientCovariate(name, as: .text) else { return "" }
    let code = codes[patient]
    if code == Vocabulary.missing { return "" }
    if let known = texts[code] { return known }
    let text = page.vocabulary.text(of: code)
    texts[code] = text
    return text
  }
}
