import Treatment

/// The order in which the groups of a key are printed: numbers ascending, then texts by Unicode scalars, then
/// missing. Ranges of a cut ascend by their bounds; programmes stand in the order of their levels. Levels that stand together
/// come after those with a name.
struct GroupOrder {
  private let isCut: Bool
  private let levels: [String]
  private let pooled: String?

  init(_ key: GroupKey) {
    if case .pooled(let base, let pool) = key {
      self = GroupOrder(base, pooled: pool.label)
    } else {
      self = GroupOrder(key, pooled: nil)
    }
  }

  /// - Parameter pooled: what levels that stand together are called.
  init(_ key: GroupKey, pooled: String?) {
    self.pooled = pooled
    if case .cut = key { isCut = true } else { isCut = false }
    levels = key == .lifestyle ? ProgrammeLevel.allCases.map(\.rawValue) : []
  }

  /// What a group text is sorted by.
  struct Rank: Comparable {
    /// 0 a number (or a range), 1 a text, 2 levels that stand together, 3 missing.
    var kind: Int
    var number: Double
    var text: String

    static func < (a: Rank, b: Rank) -> Bool {
      if a.kind != b.kind { return a.kind < b.kind }
      if a.number != b.number { return a.number < b.number }
      return a.text.unicodeScalars.lexicographicallyPrecedes(b.text.unicodeScalars)
    }
  }

  func rank(of text: String) -> Rank {
    if text.isEmpty { return Rank(kind: 3, number: 0, text: text) }
    if text == pooled { return Rank(kind: 2, number: 0, text: text) }
    if let place = levels.firstIndex(of: text) { return Rank(kind: 0, number: Double(place), text: text) }
    if isCut {
      let bound = text.hasPrefix("<") ? -Double.infinity : Self.lowerBound(of: text) ?? .infinity
      return Rank(kind: 0, number: bound, text: text)
    }
    if let number = Self.number(of: text) { return Rank(kind: 0, number: number, text: text) }
    return Rank(kind: 1, number: 0, text: text)
  }

  /// The bound at which `30-<50` or `>=50` begins.
  private static func lowerBound(of text: String) -> Double? {
    if text.hasPrefix(">=") { return number(of: String(text.dropFirst(2))) }
    guard let sign = text.firstIndex(of: "<") else { return nil }
    return number(of: String(text[..<sign].dropLast()))
  }

  /// The number that a text is written as in decimal; `nil` for anything else, `nan` and `0x1p3` too.
  static func number(of text: String) -> Double? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}
