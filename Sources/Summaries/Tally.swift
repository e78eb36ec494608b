/// Counts by key.
///
/// A key that was never counted and a key counted 0 times are the same. Encoded as a list of pairs in the
/// keys' own order, so equal tallies are equal bytes.
///
/// Grade: exact.
public struct Tally<Key: Hashable & Comparable & Codable & Sendable>: Mergeable {
  private var counts: [Key: Int] = [:]

  public init() {}

  /// The count of a key.
  public subscript(key: Key) -> Int { counts[key] ?? 0 }

  public mutating func add(_ key: Key, count: Int = 1) {
    guard count != 0 else { return }
    let total = (counts[key] ?? 0) + count
    counts[key] = total == 0 ? nil : total
  }

  public mutating func merge(_ other: Tally) {
    for (key, count) in other.counts { add(key, count: count) }
  }

  /// Keys and counts, ascending by key.
  public var ordered: [(key: Key, count: Int)] {
    counts.sorted { $0.key < $1.key }.map { (key: $0.key, count: $0.value) }
  }

  /// Keys and counts in no order, for whoever orders what becomes of them.
  public var unordered: [Key: Int] { counts }

  /// How many keys were counted.
  public var count: Int { counts.count }

  /// All counts together.
  public var total: Int { counts.values.reduce(0, +) }

  private struct Entry: Codable {
    var key: Key
    var count: Int
  }

  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd {
      let entry = try container.decode(Entry.self)
      guard entry.count != 0, counts.updateValue(entry.count, forKey: entry.key) == nil else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "Expected each key once, with a count.")
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (key, count) in ordered { try container.encode(Entry(key: key, count: count)) }
  }
}
