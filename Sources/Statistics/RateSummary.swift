public import Summaries
import Treatment

/// The integer sums behind a ``RateTable``, by texts, so that pages, threads and sites can be joined.
///
/// Encoded with its cells in order, so that equal summaries are equal bytes.
public struct RateSummary: Mergeable {
  struct Key: Hashable, Codable {
    var baseline: BaselineKind
    var scale: String
    var group: [String]
  }

  struct Cell: Equatable, Codable {
    var patients = 0
    var steps = 0
    var noBaseline = 0
    var notEvaluable = 0
    var remittedAtBaseline = 0
    /// One an outcome and reading, outcomes outside.
    var sums: [RateSums]
  }

  /// What finishing needs to know of a scale, taken from the catalogue of the pages.
  struct ScaleNote: Equatable, Codable {
    var place: Int
    var noResponse: String?
    var noRemission: String?

    /// The same whichever comes first, also where two sites' catalogues differ.
    mutating func merge(_ other: ScaleNote) {
      place = min(place, other.place)
      noResponse = [noResponse, other.noResponse].compactMap { $0 }.min()
      noRemission = [noRemission, other.noRemission].compactMap { $0 }.min()
    }
  }

  /// The texts that a grouping covariate takes, up to the limit that refuses it.
  struct Levels: Equatable, Codable {
    /// Ascending; `nil` once there are too many.
    var texts: Set<String>? = []
    var hasText = false

    var isTooMany: Bool { texts == nil }

    mutating func insert(_ text: String) {
      guard !text.isEmpty else { return }
      if !hasText { hasText = GroupOrder.number(of: text) == nil }
      guard texts != nil else { return }
      texts?.insert(text)
      if let count = texts?.count, count > ResponseRates.textLevels { texts = nil }
    }

    mutating func merge(_ other: Levels) {
      hasText = hasText || other.hasText
      guard let more = other.texts else {
        texts = nil
        return
      }
      texts?.formUnion(more)
      if let count = texts?.count, count > ResponseRates.textLevels { texts = nil }
    }
  }

  /// Empty once a covariate has too many levels: the answer is an error then, and memory stays bounded.
  var cells: [Key: Cell] = [:]
  var scales: [String: ScaleNote] = [:]
  /// One a key.
  var levels: [Levels]

  init(keys: Int) { levels = Array(repeating: Levels(), count: keys) }

  public mutating func merge(_ other: RateSummary) {
    for index in levels.indices { levels[index].merge(other.levels[index]) }
    for (name, note) in other.scales { scales[name, default: note].merge(note) }
    if dropCellsIfTooMany() { return }
    for (key, cell) in other.cells { add(cell, to: key) }
  }

  mutating func add(_ cell: Cell, to key: Key) {
    guard cells[key] != nil else {
      cells[key] = cell
      return
    }
    cells[key]?.add(cell)
  }

  mutating func dropCellsIfTooMany() -> Bool {
    guard levels.contains(where: \.isTooMany) else { return false }
    cells = [:]
    return true
  }
}

extension RateSummary.Cell {
  mutating func add(_ other: Self) {
    patients += other.patients
    steps += other.steps
    noBaseline += other.noBaseline
    notEvaluable += other.notEvaluable
    remittedAtBaseline += other.remittedAtBaseline
    for index in sums.indices { sums[index].merge(other.sums[index]) }
  }
}
