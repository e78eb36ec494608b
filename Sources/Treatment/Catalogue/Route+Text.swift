extension Route {
  private static let words: [(route: Route, words: [String])] = [
    (.intravenous, ["intravenous", "iv", "infusion"]), (.nasal, ["nasal", "intranasal", "ns"]),
    (.oral, ["oral", "po"]), (.sublingual, ["sublingual", "sl"]), (.subcutaneous, ["subcutaneous", "sc"]),
    (.intramuscular, ["intramuscular", "im"]),
  ]

  /// Empty for a word that names none of them: the column is free text.
  public init(_ text: String) {
    let folded = Catalogue.folded(text)
    self = Self.words.first { $0.words.contains(folded) }?.route ?? []
  }
}
