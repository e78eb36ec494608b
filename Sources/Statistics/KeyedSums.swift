import Summaries

/// Partial results by key, merged key by key and encoded in the keys' order, so that equal sums are equal bytes.
struct KeyedSums<Key: Hashable & Comparable & Codable & Sendable, Value: Mergeable>: Mergeable {
  private(set) var values: [Key: Value] = [:]

  init() {}

  var isEmpty: Bool { values.isEmpty }

  subscript(key: Key) -> Value? { values[key] }

  /// The entries ascending by key.
  var ordered: [(key: Key, value: Value)] {
    values.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
  }

  mutating func update(_ key: Key, default fresh: @autoclosure () -> Value, _ change: (inout Value) -> Void) {
    change(&values[key, default: fresh()])
  }

  mutating func merge(_ value: Value, into key: Key) {
    if values[key]?.merge(value) == nil { values[key] = value }
  }

  mutating func merge(_ other: KeyedSums) {
    for (key, value) in other.values { merge(value, into: key) }
  }

  private struct Entry: Codable {
    var key: Key
    var value: Value
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd {
      let entry = try container.decode(Entry.self)
      guard values.updateValue(entry.value, forKey: entry.key) == nil else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "Expected each key once.")
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (key, value) in ordered { try container.encode(Entry(key: key, value: value)) }
  }
}
