/// What the texts of one column of source values stand for, each found once.
struct SourceTexts<Meaning> {
  /// Codes are few; texts that stand in their place may be as many as rows.
  private static var most: Int { 100_000 }
  private var known: [String: Meaning] = [:]

  mutating func meaning(of text: String, _ find: (String) -> Meaning) -> Meaning {
    if let found = known[text] { return found }
    let found = find(text)
    if known.count < Self.most { known[text] = found }
    return found
  }
}
