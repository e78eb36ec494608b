import Treatment

/// How many figures there are, by how far they can be trusted.
struct MarkTally: Equatable {
  private(set) var counts: [SourceMark: Int] = [:]
  /// Made of another figure, with no source of their own.
  var derived = 0

  init() {}

  /// Of the figures that have a value and need a source.
  init(_ figures: [CatalogueFigure]) {
    for figure in figures where !figure.value.isEmpty {
      if let origin = figure.origin { add(origin.mark) }
    }
  }

  mutating func add(_ mark: SourceMark) { counts[mark, default: 0] += 1 }

  mutating func add(_ other: MarkTally) {
    for mark in SourceMark.allCases { counts[mark, default: 0] += other.count(mark) }
    derived += other.derived
  }

  func count(_ mark: SourceMark) -> Int { counts[mark] ?? 0 }

  var all: Int { SourceMark.allCases.reduce(derived) { $0 + count($1) } }
}
