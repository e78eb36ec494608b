import Foundation
import Summaries
import Testing

/// The laws of ``Mergeable`` on three partial results, with `==` and no tolerance.
func expectLaws<S: Mergeable>(
  _ a: S, _ b: S, _ c: S, empty: S, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(a.merged(with: empty) == a, "a + empty = a", sourceLocation: sourceLocation)
  #expect(empty.merged(with: a) == a, "empty + a = a", sourceLocation: sourceLocation)
  #expect(a.merged(with: b) == b.merged(with: a), "a + b = b + a", sourceLocation: sourceLocation)
  #expect(
    a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)), "(a + b) + c = a + (b + c)",
    sourceLocation: sourceLocation)
  for value in [a, b, c, empty, a.merged(with: b)] {
    let bytes = try encoded(value)
    let back = try JSONDecoder().decode(S.self, from: bytes)
    #expect(back == value, "decode(encode(a)) = a", sourceLocation: sourceLocation)
    let again = try encoded(back)
    #expect(again == bytes, "equal summaries are equal bytes", sourceLocation: sourceLocation)
  }
  // The two orders must not only be equal but written alike.
  let oneWay = try encoded(a.merged(with: b))
  let otherWay = try encoded(b.merged(with: a))
  #expect(oneWay == otherWay, sourceLocation: sourceLocation)
}

/// The split law: whatever the items are split into, the merged parts are the whole.
func expectSplits<S: Mergeable, Item>(
  _ items: [Item], empty: S, seed: UInt64 = 1, sourceLocation: SourceLocation = #_sourceLocation,
  add: (Item, inout S) -> Void
) {
  var whole = empty
  for item in items { add(item, &whole) }
  var stream = RandomStream(seed: seed, purpose: "splits", patient: 0)
  for parts in [1, 2, 3, 7, 40] {
    var summaries = [S](repeating: empty, count: parts)
    for item in items.shuffled(using: &stream) {
      add(item, &summaries[Int.random(in: 0..<parts, using: &stream)])
    }
    var merged = empty
    for summary in summaries.shuffled(using: &stream) { merged.merge(summary) }
    #expect(merged == whole, "\(parts) parts in any order are the whole", sourceLocation: sourceLocation)
  }
}

/// Keys sorted, so that bytes can be compared.
func encoded<Value: Encodable>(_ value: Value) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return try encoder.encode(value)
}
