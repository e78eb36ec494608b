import Treatment

/// Writes patients into a page, scored as the page's request asks.
struct PageBuilder {
  private(set) var page: PatientPage
  private let endpoint: Endpoint
  private let scales: [Int]
  private let levels: [CovariatePlan.Level]
  private let columns: PageRequest.Columns
  /// Codes of what a step is called, each found once: by the number of its strategy, and of its agents in that strategy.
  private var strategyCodes: [UInt32] = []
  private var levelCodes: [ProgrammeLevel: UInt32] = [:]
  private var agentCodes: [StepAgents: (leading: UInt32, all: UInt32)] = [:]
  /// The same of steps of one agent, by strategy and agent.
  private var singleCodes: [[(leading: UInt32, all: UInt32)?]] = []

  private struct StepAgents: Hashable {
    var strategy: UInt32
    var agents: [Int]
  }

  /// `levels` are those of the request's covariates.
  init(
    catalogue: Catalogue, vocabulary: Vocabulary, design: StudyDesign, request: PageRequest,
    scales: [Int], levels: [CovariatePlan.Level], baseline window: BaselineWindow?
  ) {
    page = PatientPage(catalogue: catalogue, vocabulary: vocabulary, design: design, request: request)
    page.baselineWindow = window
    endpoint = request.endpoint
    columns = request.columns
    self.levels = levels
    self.scales = scales
  }

  mutating func removeAll() { page.removeAll() }

  /// Where the page stands among those of its cohort.
  mutating func setPlace(_ place: Int) { page.place = place }

  /// A patient whose steps were made by a rule, with their scores.
  ///
  /// Without a table the steps stand without scores. `ofScores` are the covariates of each assessment, where any are asked for.
  mutating func add(
    _ history: PatientHistory, _ record: TreatmentRecord, _ table: StepScoreTable?,
    covariates: [CovariateValue], ofScores: [[CovariateValue]] = []
  ) {
    for place in record.steps.indices {
      for scale in scales {
        let scores = table?.scores(ofStep: place, on: scale) ?? StepScores()
        append(place, of: record, scale, scores)
        if columns.contains(.endpointDays) {
          page.rows.endpointDay.append(
            scores.endpointIndex.map { history.assessments[$0].day } ?? StepColumns.missingDay)
        }
        for (number, level) in levels.enumerated() {
          let value: CovariateValue
          switch level {
          case .assessment:
            value = scores.endpointIndex.map { ofScores[$0][number] } ?? CovariateValue()
          case .derived(let column):
            value = CovariateValue(code: code(of: column.level(of: record.steps[place])))
          case .stopReason:
            let reason = record.eras[Int(record.steps[place].leader)].stopReason
            value = CovariateValue(
              code: reason == .unknown ? Vocabulary.missing : page.vocabulary.code(of: reason.rawValue))
          case .patient, .step: value = covariates[number]
          }
          page.rowCovariates[number].append(value)
        }
      }
    }
    if columns.contains(.histories) { page.histories.append(history) }
    close(covariates, history.assessments, PatientMarks(of: history))
  }

  /// A patient whose steps stand in the files.
  mutating func add(_ patient: PatientAssembler, scales wanted: Set<Int>?) {
    var hasScore = false
    let rule = EndScore(endpoint)
    let starts = Set(patient.steps.compactMap(\.values.startDay)).sorted()
    for event in patient.steps {
      var step = event.values
      hasScore = hasScore || step.hasScore
      guard wanted?.contains(Int(step.record.scale)) ?? true else { continue }
      let next = step.startDay.flatMap { own in starts.first { $0 > own } }
      step.pickEndpoint(rule, nextStart: next.map(Int.init))
      page.append(step)
      for (number, level) in levels.enumerated() {
        page.rowCovariates[number].append(
          level == .step ? step.covariates[number] : patient.patientCovariates[number])
      }
    }
    // The first row in the file, not the first step, as where the file is streamed.
    if let first = patient.steps.min(by: { $0.origin.row < $1.origin.row }) {
      for (number, level) in levels.enumerated() where level == .step {
        patient.patientCovariates[number] = first.values.covariates[number]
      }
    }
    var marks: PatientMarks = []
    if !patient.steps.isEmpty { marks.insert(.hasExposure) }
    if hasScore { marks.insert(.hasScore) }
    close(patient.patientCovariates, patient.assessments.map(\.assessment), marks)
  }

  private mutating func append(_ place: Int, of record: TreatmentRecord, _ scale: Int, _ scores: StepScores) {
    let step = record.steps[place]
    page.rows.step.append(step.number)
    page.rows.scale.append(UInt16(scale))
    let strategy = code(of: step.strategy)
    page.rows.strategy.append(strategy)
    page.rows.baseline.append(scores.baseline)
    page.rows.endpoint.append(scores.endpoint)
    if columns.contains(.entry) { page.rows.entry.append(scores.entry) }
    if columns.contains(.last) { page.rows.last.append(scores.last) }
    page.rows.marks.append(scores.marks)
    if columns.contains(.episode) { page.rows.episode.append(step.episode) }
    if columns.contains(.agents) {
      let codes = codes(ofStep: place, record, in: strategy)
      page.rows.agent.append(codes.leading)
      page.rows.agents.append(codes.all)
    }
    if columns.contains(.days) {
      page.rows.startDay.append(step.start)
      page.rows.endDay.append(step.end)
    }
  }

  private mutating func code(of strategy: Strategy) -> UInt32 {
    let place = Int(strategy.code)
    while strategyCodes.count <= place { strategyCodes.append(.max) }
    if strategyCodes[place] == .max { strategyCodes[place] = page.vocabulary.code(of: strategy.name) }
    return strategyCodes[place]
  }

  private mutating func code(of level: ProgrammeLevel) -> UInt32 {
    if let known = levelCodes[level] { return known }
    let code = page.vocabulary.code(of: level.rawValue)
    levelCodes[level] = code
    return code
  }

  private mutating func codes(
    ofStep place: Int, _ record: TreatmentRecord, in strategy: UInt32
  ) -> (leading: UInt32, all: UInt32) {
    guard record.steps[place].elements.count == 1, strategy < 1024 else {
      return codesOfAny(record.agents(ofStep: place), in: strategy)
    }
    let agent = record.leadingAgent(ofStep: place)
    let place = Int(strategy)
    while singleCodes.count <= place { singleCodes.append(page.catalogue.agents.map { _ in nil }) }
    if let known = singleCodes[place][agent] { return known }
    let codes = codesOfAny([agent], in: strategy)
    singleCodes[place][agent] = codes
    return codes
  }

  private mutating func codesOfAny(_ agents: [Int], in strategy: UInt32) -> (leading: UInt32, all: UInt32) {
    let key = StepAgents(strategy: strategy, agents: agents)
    if let known = agentCodes[key] { return known }
    let labels = agents.map { page.catalogue.agents[$0].label }
    let lead = LeadingAgent(of: page.vocabulary.text(of: strategy)).leader(of: agents, in: page.catalogue)
    let codes = (
      leading: lead.map { page.vocabulary.code(of: page.catalogue.agents[$0].label) } ?? Vocabulary.missing,
      all: page.vocabulary.code(of: labels.joined(separator: "+"))
    )
    agentCodes[key] = codes
    return codes
  }

  private mutating func close(
    _ covariates: [CovariateValue], _ assessments: [Assessment], _ marks: PatientMarks
  ) {
    for number in levels.indices { page.patientCovariates[number].append(covariates[number]) }
    page.marks.append(marks)
    if columns.contains(.assessments) {
      for one in assessments where scales.contains(Int(one.scale)) {
        page.assessments.day.append(one.day)
        page.assessments.scale.append(one.scale)
        page.assessments.score.append(one.score)
      }
    }
    page.assessmentStart.append(page.assessments.count)
    page.rowStart.append(page.rows.count)
    page.patientCount += 1
  }
}
