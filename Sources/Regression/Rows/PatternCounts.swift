public import Summaries
public import Treatment

/// The rows of a model, those that agree in every column counted together.
///
/// A sum over covariate patterns: any split of any cohorts gives the same patterns, counts and first places.
///
/// Grade: exact
/// Not: more than ``mostPatterns``. Of more nothing is kept but that they were too many, so that memory has a bound.
public struct PatternCounts: Mergeable {
  public static let mostPatterns = 1 << 18

  /// Where a pattern came first; patterns stand in this order.
  struct Place: Sendable, Codable, Comparable {
    var page: Int32
    var row: Int32

    static func < (a: Place, b: Place) -> Bool { (a.page, a.row) < (b.page, b.row) }
  }

  struct Column: Sendable {
    var name: String
    var isText: Bool
    /// Of texts, as they come.
    var levels: [String] = []
    var places: [String: UInt64] = [:]

    mutating func code(of text: String) -> UInt64 {
      if let place = places[text] { return place }
      let place = UInt64(levels.count)
      levels.append(text)
      places[text] = place
      return place
    }
  }

  private(set) var columns: [Column] = []
  /// Row-major: the bits of a number, the place of a text among its column's levels.
  private(set) var cells: [UInt64] = []
  private(set) var counts: [Int] = []
  private(set) var firsts: [Place] = []
  public private(set) var isOverfull = false
  /// Places of patterns by hash, a power of two of them; -1 where none stands.
  private var slots: [Int32] = []

  static let missingText = UInt64.max
  static let missingNumber = Double.nan.bitPattern

  public init() {}

  public var isEmpty: Bool { counts.isEmpty && !isOverfull }

  /// Adds the rows of a page, which must have the columns of those before; `page` is its place in the cohort.
  public mutating func add(_ table: FlatTable, page: Int) {
    guard !isOverfull, table.rowCount > 0 else { return }
    let width = take(table)
    var rows = [UInt64](repeating: 0, count: table.rowCount * width)
    for (place, column) in table.columns.enumerated() {
      switch column.values {
      case .numbers(let numbers):
        // + 0 makes the two zeros one.
        for row in numbers.indices {
          let number = numbers[row]
          rows[row * width + place] = number.isNaN ? Self.missingNumber : (number + 0).bitPattern
        }
      case .texts(let codes, let levels):
        let own = levels.map { columns[place].code(of: $0) }
        for row in codes.indices {
          rows[row * width + place] = codes[row] < 0 ? Self.missingText : own[Int(codes[row])]
        }
      }
    }
    rows.withUnsafeBufferPointer { rows in
      for row in 0..<table.rowCount where !isOverfull {
        count(
          UnsafeBufferPointer(rebasing: rows[row * width..<(row + 1) * width]), table.frequency(of: row),
          Place(page: Int32(page), row: Int32(row)))
      }
    }
  }

  /// Patterns as they were written, each at its first place.
  init(_ table: FlatTable, firsts places: [Place], isOverfull wasOverfull: Bool) {
    add(table, page: 0)
    if wasOverfull { overfill() } else if counts.count == places.count { firsts = places }
  }

  /// Takes the columns of the first table; of those after it only checks that they are the same.
  private mutating func take(_ table: FlatTable) -> Int {
    let own = table.columns.map { column in
      if case .texts = column.values {
        Column(name: column.name, isText: true)
      } else {
        Column(name: column.name, isText: false)
      }
    }
    if columns.isEmpty { columns = own }
    precondition(
      columns.map(\.name) == own.map(\.name) && columns.map(\.isText) == own.map(\.isText),
      "Pages of one model have the same columns.")
    return columns.count
  }

  /// Counts a row, or a pattern of another sum.
  private mutating func count(_ row: UnsafeBufferPointer<UInt64>, _ count: Int, _ first: Place) {
    if 2 * (counts.count + 1) > slots.count { grow() }
    let width = row.count
    var slot = Int(truncatingIfNeeded: Self.hash(row)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if holds(row, at: found * width) {
        counts[found] += count
        if first < firsts[found] { firsts[found] = first }
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard counts.count < Self.mostPatterns else { return overfill() }
    slots[slot] = Int32(counts.count)
    cells.append(contentsOf: row)
    counts.append(count)
    firsts.append(first)
  }

  private func holds(_ row: UnsafeBufferPointer<UInt64>, at start: Int) -> Bool {
    for place in 0..<row.count where cells[start + place] != row[place] { return false }
    return true
  }

  private static func hash(_ row: UnsafeBufferPointer<UInt64>) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for cell in row {
      var z = (state ^ cell) &* 0xBF58_476D_1CE4_E5B9
      z ^= z >> 32
      state = z &* 0x94D0_49BB_1331_11EB
    }
    return state ^ (state >> 29)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: max(64, 2 * slots.count))
    let width = columns.count
    cells.withUnsafeBufferPointer { cells in
      for place in counts.indices {
        let row = UnsafeBufferPointer(rebasing: cells[place * width..<(place + 1) * width])
        var slot = Int(truncatingIfNeeded: Self.hash(row)) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(place)
      }
    }
  }

  private mutating func overfill() {
    self = PatternCounts()
    isOverfull = true
  }

  public mutating func merge(_ other: PatternCounts) {
    if isOverfull || other.isEmpty { return }
    if other.isOverfull { return overfill() }
    if columns.isEmpty { return self = other }
    let width = columns.count
    precondition(columns.map(\.name) == other.columns.map(\.name), "Sums of one model have the same columns.")
    let texts = other.columns.indices.map { place in
      other.columns[place].levels.map { columns[place].code(of: $0) }
    }
    var row = [UInt64](repeating: 0, count: width)
    for pattern in other.counts.indices where !isOverfull {
      for place in 0..<width {
        let cell = other.cells[pattern * width + place]
        row[place] = !columns[place].isText || cell == Self.missingText ? cell : texts[place][Int(cell)]
      }
      row.withUnsafeBufferPointer { count($0, other.counts[pattern], other.firsts[pattern]) }
    }
  }
}
