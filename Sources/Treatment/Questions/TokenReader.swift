/// The pieces of a filter or a grouping, with the column that each began in.
struct Token: Equatable {
  enum Kind: Equatable {
    /// A bare word: a name, a keyword or a value.
    case word(String)
    case quoted(String)
    case number(Double)
    /// `== != < <= > >=`
    case comparison(String)
    case open, close, comma, end
    /// A sign of its own, where the language has one: `;`.
    case sign(Character)
  }

  var kind: Kind
  /// Characters from 1.
  var column: Int
}

/// Cuts the text of a filter, a grouping or a policy into tokens.
struct TokenReader {
  private let text: String
  private let characters: [Character]
  /// Signs that stand for themselves and end a word.
  private let signs: String
  private var place = 0

  private init(_ text: String, signs: String) {
    self.text = text
    self.signs = signs
    characters = Array(text)
  }

  /// All tokens, the last of which is the end.
  static func tokens(of text: String, signs: String = "") throws(TreatmentError) -> [Token] {
    var reader = TokenReader(text, signs: signs)
    var result: [Token] = []
    while true {
      let token = try reader.next()
      result.append(token)
      if token.kind == .end { return result }
    }
  }

  /// Whether the character ends a bare word.
  private static func ends(_ character: Character) -> Bool {
    character.isWhitespace || "(),'=!<>".contains(character)
  }

  private mutating func next() throws(TreatmentError) -> Token {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
    let column = place + 1
    guard place < characters.count else { return Token(kind: .end, column: column) }
    let character = characters[place]
    switch character {
    case "(", ")", ",":
      place += 1
      return Token(kind: character == "(" ? .open : character == ")" ? .close : .comma, column: column)
    case "'":
      return Token(kind: .quoted(try quoted()), column: column)
    case "=", "!", "<", ">":
      place += 1
      var sign = String(character)
      if place < characters.count, characters[place] == "=" {
        sign += "="
        place += 1
      }
      guard sign != "=" else { throw mistake(column, "'==' to compare, with two signs") }
      guard sign != "!" else { throw mistake(column, "'!=', or 'not' before a condition") }
      return Token(kind: .comparison(sign), column: column)
    case _ where signs.contains(character):
      place += 1
      return Token(kind: .sign(character), column: column)
    default:
      let from = place
      while place < characters.count, !Self.ends(characters[place]), !signs.contains(characters[place]) {
        place += 1
      }
      let word = String(characters[from..<place])
      return Token(kind: Self.number(word).map(Token.Kind.number) ?? .word(word), column: column)
    }
  }

  private mutating func quoted() throws(TreatmentError) -> String {
    let column = place + 1
    var result = ""
    place += 1
    while place < characters.count {
      if characters[place] != "'" {
        result.append(characters[place])
        place += 1
      } else if place + 1 < characters.count, characters[place + 1] == "'" {
        result.append("'")
        place += 2
      } else {
        place += 1
        return result
      }
    }
    throw mistake(column, "a closing ' for the text that begins here ('' inside a text is one quote)")
  }

  private func mistake(_ column: Int, _ expected: String) -> TreatmentError {
    .doesNotParse(text: text, column: column, expected: expected)
  }

  /// A plain decimal number; `nan`, `inf` and hexadecimal, which `Double` would read, are words.
  static func number(_ word: String) -> Double? {
    guard let first = word.unicodeScalars.first(where: { $0 != "-" && $0 != "+" }),
      ("0"..."9").contains(first) || first == ".",
      word.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || "+-.eE".unicodeScalars.contains($0) }),
      let value = Double(word), value.isFinite
    else { return nil }
    return value
  }

  /// A number as a filter or a group's label prints it: the shortest text that reads back, without `.0`.
  static func text(of number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A text as a filter prints it: bare where that reads back as the same text, else quoted.
  static func text(of value: String, keywords: Set<String>, signs: String = "") -> String {
    let bare =
      !value.isEmpty && !value.contains { ends($0) || signs.contains($0) } && number(value) == nil
    guard !bare || keywords.contains(value) else { return value }
    return "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
