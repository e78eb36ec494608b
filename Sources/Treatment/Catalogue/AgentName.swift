/// What a name in a file stands for: an agent, and what the name says beside it.
///
/// `Zyban` is bupropion for smoking. What a file states of a row in columns of its own wins over its name.
/// Source: Documentation/Treatment/Derivation.md, F36 and F38.
public struct AgentName: Sendable, Hashable {
  /// Index into the catalogue's agents.
  public var agent: Int
  /// What the name's product is for, where that is not depression alone.
  public var indication: Indication?
  public var route: Route

  public init(agent: Int, indication: Indication? = nil, route: Route = []) {
    self.agent = agent
    self.indication = indication
    self.route = route
  }
}

extension Indication {
  /// Words that a note in brackets behind a name may hold, by what they come to.
  private static let notes: [(indication: Indication, words: [String])] = [
    (.depression, ["depression"]), (.smoking, ["smoking", "smoking cessation", "nicotine dependence"]),
    (.pain, ["pain", "migraine", "neuropathy", "neuropathic pain", "fibromyalgia"]),
    (.sleep, ["sleep", "insomnia", "hypnotic"]), (.anxiety, ["anxiety"]), (.epilepsy, ["epilepsy"]),
    (.bipolar, ["bipolar"]),
    (
      .other,
      [
        "other", "ADHD", "substitution", "opioid dependence", "PMDD", "obesity", "incontinence",
        "anaesthesia",
      ]
    ),
  ]

  /// The indication that a name's note stands for; `nil` where it names none (`low dose`).
  public init?(note: some StringProtocol) {
    guard !note.isEmpty, let found = Self.byFoldedWord[Catalogue.folded(String(note))] else { return nil }
    self = found
  }

  private static let byFoldedWord: [String: Indication] = {
    var result: [String: Indication] = [:]
    for (indication, words) in notes {
      for word in words where result[Catalogue.folded(word)] == nil {
        result[Catalogue.folded(word)] = indication
      }
    }
    return result
  }()

  public static let notedWords = notes.flatMap(\.words)
}

extension Agent {
  /// A name as lists show it: with the indication that it carries.
  public func shown(_ name: String) -> String {
    namedIndications[Catalogue.folded(name)].map { "\(name) (\($0.rawValue))" } ?? name
  }

  /// The names that carry an indication, as they are written.
  public func names(for indication: Indication) -> [String] {
    synonyms.filter { namedIndications[Catalogue.folded($0)] == indication }
  }
}
