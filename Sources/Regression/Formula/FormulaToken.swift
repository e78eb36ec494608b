/// The pieces of a formula, with the column that each began in.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case number(Double)
    case text(String)
    /// `+ - * / ^ : ~ ( ) , = == != < <= > >= & | !`
    case sign(String)
    case end
  }

  var kind: Kind
  /// Characters from 1.
  var column: Int
}

/// Cuts the text of a formula into tokens, as R's grammar does.
struct FormulaTokenReader {
  private let text: String
  private let characters: [Character]
  private var place = 0

  static func tokens(of text: String) throws(DesignError) -> [FormulaToken] {
    var reader = FormulaTokenReader(text: text, characters: Array(text))
    var result: [FormulaToken] = []
    while true {
      let token = try reader.next()
      result.append(token)
      if token.kind == .end { return result }
    }
  }

  private init(text: String, characters: [Character]) {
    self.text = text
    self.characters = characters
  }

  private func peek(_ ahead: Int = 0) -> Character? {
    place + ahead < characters.count ? characters[place + ahead] : nil
  }

  private func mistake(_ expected: String, at column: Int) -> DesignError {
    .doesNotParse(formula: text, column: column, expected: expected)
  }

  private mutating func next() throws(DesignError) -> FormulaToken {
    while let character = peek(), character.isWhitespace { place += 1 }
    let column = place + 1
    guard let first = peek() else { return FormulaToken(kind: .end, column: column) }
    if first == "\"" || first == "'" || first == "`" {
      let inside = try quoted(by: first)
      guard first != "`" || !inside.isEmpty else {
        throw mistake("a name between the backquotes", at: column)
      }
      return FormulaToken(kind: first == "`" ? .name(inside) : .text(inside), column: column)
    }
    if Self.isDigit(first) || (first == "." && peek(1).map(Self.isDigit) ?? false) {
      return FormulaToken(kind: .number(try number()), column: column)
    }
    if FormulaText.startsName(first) {
      let from = place
      while let character = peek(), FormulaText.isInName(character) { place += 1 }
      return FormulaToken(kind: .name(String(characters[from..<place])), column: column)
    }
    return FormulaToken(kind: .sign(try sign(first)), column: column)
  }

  private mutating func sign(_ first: Character) throws(DesignError) -> String {
    let pair = peek(1).map { String([first, $0]) } ?? ""
    if ["==", "!=", "<=", ">=", "**", "&&", "||"].contains(pair) {
      place += 2
      return switch pair {
      case "**": "^"
      case "&&": "&"
      case "||": "|"
      default: pair
      }
    }
    guard "+-*/^:~(),=<>&|!".contains(first) else {
      throw mistake(
        "a term, or a sign of the formula (a name with other signs is written `in backquotes`)", at: place + 1
      )
    }
    place += 1
    return String(first)
  }

  private mutating func quoted(by quote: Character) throws(DesignError) -> String {
    let column = place + 1
    var result = ""
    place += 1
    while let character = peek() {
      place += 1
      if character == quote { return result }
      if character == "\\", let escaped = peek() {
        result.append(escaped)
        place += 1
      } else {
        result.append(character)
      }
    }
    throw mistake("a closing \(quote) for the one that stands here", at: column)
  }

  private mutating func number() throws(DesignError) -> Double {
    let from = place
    while let character = peek(), Self.isDigit(character) || character == "." { place += 1 }
    if let mark = peek(), mark == "e" || mark == "E" {
      let ahead = peek(1) == "-" || peek(1) == "+" ? 2 : 1
      if peek(ahead).map(Self.isDigit) ?? false {
        place += ahead
        while let character = peek(), Self.isDigit(character) { place += 1 }
      }
    }
    let digits = String(characters[from..<place])
    if peek() == "L" { place += 1 }
    let follows = peek().map(FormulaText.isInName) ?? false
    guard !follows, let value = Double(digits.hasSuffix(".") ? digits + "0" : digits), value.isFinite else {
      throw mistake("a number, or a name that begins with a letter", at: from + 1)
    }
    return value
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
