import Summaries
import Testing

@testable import Statistics

@Suite("Numbering the pairs of two columns")
struct PairIndexTests {
  @Test("A place for every pair and hashing give the same numbers", arguments: [0, 1, 7, 1000])
  func sameNumbers(_ rows: Int) {
    var stream = RandomStream(seed: 7, purpose: "pair index", patient: UInt64(rows))
    let first = (0..<rows).map { _ in UInt32(stream.next() % 11) }
    let second = (0..<rows).map { _ in UInt32(stream.next() % 13) }
    let quick = PairIndex.numbers(of: first, second)
    let hashed = PairIndex.numbersByHash(of: first, second)
    #expect(quick.numbers == hashed.numbers)
    #expect(quick.firstRows == hashed.firstRows)
  }

  @Test("Pairs beyond the square are numbered too, in the order they come")
  func large() {
    let big = UInt32(PairIndex.squareLimit)
    let found = PairIndex.numbers(of: [0, big, 0, 5], [1, big, 1, big])
    #expect(found.numbers == [0, 1, 0, 2])
    #expect(found.firstRows == [0, 1, 3])
  }
}
