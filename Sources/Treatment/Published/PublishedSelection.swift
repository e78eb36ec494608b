/// Published rows that patterns of their identifiers name: `STARD-*`, `LQD-LI-REM8`.
public struct PublishedSelection: Sendable, Hashable {
  /// In the order of the data, each once.
  public var rows: [PublishedRate] = []
  /// A sentence for each pattern that names nothing, with the nearest names.
  public var mistakes: [String] = []

  /// `*` stands for any letters, `?` for one; case is set aside. No pattern means every row.
  public init(_ patterns: [String], among all: [PublishedRate]) {
    if patterns.isEmpty {
      rows = all
      return
    }
    var chosen: Set<String> = []
    for pattern in patterns {
      let letters = Array(pattern.lowercased())
      let found = all.filter { Self.matches(letters[...], Array($0.id.lowercased())[...]) }
      chosen.formUnion(found.map(\.id))
      if found.isEmpty { mistakes.append(Self.mistake(pattern, all)) }
    }
    rows = all.filter { chosen.contains($0.id) }
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(pattern.dropFirst(), text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return matches(pattern.dropFirst(), text.dropFirst())
  }

  /// Nearest among identifiers, and among the studies that they begin with.
  private static func mistake(_ pattern: String, _ all: [PublishedRate]) -> String {
    let plain = pattern.filter { $0 != "*" && $0 != "?" }
    var studies: [String] = []
    for row in all {
      let study = String(row.id.prefix { $0 != "-" })
      if !studies.contains(study) { studies.append(study) }
    }
    let near =
      NearestName.nearest(plain, among: all.map(\.id))
      + NearestName.nearest(String(plain.prefix { $0 != "-" }), among: studies).map { $0 + "-*" }
    return "No published row is named '\(pattern)'."
      + (near.isEmpty
        ? " The data begin with \(studies.prefix(5).joined(separator: "-*, "))-*."
        : " The nearest: \(near.prefix(3).joined(separator: ", ")).")
  }
}
