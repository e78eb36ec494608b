/// The number under which a state knows a person, by its form and what can be checked of it.
///
/// Forms and checks are those of the package python-stdnum 2.2, whose code and examples were read and run; a date that
/// some numbers hold is looked at only as a day and a month that exist. A Danish number of 2007 or later may fail its
/// modulus; with its hyphen the form alone counts, and of a column of bare digits half have to pass.
///
/// Not: whether a number was ever given to anyone.
/// Source: python-stdnum 2.2 (https://arthurdejong.org/python-stdnum/), modules dk.cpr, se.personnummer, no.fodselsnummer,
/// fi.hetu, gb.nhs, us.ssn, nl.bsn, fr.nir, de.idnr, it.codicefiscale, es.dni, es.nie, pl.pesel, ch.ssn.
enum NationalNumber {
  /// A cell in capitals without its separators, and where these stood.
  struct Text {
    /// Digits, and letters in capitals.
    private(set) var characters: [UInt8] = []
    private(set) var letters = 0
    /// The separators in their order, each with how many characters stand before it.
    private(set) var separators: [(byte: UInt8, before: Int)] = []

    /// `nil` for a text that holds anything else, or begins or ends with a separator.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard (9...42).contains(bytes.count) else { return nil }
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): characters.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
          letters += 1
          characters.append(byte & 0xDF)
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"):
          if characters.isEmpty { return nil }
          separators.append((byte, characters.count))
        default: return nil
        }
      }
      if separators.last?.before == characters.count { return nil }
    }

    var count: Int { characters.count }

    /// The digit at a place; for a letter, something beyond 9.
    func digit(_ place: Int) -> Int { Int(characters[place]) - 48 }

    /// The whole number that some digits make.
    func number(_ places: Range<Int>) -> Int { places.reduce(0) { $0 * 10 + digit($1) } }

    func areDigits(_ places: Range<Int>) -> Bool { places.allSatisfy { (0...9).contains(digit($0)) } }

    /// Separators of no other kind than these.
    func isSeparated(by known: String) -> Bool {
      separators.allSatisfy { known.utf8.contains($0.byte) }
    }

    /// Exactly one of these separators at each of these places.
    func isSeparated(by known: String, at places: [Int]) -> Bool {
      separators.map(\.before) == places && isSeparated(by: known)
    }

    func weighted(_ weights: [Int]) -> Int {
      weights.enumerated().reduce(0) { $0 + $1.element * digit($1.offset) }
    }
  }

  /// What a cell is by form and check.
  static func content(_ text: Text) -> IdentifyingContent? {
    if text.letters > 0 { return withLetters(text) }
    switch text.count {
    case 9: return nineDigits(text)
    case 10: return tenDigits(text)
    case 11: return elevenDigits(text)
    case 12: return isSwedish(text, from: 2, hyphen: 8) ? .personnummer : nil
    case 13: return isSwiss(text) ? .ahv : nil
    case 15: return isFrench(text) ? .nir : nil
    default: return nil
    }
  }

  private static func isDay(_ day: Int, ofMonth month: Int) -> Bool {
    guard (1...12).contains(month) else { return false }
    return (1...(month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31)).contains(day)
  }

  // MARK: Digits

  private static func nineDigits(_ text: Text) -> IdentifyingContent? {
    if text.isSeparated(by: "-", at: [3, 5]) {
      let area = text.number(0..<3)
      let isGiven =
        area != 0 && area != 666 && area < 900 && text.number(3..<5) > 0 && text.number(5..<9) > 0
      return isGiven ? .ssn : nil
    }
    guard text.isSeparated(by: "."), text.separators.isEmpty || text.separators.count == 2 else { return nil }
    return text.weighted([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 && text.number(0..<9) > 0 ? .bsn : nil
  }

  private static func tenDigits(_ text: Text) -> IdentifyingContent? {
    let isHyphened = text.isSeparated(by: "-", at: [6])
    if isSwedish(text, from: 0, hyphen: 6) { return .personnummer }
    if isHyphened || text.separators.isEmpty, isDay(text.number(0..<2), ofMonth: text.number(2..<4)) {
      if text.weighted([4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 { return .cpr }
      if isHyphened { return .cprForm }
    }
    guard text.separators.isEmpty || text.isSeparated(by: " -", at: [3, 6]) else { return nil }
    return text.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 && text.number(0..<10) > 0 ? .nhs : nil
  }

  private static func isSwedish(_ text: Text, from start: Int, hyphen: Int) -> Bool {
    guard text.separators.isEmpty || text.isSeparated(by: "-+", at: [hyphen]) else { return false }
    if start == 2, ![18, 19, 20].contains(text.number(0..<2)) { return false }
    // Coordination numbers have 60 added to the day.
    let day = text.number(start + 4..<start + 6)
    guard isDay(day > 60 ? day - 60 : day, ofMonth: text.number(start + 2..<start + 4)) else { return false }
    let sum = (0..<10).reduce(0) { sum, place in
      let twice = text.digit(start + place) * (place % 2 == 0 ? 2 : 1)
      return sum + (twice > 9 ? twice - 9 : twice)
    }
    return sum % 10 == 0
  }

  private static func elevenDigits(_ text: Text) -> IdentifyingContent? {
    guard text.isSeparated(by: " -") else { return nil }
    if isNorwegian(text) { return .fodselsnummer }
    if isPolish(text) { return .pesel }
    return isGerman(text) ? .steuerID : nil
  }

  private static func isNorwegian(_ text: Text) -> Bool {
    // D-numbers have 40 added to the day, H-numbers to the month.
    let (day, month) = (text.number(0..<2), text.number(2..<4))
    guard isDay(day > 40 ? day - 40 : day, ofMonth: month > 40 ? month - 40 : month) else { return false }
    let first = (11 - text.weighted([3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11
    let second = (11 - text.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
    return first == text.digit(9) && second == text.digit(10)
  }

  private static func isPolish(_ text: Text) -> Bool {
    // The month says the century: 20 is added for each.
    guard isDay(text.number(4..<6), ofMonth: text.number(2..<4) % 20) else { return false }
    return (10 - text.weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == text.digit(10)
  }

  private static func isGerman(_ text: Text) -> Bool {
    var counts = [Int](repeating: 0, count: 10)
    for place in 0..<10 { counts[text.digit(place)] += 1 }
    let repeated = counts.filter { $0 > 1 }
    guard text.digit(0) != 0, repeated == [2] || repeated == [3] else { return false }
    var check = 5
    for place in 0..<10 { check = ((check == 0 ? 10 : check) * 2 % 11 + text.digit(place)) % 10 }
    return ((check == 0 ? 10 : check) * 2 % 11 + text.digit(10)) % 10 == 1
  }

  private static func isSwiss(_ text: Text) -> Bool {
    text.number(0..<3) == 756 && (text.separators.isEmpty || text.isSeparated(by: ". ", at: [3, 7, 11]))
      && text.weighted([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0
  }

  /// `corsica` is what stands for the letter of a department 2A or 2B.
  private static func isFrench(_ text: Text, corsica: Int? = nil) -> Bool {
    guard text.isSeparated(by: " ."), text.areDigits(13..<15), [1, 2, 3, 4, 7, 8].contains(text.digit(0))
    else {
      return false
    }
    let body = (0..<13).reduce(0) { number, place in
      number * 10
        + (corsica != nil && (5...6).contains(place) ? place == 5 ? 1 : corsica ?? 0 : text.digit(place))
    }
    return 97 - body % 97 == text.number(13..<15)
  }

  // MARK: Letters

  private static func withLetters(_ text: Text) -> IdentifyingContent? {
    switch text.count {
    case 9: return isSpanish(text) ? .dni : nil
    case 10, 11: return isFinnish(text) ? .hetu : nil
    case 15:
      if let corsica = [UInt8(ascii: "A"): 9, UInt8(ascii: "B"): 8][text.characters[6]],
        text.letters == 1, text.digit(5) == 2, isFrench(text, corsica: corsica)
      {
        return .nir
      }
    case 16: if isItalian(text) { return .codiceFiscale }
    default: break
    }
    return isAccount(text) ? .iban : nil
  }

  private static func isFinnish(_ text: Text) -> Bool {
    // The sign of the century is a separator or a letter; only that one may stand before the check character.
    let control = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)
    let serial: Int
    if text.count == 10, text.isSeparated(by: "-+", at: [6]) {
      serial = 6
    } else if text.count == 11, text.separators.isEmpty, "ABCDEFUVWXY".utf8.contains(text.characters[6]) {
      serial = 7
    } else {
      return false
    }
    guard text.areDigits(0..<6), text.areDigits(serial..<serial + 3), text.number(serial..<serial + 3) > 1,
      isDay(text.number(0..<2), ofMonth: text.number(2..<4))
    else { return false }
    let number = text.number(0..<6) * 1000 + text.number(serial..<serial + 3)
    return control[number % 31] == text.characters[serial + 3]
  }

  private static func isSpanish(_ text: Text) -> Bool {
    guard text.isSeparated(by: " -"), text.areDigits(1..<8) else { return false }
    let first: Int
    switch text.characters[0] {
    case UInt8(ascii: "X")...UInt8(ascii: "Z"): first = Int(text.characters[0] - UInt8(ascii: "X"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): first = text.digit(0)
    default: return false
    }
    let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
    return letters[(first * 10_000_000 + text.number(1..<8)) % 23] == text.characters[8]
  }

  private static func isItalian(_ text: Text) -> Bool {
    // Letters stand for digits where two people would have the same code.
    func isNumeral(_ byte: UInt8) -> Bool { byte < 58 || "LMNPQRSTUV".utf8.contains(byte) }
    for (place, byte) in text.characters.enumerated() {
      let isSound =
        switch place {
        case 6, 7, 9, 10, 12, 13, 14: isNumeral(byte)
        case 8: "ABCDEHLMPRST".utf8.contains(byte)
        default: byte >= 65
        }
      if !isSound { return false }
    }
    let odd = [
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ]
    let sum = text.characters.prefix(15).enumerated().reduce(0) { sum, character in
      let value = Int(character.element) - (character.element < 58 ? 48 : 65)
      return sum + (character.offset % 2 == 0 ? odd[value] : value)
    }
    return sum % 26 == Int(text.characters[15]) - 65
  }

  /// An account: two letters of a country, two check digits, and what is 1 modulo 97 with them at the end.
  /// Source: ISO 13616, as python-stdnum's `iban` has it.
  private static func isAccount(_ text: Text) -> Bool {
    let characters = text.characters
    guard (15...34).contains(text.count), text.isSeparated(by: " "), characters[0] > 64, characters[1] > 64,
      text.areDigits(2..<4)
    else { return false }
    let rest = (characters[4...] + characters[..<4]).reduce(0) { rest, byte in
      byte < 58 ? (rest * 10 + Int(byte) - 48) % 97 : (rest * 100 + Int(byte) - 55) % 97
    }
    return rest == 1
  }
}
