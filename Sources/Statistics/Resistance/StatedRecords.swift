import Treatment

/// The roads that the rows of a page of steps state.
struct StatedRecords {
  private let page: PatientPage
  private let context: RuleContext
  private let adequate: [UInt32]
  private let stopReasons: [UInt32]?
  private let priorFailures: [Double]?
  private var agents: [UInt32: [Int]] = [:]
  /// Those of the patient at hand, ascending by episode and number.
  private(set) var steps: [StatedStep] = []

  init(of page: PatientPage, _ columns: StatedColumns, in context: RuleContext) {
    self.page = page
    self.context = context
    func texts(_ one: CovariateRequest) -> [UInt32]? {
      guard columns.covariates.contains(one), case .text(let codes) = page.covariate(one.name, as: .text)
      else {
        return nil
      }
      return codes
    }
    adequate = texts(StatedColumns.adequate) ?? []
    stopReasons = texts(StatedColumns.stopReason)
    guard columns.covariates.contains(StatedColumns.priorFailures),
      case .number(let values) = page.patientCovariate(StatedColumns.priorFailures.name, as: .number)
    else {
      priorFailures = nil
      return
    }
    priorFailures = values
  }

  /// Writes the patient's road, and what is known of the patient besides.
  mutating func read(
    _ patient: Int, by judge: TrialJudge, into record: inout TreatmentRecord, _ facts: inout PatientFacts
  ) {
    let rows = page.rowStart[patient]..<page.rowStart[patient + 1]
    let scale = scale(of: rows)
    steps.removeAll(keepingCapacity: true)
    for row in rows.sorted(by: { self.place(of: $0) < self.place(of: $1) }) {
      let (episode, number) = place(of: row)
      if steps.last.map({ $0.episode != episode || $0.number != number }) ?? true {
        steps.append(step(episode, number, row))
      }
      guard Int(page.rows.scale[row]) == scale else { continue }
      steps[steps.count - 1].baseline = page.rows.baseline[row]
      steps[steps.count - 1].endpoint = page.rows.endpoint[row]
      steps[steps.count - 1].endpointDay = page.rows.endpointDay[row]
    }
    if let failures = priorFailures?[patient], let failures = Int32(exactly: failures) {
      facts.priorFailures = failures
    }
    judge.fill(&record, from: steps, on: scale)
  }

  private func place(of row: Int) -> (Int32, Int32) { (page.rows.episode[row], page.rows.step[row]) }

  /// The study's scale, else the one that scores most of the patient's steps at both ends, of equals the first of the catalogue
  /// (F44).
  private func scale(of rows: Range<Int>) -> Int? {
    if let scale = context.scale { return scale }
    var counts: [Int: Int] = [:]
    for row in rows where context.scales.contains(Int(page.rows.scale[row])) {
      let (start, end) = (page.rows.baseline[row], page.rows.endpoint[row])
      guard !start.isNaN || !end.isNaN else { continue }
      counts[Int(page.rows.scale[row]), default: 0] += start.isNaN || end.isNaN ? 0 : 1
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  private mutating func step(_ episode: Int32, _ number: Int32, _ row: Int) -> StatedStep {
    var step = StatedStep(
      episode: episode, number: number, strategy: Strategy(page.vocabulary.text(of: page.rows.strategy[row])),
      agents: agents(page.rows.agents[row]), start: page.rows.startDay[row], end: page.rows.endDay[row])
    step.adequacy = Adequacy(rawValue: text(adequate[row])) ?? .unknown
    if let stopReasons { step.stopReason = StopReason(rawValue: text(stopReasons[row])) ?? .unknown }
    return step
  }

  private func text(_ code: UInt32) -> String {
    code == Vocabulary.missing ? "" : page.vocabulary.text(of: code)
  }

  /// Places in the catalogue of agents that stand joined in a cell.
  private mutating func agents(_ code: UInt32) -> [Int] {
    if let known = agents[code] { return known }
    let found = text(code).split(separator: "+").compactMap { page.catalogue.agent(named: String($0)) }
    agents[code] = found
    return found
  }
}
