extension Catalogue {
  /// Something that a name of the catalogue stands for.
  public enum Finding: Sendable, Equatable {
    /// Place of an agent.
    case agent(Int)
    /// Place of a scale.
    case scale(Int)
    /// Agents that share a class, role or code, in the catalogue's order: what they share, and its spelling.
    case members(sharing: Sharing, name: String, agents: [Int])
  }

  /// What makes a group of agents.
  public enum Sharing: Sendable, Equatable {
    case agentClass, switchClass, role, strategy, mechanism, atcGroup
  }

  /// What a name stands for, the likeliest first: an agent by name or code, a scale, a group of agents.
  ///
  /// A code is one of RxNorm, OMOP or ATC; the beginning of an ATC code, `N06AB`, is the group under it.
  /// Letter case, spaces, hyphens, underscores and dots do not matter, as for the readers of cohorts.
  public func findings(for name: String) -> [Finding] {
    let wanted = Self.folded(name)
    guard !wanted.isEmpty else { return [] }
    var found: [Finding] = []
    if let place = agent(named: name) { found.append(.agent(place)) }
    for (place, agent) in agents.enumerated() where agent.hasCode(wanted) && !found.contains(.agent(place)) {
      found.append(.agent(place))
    }
    if let place = scale(named: name) { found.append(.scale(place)) }
    if let group = group(wanted) { found.append(group) }
    return found
  }

  /// The first kind of group that has agents under the name.
  private func group(_ wanted: String) -> Finding? {
    let kinds: [(sharing: Sharing, of: (Agent) -> String)] = [
      (.agentClass, \.group), (.switchClass, { $0.drug?.switchClass ?? "" }), (.role, \.role),
      (.strategy, \.strategyCode), (.mechanism, { $0.drug?.mechanism ?? "" }),
    ]
    for kind in kinds {
      let members = agents.indices.filter { Self.folded(kind.of(agents[$0])) == wanted }
      if let first = members.first {
        return .members(sharing: kind.sharing, name: kind.of(agents[first]), agents: members)
      }
    }
    guard (3...5).contains(wanted.utf8.count) else { return nil }
    let members = agents.indices.filter {
      Self.folded(agents[$0].drug?.atc ?? "").hasPrefix(wanted)
    }
    return members.isEmpty ? nil : .members(sharing: .atcGroup, name: wanted.uppercased(), agents: members)
  }

  /// Names, classes and identifiers that a misspelt name may have meant, nearest first.
  public func nearestNames(to name: String, limit: Int = 3) -> [String] {
    var names = agents.flatMap { [$0.name] + $0.synonyms } + scales.flatMap { [$0.id] + $0.synonyms }
    names += Set(agents.map(\.group) + agents.map(\.role)).subtracting([""]).sorted()
    return NearestName.nearest(name, among: names, limit: limit)
  }
}

extension Agent {
  fileprivate func hasCode(_ wanted: String) -> Bool {
    guard let drug else { return false }
    return [drug.atc, drug.rxcui, drug.omopConceptID].contains {
      !$0.isEmpty && Catalogue.folded($0) == wanted
    }
  }
}
