/// Reads a policy: steps, each with conditions and choices.
///
///     policy = 'as observed' | 'stay' | step { ';' step }
///     step   = 'step' number ':' rule
///     rule   = 'if' condition 'then' choice [ 'else' rule ] | choice
///     choice = 'as observed' | 'stay' | strategy { 'or' strategy } | share '%' strategy { ',' share '%' strategy }
struct PolicyParser {
  static let keywords: Set<String> = Filter.keywords.union([
    "if", "then", "else", "step", "stay", "as", "observed",
  ])
  static let signs = ";:%"
  /// Steps beyond anybody's road.
  static let lastStep = 20

  private let text: String
  private let tokens: [Token]
  private var place = 0
  private var mentions: [TreatmentPolicy.Mention] = []

  static func policy(in text: String) throws(PolicyTextError) -> TreatmentPolicy {
    // Line breaks of a file would tear the line with the caret.
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    do {
      var parser = PolicyParser(text: line, tokens: try TokenReader.tokens(of: line, signs: signs))
      return try parser.policy()
    } catch {
      switch error {
      case .doesNotParse(let text, let column, let expected):
        throw .doesNotParse(text: text, column: column, expected: expected)
      }
    }
  }

  private init(text: String, tokens: [Token]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: Token { tokens[place] }

  private func mistake(_ expected: String, at column: Int? = nil) -> TreatmentError {
    .doesNotParse(text: text, column: column ?? token.column, expected: expected)
  }

  private mutating func take(_ word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    place += 1
    return true
  }

  private mutating func take(sign: Character) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    place += 1
    return true
  }

  private mutating func policy() throws(TreatmentError) -> TreatmentPolicy {
    if let whole = try resting() {
      _ = take(sign: ";")
      guard token.kind == .end else { throw mistake("the end, since the policy is one for every step") }
      return TreatmentPolicy(rules: [], whole: whole, text: text, mentions: mentions)
    }
    var rules: [TreatmentPolicy.Rule] = []
    repeat {
      if token.kind == .end, !rules.isEmpty { break }
      rules.append(try step(after: rules.last?.step))
    } while take(sign: ";")
    guard token.kind == .end else { throw mistake("';' and the next step, 'else', or the end") }
    return TreatmentPolicy(rules: rules, whole: nil, text: text, mentions: mentions)
  }

  private mutating func step(after last: Int?) throws(TreatmentError) -> TreatmentPolicy.Rule {
    guard take("step") else { throw mistake("'step' and its number, as in 'step 2: ECT'") }
    let column = token.column
    guard case .number(let number) = token.kind, let step = Int(exactly: number),
      (1...Self.lastStep).contains(step)
    else { throw mistake("the number of a step, from 1 to \(Self.lastStep)") }
    if let last, step <= last {
      throw mistake(
        step == last
          ? "each step once; step \(step) has its rule already (conditions of one step are joined by 'else')"
          : "steps in their order; step \(step) comes before step \(last)", at: column)
    }
    if let last, step > last + 1 {
      throw mistake(
        "step \(last + 1) before step \(step): a road runs through each (write 'step \(last + 1): as observed' to leave it alone)",
        at: column)
    }
    place += 1
    guard take(sign: ":") else { throw mistake("':' after the step's number") }
    mentions.append(.init(kind: .step, text: "", step: step, column: column))
    return TreatmentPolicy.Rule(step: step, branches: try branches(of: step))
  }

  private mutating func branches(of step: Int) throws(TreatmentError) -> [TreatmentPolicy.Branch] {
    var result: [TreatmentPolicy.Branch] = []
    while true {
      guard take("if") else {
        result.append(.init(condition: nil, choice: try choice(of: step)))
        return result
      }
      let condition = try condition(of: step)
      result.append(.init(condition: condition, choice: try choice(of: step)))
      if !take("else") { return result }
    }
  }

  /// What stands before `then`, read as a filter.
  private mutating func condition(of step: Int) throws(TreatmentError) -> Filter {
    let from = place
    while token.kind != .word("then") {
      if token.kind == .end || token.kind == .sign(";") || token.kind == .word("else") {
        throw mistake("'then' and what is to be done")
      }
      place += 1
    }
    let end = Token(kind: .end, column: token.column)
    let (condition, names) = try FilterParser.condition(
      in: Array(tokens[from..<place]) + [end], of: text, states: PolicyNames.states,
      prefixes: PolicyNames.prefixes)
    mentions += names.map { .init(kind: .name, text: $0.name, step: step, column: $0.column) }
    place += 1
    return Filter(condition)
  }

  /// `as observed` or `stay`.
  private mutating func resting() throws(TreatmentError) -> TreatmentPolicy.Choice? {
    if take("stay") { return .stay }
    guard take("as") else { return nil }
    guard take("observed") else { throw mistake("'observed' after 'as'") }
    return .asObserved
  }

  private mutating func choice(of step: Int) throws(TreatmentError) -> TreatmentPolicy.Choice {
    if let resting = try resting() { return resting }
    if case .number = token.kind { return try shares(of: step) }
    let column = token.column
    var names = [try strategy(of: step)]
    while take("or") { names.append(try strategy(of: step)) }
    guard Set(names).count == names.count else { throw mistake("each strategy once", at: column) }
    return .strategies(names.map { .init($0, 1 / Double(names.count)) })
  }

  private mutating func shares(of step: Int) throws(TreatmentError) -> TreatmentPolicy.Choice {
    let column = token.column
    var result: [TreatmentPolicy.Share] = []
    repeat {
      guard case .number(let percent) = token.kind, percent > 0, percent <= 100 else {
        throw mistake("a share in percent, as in '60 % KETAMINE, 40 % ECT'")
      }
      place += 1
      guard take(sign: "%") else { throw mistake("'%' after the share") }
      result.append(.init(try strategy(of: step), (percent * 1e4).rounded() / 1e6))
    } while take(comma: ())
    guard Set(result.map(\.strategy)).count == result.count else {
      throw mistake("each strategy once", at: column)
    }
    let hundred = result.reduce(0) { $0 + ($1.share * 1e6).rounded() }
    guard hundred == 1e6 else { throw mistake("shares that come to 100 %", at: column) }
    return .strategies(result)
  }

  private mutating func take(comma: Void) -> Bool {
    guard token.kind == .comma else { return false }
    place += 1
    return true
  }

  private mutating func strategy(of step: Int) throws(TreatmentError) -> String {
    let column = token.column
    let name: String
    switch token.kind {
    case .word(let word) where !Self.keywords.contains(word): name = word
    case .quoted(let text) where !text.isEmpty: name = text
    default: throw mistake("a strategy, shares of several, 'as observed' or 'stay'")
    }
    place += 1
    mentions.append(.init(kind: .strategy, text: name, step: step, column: column))
    return name
  }
}

extension TreatmentPolicy {
  /// Reads the text of a policy.
  ///
  /// Throws: ``PolicyTextError/doesNotParse(text:column:expected:)`` at the first mistake; ``PolicyTextError/looksAhead(text:column:name:step:reason:)``
  /// for a name that is known too late at its step, whatever the cohort.
  public init(parsing text: String) throws(PolicyTextError) {
    self = try PolicyParser.policy(in: text)
    for mention in mentions where mention.kind == .name {
      if let reason = PolicyNames.lateness(of: mention.text, at: mention.step) {
        throw .looksAhead(
          text: self.text, column: mention.column, name: mention.text, step: mention.step, reason: reason)
      }
    }
  }

  /// Whether a cohort can answer: each strategy is among those of its step, each name known there.
  ///
  /// - Parameter strategies: of each step; `nil` = not known yet, so that names alone are judged.
  /// Throws: ``PolicyTextError``, with the nearest name.
  public func check(
    strategies: ((Int) -> [String])?, names: (Int) -> [String]
  ) throws(PolicyTextError) {
    for mention in mentions {
      switch mention.kind {
      case .step: break
      case .strategy:
        guard let known = strategies?(mention.step) else { continue }
        if known.contains(mention.text) { continue }
        throw .unknownStrategy(
          text: text, column: mention.column, name: mention.text, step: mention.step, known: known,
          nearest: NearestName.nearest(mention.text, among: known, limit: 2))
      case .name:
        let known = names(mention.step)
        if known.contains(mention.text) { continue }
        if let thing = PolicyNames.triedStrategy(mention.text) {
          guard let strategies else { continue }
          let tried = Array(Set((1..<max(2, mention.step)).flatMap(strategies))).sorted()
          if tried.contains(thing) { continue }
          throw .unknownStrategy(
            text: text, column: mention.column, name: thing, step: mention.step - 1, known: tried,
            nearest: NearestName.nearest(thing, among: tried, limit: 2))
        }
        throw .unknownName(
          text: text, column: mention.column, name: mention.text, step: mention.step,
          nearest: NearestName.nearest(mention.text, among: known, limit: 2))
      }
    }
  }
}
