/// Names that a misspelt name may have meant.
public enum NearestName {
  /// The candidates nearest to the name, nearest first, equally near ones in Unicode order.
  ///
  /// Near is an edit distance (letters added, left out or replaced) of at most a third of the name's letters,
  /// or 2 for a short name (1 for one of up to three letters), after case, spaces, hyphens, underscores and
  /// dots are set aside.
  ///
  /// Not: data. Only give it names of a catalogue, a schema or a grammar, so that a hint can print nothing
  /// that came from a patient's record.
  public static func nearest(_ name: String, among candidates: [String], limit: Int = 3) -> [String] {
    entries(named: name, among: candidates.map { [$0] }, limit: limit).map { candidates[$0] }
  }

  /// Places of the entries of which some name is near, nearest first, then by the entry's first name.
  static func entries(named name: String, among entries: [[String]], limit: Int) -> [Int] {
    let wanted = Array(Catalogue.folded(name).unicodeScalars)
    // Beyond any name's length a distance says nothing, and the table would only cost time.
    guard !wanted.isEmpty, wanted.count <= 100 else { return [] }
    let most = max(wanted.count > 3 ? 2 : 1, wanted.count / 3)
    var found: [(distance: Int, name: String, place: Int)] = []
    for (place, names) in entries.enumerated() {
      guard let own = names.first else { continue }
      let distances = names.map { distance(wanted, Array(Catalogue.folded($0).unicodeScalars)) }
      if let least = distances.min(), least <= most { found.append((least, own, place)) }
    }
    found.sort { $0.distance != $1.distance ? $0.distance < $1.distance : precedes($0.name, $1.name) }
    return found.prefix(limit).map(\.place)
  }

  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
  }

  /// The edit distance of Levenshtein, one row of its table at a time.
  static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var row = Array(0...second.count)
    for (place, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for (other, against) in second.enumerated() {
        let replaced = diagonal + (letter == against ? 0 : 1)
        diagonal = row[other + 1]
        row[other + 1] = min(replaced, diagonal + 1, row[other] + 1)
      }
    }
    return row[second.count]
  }
}

extension Catalogue {
  /// Generic names and identifiers of the agents that a misspelt name may have meant.
  public func nearestAgents(to name: String, limit: Int = 3) -> [String] {
    let names = agents.map { [$0.name, $0.label] + $0.synonyms }
    return NearestName.entries(named: name, among: names, limit: limit).map { agents[$0].name }
  }

  /// Identifiers of the scales that a misspelt name may have meant.
  public func nearestScales(to name: String, limit: Int = 3) -> [String] {
    let names = scales.map { [$0.id, $0.name] + $0.synonyms }
    return NearestName.entries(named: name, among: names, limit: limit).map { scales[$0].id }
  }
}
