import Summaries
public import Treatment

extension PatternCounts {
  /// Patterns by their first places; of several cohorts two may have come first at one place, which their cells then order.
  private var order: [Int] {
    let width = columns.count
    return counts.indices.sorted { one, other in
      if firsts[one] != firsts[other] { return firsts[one] < firsts[other] }
      for place in 0..<width {
        let (a, b) = (cells[one * width + place], cells[other * width + place])
        if a == b { continue }
        guard columns[place].isText, a != Self.missingText, b != Self.missingText else { return a < b }
        return columns[place].levels[Int(a)] < columns[place].levels[Int(b)]
      }
      return false
    }
  }

  /// A row a pattern with its frequency, in the order in which they came first; `nil` where they were too many.
  public func table(known: [String]? = nil) -> FlatTable? {
    isOverfull ? nil : table(order, known)
  }

  private func table(_ order: [Int], _ known: [String]?) -> FlatTable {
    let width = columns.count
    let own = columns.indices.map { place in
      let values = order.map { cells[$0 * width + place] }
      guard columns[place].isText else {
        return FlatColumn(columns[place].name, .numbers(values.map(Double.init(bitPattern:))))
      }
      return FlatColumn(
        columns[place].name,
        texts: values.map { $0 == Self.missingText ? nil : columns[place].levels[Int($0)] })
    }
    return FlatTable(
      own, rowCount: order.count, frequencies: order.map { counts[$0] }, knownNames: known)
  }
}

extension PatternCounts: Equatable, Codable {
  private enum Key: CodingKey { case isOverfull, table, firsts }

  /// Whether the patterns, their counts and first places are the same, however they came about.
  public static func == (a: PatternCounts, b: PatternCounts) -> Bool {
    let (first, second) = (a.order, b.order)
    return a.isOverfull == b.isOverfull && first.map { a.firsts[$0] } == second.map { b.firsts[$0] }
      && a.table(first, nil) == b.table(second, nil)
  }

  /// Patterns in their order, so that equal sums are equal bytes.
  public func encode(to encoder: any Encoder) throws {
    let order = order
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(isOverfull, forKey: .isOverfull)
    try container.encode(table(order, nil), forKey: .table)
    try container.encode(order.map { firsts[$0] }, forKey: .firsts)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let table = try container.decode(FlatTable.self, forKey: .table)
    let firsts = try container.decode([Place].self, forKey: .firsts)
    guard firsts.count == table.rowCount else {
      throw DecodingError.dataCorruptedError(
        forKey: .firsts, in: container, debugDescription: "Expected a place for each pattern.")
    }
    self.init(table, firsts: firsts, isOverfull: try container.decode(Bool.self, forKey: .isOverfull))
  }
}
