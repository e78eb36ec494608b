/// Finds columns and cells that name a person, whom no cohort may name.
///
/// Not: a guarantee. It knows the usual headers of several languages and two shapes of cells.
package enum DirectIdentifiers {
  /// Headers in lower case without spaces, signs and accents.
  private static let headers: [String: String] = {
    let kinds: [(String, String)] = [
      (
        "a person's name",
        """
        name firstname lastname surname forename givenname familyname fullname patientname middlename \
        maidenname vorname nachname familienname nom prenom nomdefamille nombre apellido apellidos cognome \
        nome achternaam voornaam fornavn efternavn etternavn imie nazwisko
        """
      ),
      ("an e-mail address", "email mail emailaddress courriel correo correoelectronico epost"),
      (
        "a phone number",
        """
        phone phonenumber telephone telephonenumber mobile mobilephone cell cellphone tel telefon telefonnummer \
        handy natel telefono telefoonnummer telefone fax
        """
      ),
      (
        "a national or record number",
        """
        ssn socialsecuritynumber nhsnumber nhsno nationalid nationalidentifier nationalnumber passport \
        passportnumber mrn medicalrecordnumber ahv ahvnummer ahvnr sozialversicherungsnummer svnr nir insee \
        numerosecuritesociale dni nif nie codicefiscale bsn personnummer cpr cprnr fodselsnummer hetu pesel
        """
      ),
      (
        "a date of birth",
        """
        dob dateofbirth birthdate birthday geburtsdatum gebdatum datedenaissance datenaissance \
        fechadenacimiento fechanacimiento datadinascita datanascita datadenascimento geboortedatum fodselsdato \
        fodelsedatum syntymaaika dataurodzenia
        """
      ),
      ("an address", "address streetaddress street homeaddress adresse strasse direccion indirizzo"),
    ]
    var result: [String: String] = [:]
    for (kind, names) in kinds {
      for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) { result[String(name)] = kind }
    }
    return result
  }()

  private static let accents: [Character: String] = [
    "á": "a", "à": "a", "â": "a", "ä": "a", "å": "a", "ã": "a", "é": "e", "è": "e", "ê": "e", "ë": "e",
    "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "ö": "o", "õ": "o", "ø": "o",
    "ú": "u", "ù": "u", "û": "u", "ü": "u", "ñ": "n", "ç": "c", "ę": "e", "ß": "ss",
  ]

  package static func folded(_ header: String) -> String {
    header.lowercased().map { accents[$0] ?? ($0.isLetter || $0.isNumber ? String($0) : "") }.joined()
  }

  /// What a column of this name holds of a person; `nil` for any other.
  package static func kind(ofColumn header: String) -> String? { headers[folded(header)] }

  /// One issue a column of the header that names a person.
  package static func issues(in header: [String], file: String) -> [InputIssue] {
    header.compactMap { name in
      kind(ofColumn: name).map { kind in
        InputIssue(
          file: file, line: 0, column: 0,
          expected: "no direct identifier (remove the column, or rename it if it is none)",
          found: "the column '\(name)', which names \(kind)")
      }
    }
  }

  /// Fields whose header speaks of birth, where a full date would name a person.
  package static func birthFields(in header: [String]) -> [Int] {
    header.indices.filter { place in
      let name = folded(header[place])
      return ["birth", "dob", "geburt", "naissance", "nacimiento", "nascita", "geboorte"]
        .contains { name.contains($0) }
    }
  }

  /// The issue of a row with an e-mail address, or a full date in a column of birth.
  package static func issue(in row: CSVRow, header: [String], birthFields: [Int]) -> InputIssue? {
    for field in birthFields where CalendarDay.number(of: row.text(field)) != nil {
      return row.issue(
        at: field, expected: "no direct identifier in '\(header[field])' (a year of birth is enough)",
        found: "a full date of birth")
    }
    guard row.rawBytes.contains(UInt8(ascii: "@")) else { return nil }
    for field in 0..<row.count where row.withBytes(field, looksLikeEmail) {
      return row.issue(
        at: field, expected: "no direct identifier in '\(header[field])'", found: "an e-mail address")
    }
    return nil
  }

  /// Something, one `@`, and something with a dot inside: no spaces.
  package static func looksLikeEmail(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "@") {
      func isWord(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "@") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
      }
      let domain = bytes[(place + 1)...].prefix(while: isWord)
      let hasName = place > 0 && isWord(bytes[place - 1])
      let dots = domain.indices.filter { domain[$0] == UInt8(ascii: ".") }
      if hasName, dots.contains(where: { $0 > domain.startIndex && $0 < domain.endIndex - 1 }) { return true }
    }
    return false
  }
}
