/// What a cell may hold of a person, told by its form and by check digits.
package enum IdentifyingContent: Int, CaseIterable, Sendable {
  case cpr, cprForm, personnummer, fodselsnummer, hetu, nhs, ssn, bsn, nir, steuerID, codiceFiscale, dni,
    pesel, ahv
  case iban, email, phone, ip, fullName

  /// What cells of this kind are, in the plural.
  var words: String {
    switch self {
    case .cpr, .cprForm: "Danish CPR numbers"
    case .personnummer: "Swedish personal numbers"
    case .fodselsnummer: "Norwegian birth numbers"
    case .hetu: "Finnish personal identity codes"
    case .nhs: "NHS numbers"
    case .ssn: "US social security numbers"
    case .bsn: "Dutch citizen service numbers"
    case .nir: "French social security numbers"
    case .steuerID: "German tax identification numbers"
    case .codiceFiscale: "Italian tax codes"
    case .dni: "Spanish identity numbers"
    case .pesel: "Polish PESEL numbers"
    case .ahv: "Swiss AHV numbers"
    case .iban: "account numbers (IBAN)"
    case .email: "e-mail addresses"
    case .phone: "phone numbers"
    case .ip: "IP addresses"
    case .fullName: "names of persons"
    }
  }

  /// One number in eleven or ten passes by chance, so nearly all cells have to, and several different ones.
  var passesByChance: Bool { self == .nhs || self == .bsn }

  /// So seldom by chance that one inside a text is enough: what has letters or separators of its own beside a check.
  var tellsInsideText: Bool {
    switch self {
    case .hetu, .codiceFiscale, .iban, .dni: true
    default: false
    }
  }

  /// What a whole cell is; `nil` for nothing that names a person.
  package static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> IdentifyingContent? {
    guard bytes.count >= 7 else { return nil }
    if let text = NationalNumber.Text(bytes), text.letters < 12,
      let number = NationalNumber.content(text)
    {
      return number
    }
    if DirectIdentifiers.looksLikeEmail(bytes) { return .email }
    if ContactForm.isPhone(bytes) { return .phone }
    if ContactForm.isAddressOfNetwork(bytes) { return .ip }
    return FullName.matches(bytes) ? .fullName : nil
  }

  /// What a word inside a text is; words end at blanks, commas, semicolons and brackets.
  static func inside(_ bytes: UnsafeBufferPointer<UInt8>) -> IdentifyingContent? {
    var start = 0
    for place in 0...bytes.count {
      if place < bytes.count, !isGap(bytes[place]) { continue }
      defer { start = place + 1 }
      guard place - start >= 9 else { continue }
      var word = UnsafeBufferPointer(rebasing: bytes[start..<place])
      if word.last == UInt8(ascii: ".") || word.last == UInt8(ascii: ":") {
        word = UnsafeBufferPointer(rebasing: word.dropLast())
      }
      guard let text = NationalNumber.Text(word), let found = NationalNumber.content(text) else { continue }
      let isHyphened = !text.separators.isEmpty && [.cpr, .personnummer, .ssn, .ahv].contains(found)
      if found.tellsInsideText || isHyphened { return found }
    }
    return nil
  }

  private static func isGap(_ byte: UInt8) -> Bool {
    byte <= 0x20
      || [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")")].contains(byte)
  }
}
