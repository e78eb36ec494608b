/// Scales and agents, found by identifier, name or synonym, whatever the case.
public struct Catalogue: Sendable {
  public let scales: [Scale]
  public let agents: [Agent]
  private let scaleIndex: [String: Int]
  private let agentIndex: [String: AgentName]

  /// The first entry that claims a name keeps it.
  public init(scales: [Scale], agents: [Agent]) {
    self.scales = scales
    self.agents = agents
    scaleIndex = Self.index(scales.map { [$0.id, $0.name] + $0.synonyms })
    agentIndex = Self.index(agents.map { [$0.name, $0.label] + $0.synonyms }).reduce(into: [:]) {
      result, found in
      let agent = agents[found.value]
      let name = Self.folded(found.key)
      result[found.key] = AgentName(
        agent: found.value, indication: agent.namedIndications[name], route: agent.namedRoutes[name] ?? [])
    }
  }

  private static func index(_ names: [[String]]) -> [String: Int] {
    var result: [String: Int] = [:]
    // Identifiers before synonyms, so that no synonym can take another entry's own name.
    for (place, own) in names.enumerated() {
      for name in own.prefix(1) where result[folded(name)] == nil { result[folded(name)] = place }
    }
    for (place, own) in names.enumerated() {
      for name in own.dropFirst() where result[folded(name)] == nil { result[folded(name)] = place }
    }
    // As it is usually written, so that most look-ups need not fold.
    for own in names {
      for name in own where result[name] == nil { result[name] = result[folded(name)] }
    }
    return result
  }

  /// Lower case, without spaces, hyphens, underscores and dots: `HAM-D17`, `ham_d 17` and `HAMD17` meet.
  public static func folded(_ name: String) -> String {
    // Nearly every name is ASCII, whose lower case is a bit; a catalogue folds a thousand of them before anything is read.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case 0x80...: return foldedByScalars(name)
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func foldedByScalars(_ name: String) -> String {
    let kept = name.lowercased().unicodeScalars.filter { !" -_.".unicodeScalars.contains($0) }
    return String(String.UnicodeScalarView(kept))
  }

  public func scale(named name: String) -> Int? { scaleIndex[name] ?? scaleIndex[Self.folded(name)] }
  public func agent(named name: String) -> Int? { meaning(ofAgentNamed: name)?.agent }

  /// The agent that a name, code or product's text stands for, with what it says beside it; `nil` where that is none or
  /// several (``meanings(ofAgentNamed:)``).
  public func meaning(ofAgentNamed name: String) -> AgentName? {
    if let own = ownMeaning(ofAgentNamed: name) { return own }
    let possible = meanings(ofAgentNamed: name)
    return possible.count == 1 ? possible[0] : nil
  }

  /// The agent that has the name or synonym.
  ///
  /// A text with an indication in brackets, `bupropion (smoking)`, is the name with that indication.
  func ownMeaning(ofAgentNamed name: String) -> AgentName? {
    if let known = agentIndex[name] ?? agentIndex[Self.folded(name)] { return known }
    guard name.hasSuffix(")"), let bracket = name.lastIndex(of: "("),
      let indication = Indication(note: name[bracket...].dropFirst().dropLast()),
      var meaning = agentIndex[Self.folded(String(name[..<bracket]))]
    else { return nil }
    meaning.indication = indication
    return meaning
  }
}
