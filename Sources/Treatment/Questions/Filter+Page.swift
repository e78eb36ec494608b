extension Filter {
  /// Which step rows of the page the filter keeps, one value a row.
  ///
  /// The page must have been asked for ``reads``.
  public func mask(of page: PatientPage) -> [Bool] {
    Mask(page: page, isOfPatients: false, count: page.rows.count).of(root)
  }

  /// Which patients the filter keeps, one value a patient, with or without steps; `nil` where the filter asks
  /// about steps.
  ///
  /// The page must have been asked for ``reads``.
  public func patientMask(of page: PatientPage) -> [Bool]? {
    readsSteps ? nil : Mask(page: page, isOfPatients: true, count: page.patientCount).of(root)
  }

  /// Scales that the filter names and the catalogue does not know, in the order of the text.
  ///
  /// A comparison with such a name can never hold, which is an error to report and not an empty table.
  public func unknownScales(in catalogue: Catalogue) -> [String] {
    root.values(of: .scale).filter { catalogue.scale(named: $0) == nil }
  }

  /// Agents that the filter names and the catalogue does not know, in the order of the text.
  public func unknownAgents(in catalogue: Catalogue) -> [String] {
    let parts = root.values(of: .agents).flatMap { $0.split(separator: "+").map(String.init) }
    return (root.values(of: .agent) + parts).filter { catalogue.agent(named: $0) == nil }
  }
}

extension Filter.Condition {
  /// The texts that the name is compared with.
  fileprivate func values(of name: Filter.Name) -> [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap { $0.values(of: name) }
    case .not(let part): part.values(of: name)
    case .text(name, _, let value): [value]
    case .texts(name, let values): values
    default: []
    }
  }
}

/// Evaluates conditions column by column: one pass a comparison, no text a row.
private struct Mask {
  let page: PatientPage
  let isOfPatients: Bool
  let count: Int

  func of(_ condition: Filter.Condition) -> [Bool] {
    switch condition {
    case .all(let parts):
      return joined(parts) { $0 && $1 }
    case .any(let parts):
      return joined(parts) { $0 || $1 }
    case .not(let part):
      return of(part).map { !$0 }
    case .missing(let name, let isMissing):
      return isMissing ? missing(name) : missing(name).map { !$0 }
    case .number(let name, let comparison, let value):
      return numbers(name, comparison, value)
    case .text(let name, let equal, let value):
      let wanted = code(of: value, as: name)
      return texts(name) { ($0 == wanted) == equal }
    case .numbers(let name, let values):
      return numbers(name) { value in values.contains(value) }
    case .texts(let name, let values):
      let wanted = values.map { code(of: $0, as: name) }
      return texts(name) { wanted.contains($0) }
    }
  }

  private func joined(_ parts: [Filter.Condition], _ join: (Bool, Bool) -> Bool) -> [Bool] {
    guard let first = parts.first else { return Array(repeating: true, count: count) }
    var result = of(first)
    for part in parts.dropFirst() {
      let next = of(part)
      for row in 0..<count { result[row] = join(result[row], next[row]) }
    }
    return result
  }

  private func numbers(_ name: Filter.Name, _ comparison: Filter.Comparison, _ value: Double) -> [Bool] {
    switch comparison {
    case .equal: numbers(name) { $0 == value }
    case .unequal: numbers(name) { $0 != value && !$0.isNaN }
    case .below: numbers(name) { $0 < value }
    case .atMost: numbers(name) { $0 <= value }
    case .above: numbers(name) { $0 > value }
    case .atLeast: numbers(name) { $0 >= value }
    }
  }

  private func numbers(_ name: Filter.Name, where holds: (Double) -> Bool) -> [Bool] {
    switch name {
    case .step: whole(page.rows.step, name, holds)
    case .episode: whole(page.rows.episode, name, holds)
    case .startDay: whole(page.rows.startDay, name, holds)
    case .endDay: whole(page.rows.endDay, name, holds)
    case .baseline: page.rows.baseline.map(holds)
    case .covariate(let covariate, _):
      switch page.covariate(covariate, as: .number, ofPatients: isOfPatients) {
      case .number(let values): values.map(holds)
      case .text: preconditionFailure("The page holds '\(covariate)' as text.")
      }
    case .strategy, .agent, .agents, .scale: preconditionFailure("\(name.text) is a text.")
    }
  }

  private func whole(_ values: [Int32], _ name: Filter.Name, _ holds: (Double) -> Bool) -> [Bool] {
    precondition(values.count == count, "The page was not asked for \(name.text).")
    return values.map { $0 != StepColumns.missingDay && holds(Double($0)) }
  }

  private func texts(_ name: Filter.Name, where holds: (UInt32) -> Bool) -> [Bool] {
    codes(name).map { $0 != Vocabulary.missing && holds($0) }
  }

  /// Codes of the name's column; the place in the catalogue, plus one, for a scale.
  private func codes(_ name: Filter.Name) -> [UInt32] {
    let result: [UInt32]
    switch name {
    case .strategy: result = page.rows.strategy
    case .agent: result = page.rows.agent
    case .agents: result = page.rows.agents
    case .scale: result = page.rows.scale.map { UInt32($0) + 1 }
    case .covariate(let covariate, _):
      switch page.covariate(covariate, as: .text, ofPatients: isOfPatients) {
      case .text(let codes): result = codes
      case .number: preconditionFailure("The page holds '\(covariate)' as numbers.")
      }
    case .step, .episode, .startDay, .endDay, .baseline: preconditionFailure("\(name.text) is a number.")
    }
    precondition(result.count == count, "The page was not asked for \(name.text).")
    return result
  }

  /// The code that the text has in the name's column; one that no row has where it cannot occur.
  private func code(of text: String, as name: Filter.Name) -> UInt32 {
    switch name {
    case .scale:
      page.catalogue.scale(named: text).map { UInt32($0) + 1 } ?? .max
    case .agent:
      page.vocabulary.code(of: label(of: text))
    case .agents:
      page.vocabulary.code(
        of: text.split(separator: "+").map { label(of: String($0)) }.joined(separator: "+"))
    default:
      page.vocabulary.code(of: text)
    }
  }

  private func label(of agent: String) -> String {
    page.catalogue.agent(named: agent).map { page.catalogue.agents[$0].label } ?? agent
  }

  private func missing(_ name: Filter.Name) -> [Bool] {
    if name.kind == .text { return codes(name).map { $0 == Vocabulary.missing } }
    if case .covariate = name { return numbers(name) { $0.isNaN } }
    if name == .baseline { return page.rows.baseline.map(\.isNaN) }
    // A whole number is missing exactly where no number can be had of it.
    return numbers(name) { _ in true }.map { !$0 }
  }
}
