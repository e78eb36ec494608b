/// Reads a filter by recursive descent: `any` of `all` of `not` of comparisons.
struct FilterParser {
  private let text: String
  private let tokens: [Token]
  private var place = 0
  private var depth = 0
  /// How each covariate was first read, and where.
  private var kinds: [String: (kind: CovariateRequest.Kind, column: Int)] = [:]
  /// Every name in the order of the text, with its column.
  private var mentions: [(name: String, column: Int)] = []
  /// Names that stand alone, as `intolerant` does for `intolerant == 1`.
  private let states: Set<String>
  /// Words that a name follows, as in `tried ECT`, which stands for `tried_ECT == 1`.
  private let prefixes: Set<String>

  /// Deeper nesting than anybody writes; the stack has an end.
  private static let deepest = 200

  static func condition(in text: String) throws(TreatmentError) -> Filter.Condition {
    var parser = FilterParser(text: text, tokens: try TokenReader.tokens(of: text))
    let result = try parser.any()
    guard parser.token.kind == .end else {
      throw parser.mistake(
        "'and', 'or' or the end (a name or value with spaces or signs is written 'quoted')")
    }
    return parser.settled(result)
  }

  /// The condition in some tokens of a longer text, the last of which is an end, with the names that it reads.
  static func condition(
    in tokens: [Token], of text: String, states: Set<String>, prefixes: Set<String>
  ) throws(TreatmentError) -> (condition: Filter.Condition, mentions: [(name: String, column: Int)]) {
    var parser = FilterParser(text: text, tokens: tokens, states: states, prefixes: prefixes)
    let result = try parser.any()
    guard parser.token.kind == .end else { throw parser.mistake("'and', 'or' or 'then'") }
    return (parser.settled(result), parser.mentions)
  }

  private init(text: String, tokens: [Token], states: Set<String> = [], prefixes: Set<String> = []) {
    self.text = text
    self.tokens = tokens
    self.states = states
    self.prefixes = prefixes
  }

  private var token: Token { tokens[place] }

  private mutating func take(_ word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    place += 1
    return true
  }

  private func mistake(_ expected: String, at column: Int? = nil) -> TreatmentError {
    .doesNotParse(text: text, column: column ?? token.column, expected: expected)
  }

  private mutating func any() throws(TreatmentError) -> Filter.Condition {
    var parts = [try all()]
    while take("or") { parts.append(try all()) }
    return .joined(parts, all: false)
  }

  private mutating func all() throws(TreatmentError) -> Filter.Condition {
    var parts = [try not()]
    while take("and") { parts.append(try not()) }
    return .joined(parts, all: true)
  }

  private mutating func not() throws(TreatmentError) -> Filter.Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw mistake("fewer than \(Self.deepest) nested conditions") }
    if take("not") { return .not(try not()) }
    guard token.kind == .open else { return try comparison() }
    place += 1
    let inner = try any()
    guard token.kind == .close else { throw mistake("'and', 'or' or ')'") }
    place += 1
    return inner
  }

  private mutating func comparison() throws(TreatmentError) -> Filter.Condition {
    let (name, column) = try name()
    if let state = try state(name) { return state }
    if take("is") {
      let isMissing = !take("not")
      guard take("missing") else { throw mistake(isMissing ? "'missing' or 'not missing'" : "'missing'") }
      // The kind is settled once the whole filter is read.
      return .missing(Filter.Name.reserved(name) ?? .covariate(name, .text), isMissing)
    }
    if take("in") { return try list(name, column) }
    guard case .comparison(let sign) = token.kind, let comparison = Filter.Comparison(rawValue: sign) else {
      throw mistake("one of == != < <= > >=, 'in' or 'is missing' after the name")
    }
    place += 1
    let valueColumn = token.column
    switch try value() {
    case .number(let number):
      return .number(try resolved(name, .number, column, valueColumn), comparison, number)
    case .text(let value):
      guard comparison == .equal || comparison == .unequal else {
        throw mistake("an unquoted number after \(sign)", at: valueColumn)
      }
      return .text(try resolved(name, .text, column, valueColumn), equal: comparison == .equal, value)
    }
  }

  /// A name that needs no comparison.
  private mutating func state(_ name: String) throws(TreatmentError) -> Filter.Condition? {
    if prefixes.contains(name) {
      let (thing, column) = try self.name()
      mentions.removeLast(2)
      mentions.append(("\(name)_\(thing)", column))
      return .number(.covariate("\(name)_\(thing)", .number), .equal, 1)
    }
    guard states.contains(name) else { return nil }
    if case .comparison = token.kind { return nil }
    if token.kind == .word("in") || token.kind == .word("is") { return nil }
    return .number(.covariate(name, .number), .equal, 1)
  }

  private mutating func name() throws(TreatmentError) -> (String, Int) {
    let column = token.column
    switch token.kind {
    case .word(let word) where !Filter.keywords.contains(word):
      place += 1
      mentions.append((word, column))
      return (word, column)
    case .quoted(let name) where !name.isEmpty:
      place += 1
      mentions.append((name, column))
      return (name, column)
    default:
      throw mistake("the name of a column, 'not' or '('")
    }
  }

  private enum Value {
    case number(Double)
    case text(String)
  }

  private mutating func value() throws(TreatmentError) -> Value {
    switch token.kind {
    case .number(let number):
      place += 1
      return .number(number)
    case .word(let word) where !Filter.keywords.contains(word):
      place += 1
      return .text(word)
    case .quoted(let value):
      guard !value.isEmpty else { throw mistake("a text that is not empty (or write 'name is missing')") }
      place += 1
      return .text(value)
    case .word(let word):
      throw mistake("a value ('\(word)' is a word of the grammar; quote it to use it as a text)")
    default:
      throw mistake("a value: a word, a 'quoted' text or a number")
    }
  }

  private mutating func list(_ name: String, _ column: Int) throws(TreatmentError) -> Filter.Condition {
    guard token.kind == .open else { throw mistake("'(' and a list of values after 'in'") }
    place += 1
    var numbers: [Double] = []
    var texts: [String] = []
    let valueColumn = token.column
    while true {
      let column = token.column
      switch try value() {
      case .number(let number): numbers.append(number)
      case .text(let text): texts.append(text)
      }
      guard numbers.isEmpty || texts.isEmpty else {
        throw mistake(
          "values of one kind, all numbers or all texts (quote a number to make it a text)", at: column)
      }
      if token.kind == .comma {
        place += 1
      } else if token.kind == .close {
        place += 1
        break
      } else {
        throw mistake("',' or ')'")
      }
    }
    return texts.isEmpty
      ? .numbers(try resolved(name, .number, column, valueColumn), numbers)
      : .texts(try resolved(name, .text, column, valueColumn), texts)
  }

  /// The name with the kind that its use gives it.
  private mutating func resolved(
    _ name: String, _ kind: CovariateRequest.Kind, _ column: Int, _ valueColumn: Int
  ) throws(TreatmentError) -> Filter.Name {
    if let reserved = Filter.Name.reserved(name) {
      guard reserved.kind == kind else {
        throw mistake(
          reserved.kind == .number
            ? "an unquoted number ('\(name)' is a number)"
            : "a word or a 'quoted' text ('\(name)' is a text)", at: valueColumn)
      }
      return reserved
    }
    if let first = kinds[name] {
      guard first.kind == kind else {
        throw mistake(
          "'\(name)' as a \(first.kind.rawValue), as at column \(first.column) "
            + "(quote its numbers to compare it as text everywhere, or nowhere to compare it as a number)",
          at: valueColumn)
      }
    } else {
      kinds[name] = (kind, column)
    }
    return .covariate(name, kind)
  }

  /// The condition with `is missing` asking for the kind that the rest of the filter reads, so that a
  /// covariate is parsed once.
  private func settled(_ condition: Filter.Condition) -> Filter.Condition {
    switch condition {
    case .all(let parts): .all(parts.map(settled))
    case .any(let parts): .any(parts.map(settled))
    case .not(let part): .not(settled(part))
    case .missing(.covariate(let name, let kind), let isMissing):
      .missing(.covariate(name, kinds[name]?.kind ?? kind), isMissing)
    default: condition
    }
  }
}
