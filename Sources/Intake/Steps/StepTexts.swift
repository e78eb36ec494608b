internal import Treatment

/// What the texts of a steps file stand for, each resolved once.
///
/// One a worker and file, reused for its whole run.
final class StepTexts {
  let catalogue: Catalogue
  let vocabulary: Vocabulary
  private let rules: CSVFieldRules

  let strategies = TextTable()
  let scales = TextTable()
  let agentSets = TextTable()
  /// What a value of `agentSets` stands for, as codes of the vocabulary; the agent that leads by ``LeadingAgent``.
  @exclusivity(unchecked) private(set) var agentCodes: [(leading: [UInt32], all: UInt32)] = []
  /// The raw value of ``LeadingAgent`` by the code of a strategy.
  @exclusivity(unchecked) private var leadOfStrategy: [UInt8] = []

  init(_ catalogue: Catalogue, _ vocabulary: Vocabulary, rules: CSVFieldRules) {
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    self.rules = rules
  }

  func strategy(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = strategies.value(bytes) { return value }
    guard !rules.isMissing(bytes) else { return nil }
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
    guard !rules.isMissing(bytes),
      let index = catalogue.scale(named: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    scales.insert(bytes, value: UInt32(index))
    return UInt32(index)
  }

  /// An index into ``agentCodes``; `nil` where one of the agents is not in the catalogue.
  func agentSet(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = agentSets.value(bytes) { return value }
    var agents: [Int] = []
    if !rules.isMissing(bytes) {
      for name in Self.agentNames(bytes) {
        guard let agent = catalogue.agent(named: name) else { return nil }
        agents.append(agent)
      }
    }
    func label(_ agent: Int?) -> String { agent.map { catalogue.agents[$0].label } ?? "" }
    let leaders = LeadingAgent.allCases.map {
      vocabulary.code(of: label($0.leader(of: agents, in: catalogue)))
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
}
