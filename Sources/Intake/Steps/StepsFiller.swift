internal import Treatment

/// Puts rows of a steps file into a page; one a worker, reused for its whole run.
///
/// The slow and plain way, for any row whatever. ``StepsWalker`` does the same for rows without surprises
/// and hands the others here, so that both give the same page.
final class StepsFiller {
  let layout: StepsLayout
  let vocabulary: Vocabulary

  let strategies = StepsTable()
  let scales = StepsTable()
  let agentSets = StepsTable()
  let covariates: [StepsTable]
  /// What a value of `agentSets` stands for, as codes of the vocabulary; the agent that leads by ``LeadingAgent``.
  @exclusivity(unchecked) private(set) var agentCodes: [(leading: [UInt32], all: UInt32)] = []
  /// The raw value of ``LeadingAgent`` by the code of a strategy.
  @exclusivity(unchecked) private var leadOfStrategy: [UInt8] = []

  let patient = StepsPatient()
  /// The patient of the row before, and whether there is one.
  var patientID: [UInt8] = []
  var hasPatient = false
  var order = StepsOrder()

  init(layout: StepsLayout, vocabulary: Vocabulary) {
    self.layout = layout
    self.vocabulary = vocabulary
    covariates = layout.covariates.map { _ in StepsTable() }
  }

  /// Whether the row belongs to another patient than the row before that stayed.
  func startsPatient(_ row: CSVRow) -> Bool {
    !hasPatient || !row.withBytes(layout.patient) { $0.elementsEqual(patientID) }
  }

  /// Forgets the patient of the row before, at the start of a page that is read on its own.
  func forgetPatient() {
    hasPatient = false
    patient.startPatient()
    order = StepsOrder()
  }

  /// Takes back endpoints of the patient at hand that a later step of the patient makes too late.
  ///
  /// The patient's rows are the last ones of the page and of the stage that goes into it.
  func settlePatient(_ page: inout PatientPage, _ stage: StepsStage? = nil) {
    guard layout.endScoreDay != nil, patient.count > 1 else { return }
    let late = patient.lateEnds()
    if late.isEmpty { return }
    func isWanted(_ place: Int) -> Bool {
      layout.wantedScales?.contains(patient.records[place].scale) ?? true
    }
    let inPage = page.rows.count
    let first = inPage + (stage?.rowCount ?? 0) - (0..<patient.count).count(where: isWanted)
    for place in late where isWanted(place) {
      let row = first + (0..<place).count(where: isWanted)
      if row < inPage {
        page.rows.endpoint[row] = .nan
        if !page.rows.last.isEmpty { page.rows.last[row] = .nan }
        page.rows.marks[row].remove(.endsAfterStep)
      } else if let stage {
        stage.endpoint[row - inPage] = .nan
        stage.last[row - inPage] = .nan
        stage.stepMarks[row - inPage].remove(.endsAfterStep)
      }
    }
  }

  // MARK: Texts, each resolved once

  func strategy(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = strategies.value(bytes) { return value }
    guard !layout.rules.isMissing(bytes) else { return nil }
    let name = String(decoding: bytes, as: UTF8.self)
    let code = vocabulary.code(of: name)
    strategies.insert(bytes, value: code)
    while leadOfStrategy.count <= Int(code) { leadOfStrategy.append(LeadingAgent.first.rawValue) }
    leadOfStrategy[Int(code)] = LeadingAgent(of: name).rawValue
    return code
  }

  /// The code of the agent that leads a set of agents in a step of the strategy.
  @inline(__always)
  func leading(_ set: Int, in strategy: UInt32) -> UInt32 {
    agentCodes[set].leading[Int(leadOfStrategy[Int(strategy)])]
  }

  func scale(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = scales.value(bytes) { return value }
    guard !layout.rules.isMissing(bytes),
      let index = layout.catalogue.scale(named: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    scales.insert(bytes, value: UInt32(index))
    return UInt32(index)
  }

  /// An index into ``agentCodes``; `nil` where one of the agents is not in the catalogue.
  func agentSet(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = agentSets.value(bytes) { return value }
    var agents: [Int] = []
    if !layout.rules.isMissing(bytes) {
      for name in Self.agentNames(bytes) {
        guard let agent = layout.catalogue.agent(named: name) else { return nil }
        agents.append(agent)
      }
    }
    func label(_ agent: Int?) -> String { agent.map { layout.catalogue.agents[$0].label } ?? "" }
    let leaders = LeadingAgent.allCases.map {
      vocabulary.code(of: label($0.leader(of: agents, in: layout.catalogue)))
    }
    agentCodes.append((leaders, vocabulary.code(of: agents.map(label).joined(separator: "+"))))
    let value = UInt32(agentCodes.count - 1)
    agentSets.insert(bytes, value: value)
    return value
  }

  static func agentNames(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    bytes.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func covariate(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if let value = covariates[index].value(bytes) { return value }
    let missing = layout.rules.isMissing(bytes)
    let code = missing ? Vocabulary.missing : vocabulary.code(of: String(decoding: bytes, as: UTF8.self))
    covariates[index].insert(bytes, value: code)
    return code
  }
}
