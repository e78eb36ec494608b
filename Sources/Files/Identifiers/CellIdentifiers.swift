/// What is looked for in every row that is read: e-mail addresses anywhere, full dates in columns of birth.
package struct CellIdentifiers: Sendable {
  private let header: [String]
  /// Columns that somebody has looked at.
  private let exempt: Set<Int>
  /// Fields whose header speaks of birth, where a full date would name a person.
  package let birthFields: [Int]

  package init(header: [String], checked: Set<String> = [], looksForBirth: Bool = true) {
    self.header = header
    exempt = Set(header.indices.filter { checked.contains(header[$0]) })
    let exempt = exempt
    birthFields = header.indices.filter { place in
      let name = IdentifierName.folded(header[place])
      return looksForBirth && !exempt.contains(place)
        && ["birth", "dob", "geburt", "naissance", "nacimiento", "nascita", "geboorte"]
          .contains { name.contains($0) }
    }
  }

  /// The issue of a row with an e-mail address, or a full date in a column of birth.
  package func issue(in row: CSVRow) -> InputIssue? {
    for field in birthFields where CalendarDay.number(of: row.text(field)) != nil {
      return row.issue(
        at: field, expected: "no direct identifier in '\(header[field])' (a year of birth is enough)",
        found: "a full date of birth")
    }
    guard row.rawBytes.contains(UInt8(ascii: "@")) else { return nil }
    for field in 0..<row.count
    where !exempt.contains(field) && row.withBytes(field, DirectIdentifiers.looksLikeEmail) {
      return row.issue(
        at: field, expected: "no direct identifier in '\(header[field])'", found: "an e-mail address")
    }
    return nil
  }
}
