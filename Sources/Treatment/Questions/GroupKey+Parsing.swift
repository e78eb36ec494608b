extension GroupKey {
  /// Reads one key of `--by`.
  ///
  /// Throws: ``TreatmentError/doesNotParse(text:column:expected:)``.
  public init(parsing text: String) throws(TreatmentError) {
    let keys = try Self.list(parsing: text)
    guard let only = keys.first, keys.count == 1 else {
      throw TreatmentError.doesNotParse(text: text, column: 1, expected: "one key")
    }
    self = only
  }

  /// Reads the list of `--by`: keys separated by commas, each column once.
  ///
  /// `strategy, step, prior_failures, agent, scale, baseline_severity, design, lifestyle`, any covariate (quoted where its
  /// name has spaces or signs), or `cut(age, 30, 50, 65)` with bounds in ascending order.
  ///
  /// Throws: ``TreatmentError/doesNotParse(text:column:expected:)`` at the first mistake.
  public static func list(parsing text: String) throws(TreatmentError) -> [GroupKey] {
    var reader = GroupKeyReader(text: text, tokens: try TokenReader.tokens(of: text))
    return try reader.list()
  }

  /// The key that a bare name stands for.
  fileprivate init(named name: String) {
    switch name {
    case "strategy": self = .strategy
    case "step": self = .step
    case "prior_failures": self = .priorFailures
    case "agent": self = .agent
    case "scale": self = .scale
    case "baseline_severity": self = .baselineSeverity
    case "design": self = .design
    case ProgrammeColumn.lifestyle.rawValue: self = .lifestyle
    default: self = .covariate(name)
    }
  }
}

extension GroupKey: CustomStringConvertible {
  /// The key as `--by` spells it, which parses back to the same key.
  public var description: String {
    // A covariate called `cut` reads back without quotes too: only a parenthesis makes it a range.
    switch self {
    case .cut(let name, let bounds):
      "cut(\(TokenReader.text(of: name, keywords: [])), "
        + bounds.map(TokenReader.text(of:)).joined(separator: ", ") + ")"
    default: TokenReader.text(of: name, keywords: [])
    }
  }
}

private struct GroupKeyReader {
  let text: String
  let tokens: [Token]
  var place = 0

  var token: Token { tokens[place] }

  func mistake(_ expected: String, at column: Int? = nil) -> TreatmentError {
    .doesNotParse(text: text, column: column ?? token.column, expected: expected)
  }

  mutating func list() throws(TreatmentError) -> [GroupKey] {
    var keys: [GroupKey] = []
    while true {
      let column = token.column
      let key = try key()
      guard !keys.contains(where: { $0.name == key.name }) else {
        throw mistake("each column once", at: column)
      }
      keys.append(key)
      if token.kind == .end { return keys }
      guard token.kind == .comma else { throw mistake("',' or the end") }
      place += 1
    }
  }

  mutating func key() throws(TreatmentError) -> GroupKey {
    let isQuoted = if case .quoted = token.kind { true } else { false }
    let name = try name(
      "a key: strategy, step, prior_failures, agent, scale, baseline_severity, design, lifestyle, "
        + "a covariate or cut(covariate, bounds)")
    guard name == "cut", !isQuoted, token.kind == .open else { return GroupKey(named: name) }
    place += 1
    let column = token.column
    let covariate = try self.name("the name of a numeric covariate")
    switch GroupKey(named: covariate) {
    case .covariate, .priorFailures: break
    default: throw mistake("a numeric covariate", at: column)
    }
    var bounds: [Double] = []
    while token.kind == .comma {
      place += 1
      guard case .number(let bound) = token.kind else { throw mistake("a number") }
      if let last = bounds.last, bound <= last { throw mistake("a number above the one before") }
      // Minus zero is zero, and must not be printed as a label of its own.
      bounds.append(bound == 0 ? 0 : bound)
      place += 1
    }
    guard !bounds.isEmpty else { throw mistake("',' and the bounds, for example cut(age, 30, 50)") }
    guard token.kind == .close else { throw mistake("',' or ')'") }
    place += 1
    return .cut(covariate, bounds)
  }

  mutating func name(_ expected: String) throws(TreatmentError) -> String {
    switch token.kind {
    case .word(let name), .quoted(let name):
      guard !name.isEmpty else { throw mistake(expected) }
      place += 1
      return name
    default: throw mistake(expected)
    }
  }
}
