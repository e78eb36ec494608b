import Foundation
import Summaries
import TestSupport
import Testing

/// What a summary breaks of the laws, by their names; all compare with `==`.
struct LawfulStatistic: Sendable, CustomTestStringConvertible {
  /// The conforming type.
  let type: String
  let note: String
  let broken: @Sendable (_ seed: UInt64) throws -> Set<String>

  var testDescription: String { note.isEmpty ? type : "\(type), \(note)" }

  /// A statistic with the pages of a generated cohort.
  init<S: Statistic>(
    _ statistic: S, _ note: String = "", pages: @escaping @Sendable (_ seed: UInt64) -> [S.Page]
  ) {
    type = String(describing: S.self).split(separator: "<").first.map(String.init) ?? ""
    self.note = note
    broken = { seed in
      let pages = pages(seed)
      var random = SplitMix64(seed: seed &+ 77)
      func sum(_ pages: [S.Page]) -> S.Summary {
        pages.reduce(into: statistic.empty) { statistic.add($1, to: &$0) }
      }
      let parts = (0..<3).map { part in sum(pages.indices.filter { $0 % 3 == part }.map { pages[$0] }) }
      return try Self.broken(
        parts[0], parts[1], parts[2], statistic.empty, whole: sum(pages), of: note
      )
      .union(Self.brokenSplits(pages, whole: sum(pages), empty: statistic.empty, sum: sum, &random))
    }
  }

  private static func broken<Summary: Mergeable>(
    _ a: Summary, _ b: Summary, _ c: Summary, _ empty: Summary, whole: Summary, of name: String
  ) throws -> Set<String> {
    var broken: Set<String> = []
    func law(_ name: String, _ holds: Bool) { if !holds { broken.insert(name) } }
    law("a + empty = a", a.merged(with: empty) == a && empty.merged(with: a) == a)
    law("a + b = b + a", a.merged(with: b) == b.merged(with: a))
    let all = a.merged(with: b).merged(with: c)
    law("(a + b) + c = a + (b + c)", all == a.merged(with: b.merged(with: c)))
    law("the parts are the whole", all == whole)
    law("what differs is not equal", a != all && whole != empty || a == empty)
    for value in [empty, a, whole] {
      let partial = Partial(value, of: name, grade: .exact)
      let bytes = try written(partial)
      let back = try JSONDecoder().decode(Partial<Summary>.self, from: bytes)
      law("decode(encode(a)) = a", try back.summary(of: name, grade: .exact) == value)
      let again = try written(back)
      law("equal summaries are equal bytes", again == bytes)
    }
    let (oneWay, otherWay) = (try written(b.merged(with: a)), try written(a.merged(with: b)))
    law("equal summaries are equal bytes", oneWay == otherWay)
    return broken
  }

  /// `sum(x ++ y) = sum(x) + sum(y)` for runs of pages, and for pages dealt out at random, merged in any order.
  private static func brokenSplits<Page, Summary: Mergeable>(
    _ pages: [Page], whole: Summary, empty: Summary, sum: ([Page]) -> Summary, _ random: inout SplitMix64
  ) -> Set<String> {
    var broken: Set<String> = []
    for cut in 0...pages.count
    where sum(Array(pages[..<cut])).merged(with: sum(Array(pages[cut...]))) != whole {
      broken.insert("sum(x ++ y) = sum(x) + sum(y)")
    }
    for count in [2, 5] {
      var hands = Array(repeating: [Page](), count: count)
      for page in pages.shuffled(using: &random) { hands[random.below(count)].append(page) }
      var merged = empty
      for hand in hands.shuffled(using: &random) { merged.merge(sum(hand)) }
      if merged != whole { broken.insert("no split and no order is seen") }
    }
    return broken
  }

  /// Keys sorted, so that bytes can be compared.
  private static func written<Value: Encodable>(_ value: Value) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value)
  }
}
