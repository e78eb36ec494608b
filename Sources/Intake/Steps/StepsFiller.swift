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
  /// What a value of `agentSets` stands for, as codes of the vocabulary.
  @exclusivity(unchecked) private(set) var agentCodes: [(leading: UInt32, all: UInt32)] = []

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
    order = StepsOrder()
  }

  // MARK: Texts, each resolved once

  func strategy(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let value = strategies.value(bytes) { return value }
    guard !layout.rules.isMissing(bytes) else { return nil }
    let code = vocabulary.code(of: String(decoding: bytes, as: UTF8.self))
    strategies.insert(bytes, value: code)
    return code
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
    var labels: [String] = []
    if !layout.rules.isMissing(bytes) {
      for name in Self.agentNames(bytes) {
        guard let agent = layout.catalogue.agent(named: name) else { return nil }
        labels.append(layout.catalogue.agents[agent].label)
      }
    }
    agentCodes.append(
      (vocabulary.code(of: labels.first ?? ""), vocabulary.code(of: labels.joined(separator: "+"))))
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
