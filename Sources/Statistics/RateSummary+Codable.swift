import Treatment

extension RateSummary: Codable {
  private struct Encoded: Codable {
    struct Row: Codable {
      var key: Key
      var cell: Cell
    }
    struct Named: Codable {
      var name: String
      var note: ScaleNote
    }
    struct Level: Codable {
      var texts: [String]?
      var hasText: Bool
    }
    var cells: [Row]
    var scales: [Named]
    var levels: [Level]
  }

  public func encode(to encoder: any Encoder) throws {
    try Encoded(
      cells: cells.sorted { $0.key < $1.key }.map { Encoded.Row(key: $0.key, cell: $0.value) },
      scales: scales.sorted { $0.key < $1.key }.map { Encoded.Named(name: $0.key, note: $0.value) },
      levels: levels.map { Encoded.Level(texts: $0.texts?.sorted(), hasText: $0.hasText) }
    ).encode(to: encoder)
  }

  public init(from decoder: any Decoder) throws {
    let encoded = try Encoded(from: decoder)
    self.init(keys: 0)
    for row in encoded.cells { add(row.cell, to: row.key) }
    for scale in encoded.scales { scales[scale.name] = scale.note }
    levels = encoded.levels.map { Levels(texts: $0.texts.map(Set.init), hasText: $0.hasText) }
  }
}

extension RateSummary.Key: Comparable {
  static func < (a: Self, b: Self) -> Bool {
    if a.baseline != b.baseline { return a.baseline.rawValue < b.baseline.rawValue }
    if a.scale != b.scale { return a.scale < b.scale }
    return a.group.lexicographicallyPrecedes(b.group)
  }
}
