/// What the name of a column says that it holds of a person.
package enum IdentifierName: CaseIterable, Sendable {
  case name, person, email, phone, nationalNumber, record, birth, address

  /// For a message: "which names ‹words›".
  package var words: String {
    switch self {
    case .name, .person: "a person's name"
    case .email: "an e-mail address"
    case .phone: "a phone number"
    case .nationalNumber: "a national number"
    case .record: "a record number"
    case .birth: "a date of birth"
    case .address: "an address"
    }
  }

  /// Headers in lower case without spaces, signs and accents.
  private var headers: String {
    switch self {
    // Of anything; the others speak of persons.
    case .name: "name nom nombre nome"
    case .person:
      """
      firstname lastname surname forename givenname familyname fullname patientname middlename \
      maidenname vorname nachname familienname prenom nomdefamille apellido apellidos cognome \
      achternaam voornaam fornavn efternavn etternavn imie nazwisko
      """
    case .email: "email mail emailaddress courriel correo correoelectronico epost"
    case .phone:
      """
      phone phonenumber telephone telephonenumber mobile mobilephone cell cellphone tel telefon telefonnummer \
      handy natel telefono telefoonnummer telefone fax
      """
    case .nationalNumber:
      """
      ssn socialsecuritynumber nhsnumber nhsno nationalid nationalidentifier nationalnumber ahv ahvnummer ahvnr \
      sozialversicherungsnummer svnr nir insee numerosecuritesociale dni nif nie codicefiscale bsn personnummer cpr \
      cprnr fodselsnummer hetu pesel
      """
    case .record: "passport passportnumber mrn medicalrecordnumber"
    case .birth:
      """
      dob dateofbirth birthdate birthday geburtsdatum gebdatum datedenaissance datenaissance \
      fechadenacimiento fechanacimiento datadinascita datanascita datadenascimento geboortedatum fodselsdato \
      fodelsedatum syntymaaika dataurodzenia
      """
    case .address: "address streetaddress street homeaddress adresse strasse direccion indirizzo"
    }
  }

  private static let known: [String: IdentifierName] = {
    var result: [String: IdentifierName] = [:]
    for kind in allCases {
      for name in kind.headers.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        result[String(name)] = kind
      }
    }
    return result
  }()

  /// What a column of this name holds of a person; `nil` for any other.
  package init?(ofColumn header: String) {
    guard let kind = Self.known[Self.folded(header)] else { return nil }
    self = kind
  }

  private static let accents: [Character: String] = [
    "á": "a", "à": "a", "â": "a", "ä": "a", "å": "a", "ã": "a", "é": "e", "è": "e", "ê": "e", "ë": "e",
    "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "ö": "o", "õ": "o", "ø": "o",
    "ú": "u", "ù": "u", "û": "u", "ü": "u", "ñ": "n", "ç": "c", "ę": "e", "ß": "ss",
  ]

  package static func folded(_ header: String) -> String {
    header.lowercased().map { accents[$0] ?? ($0.isLetter || $0.isNumber ? String($0) : "") }.joined()
  }

  /// Whether what stands in a cell could be what the name says: `Yes` is no national number, a year no date of birth.
  func fits(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = cell.count { $0 &- 48 < 10 }
    switch self {
    case .name:
      // The name of a drug or a coefficient is one word, or has signs; one that begins with a capital is in doubt.
      return Self.isOfLetters(cell) && (cell[0] &- 65 < 26 || cell[0] >= 0x80 || cell.contains(0x20))
        && !Self.isFlag(cell)
    case .person: return cell.count > 1 && cell.contains(where: Self.isLetter) && !Self.isFlag(cell)
    case .address: return cell.count(where: Self.isLetter) > 1 && !Self.isFlag(cell)
    case .record: return cell.count > 2 && !Self.isFlag(cell)
    case .email: return cell.contains(UInt8(ascii: "@"))
    case .phone: return digits >= 6 && !Self.isDecimal(cell)
    case .nationalNumber: return digits >= 6 && cell.count <= 24 && !Self.isDecimal(cell)
    // Five digits are a day of a spreadsheet.
    case .birth: return digits >= 5 && !Self.isDecimal(cell)
    }
  }

  /// Whether few values may stand in the column of many persons, as those of a site or an arm do.
  var isTextOfAnyone: Bool { [.name, .person, .address, .record].contains(self) }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 97 < 26 }

  /// Two letters or more, and nothing else but what stands between the parts of a name.
  private static func isOfLetters(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count > 1 && isLetter(cell[0])
      && cell.allSatisfy { isLetter($0) || " -'.,".utf8.contains($0) }
  }

  private static func isDecimal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    DecimalText.integer(cell) == nil
      && (DecimalText.double(cell, mark: UInt8(ascii: ".")) != nil
        || DecimalText.double(cell, mark: UInt8(ascii: ",")) != nil)
  }

  private static let flags: Set<String> = [
    "yes", "no", "true", "false", "ja", "nein", "nej", "nei", "oui", "non", "si", "sí", "unknown", "none",
    "na", "n/a",
    "ukendt", "unbekannt", "done", "not done", "given", "not given", "present", "absent",
  ]

  private static func isFlag(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count <= 10 && flags.contains(String(decoding: cell, as: UTF8.self).lowercased())
  }
}
