import CScan
import TestSupport
import Testing

@testable import Intake

/// The best way of scanning that this processor has; the tests of others fall back to it.
let processorLevel = remit_scan_level()

@Suite("Finding delimiters and line ends")
struct Scanning {
  /// Places by a loop that anyone can check.
  func slow(_ bytes: [UInt8], inQuotes: Bool) -> (
    places: [UInt32], inQuotes: Bool, lines: UInt64, quotes: UInt64
  ) {
    var result: (places: [UInt32], inQuotes: Bool, lines: UInt64, quotes: UInt64) = ([], inQuotes, 0, 0)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") {
        result.inQuotes.toggle()
        result.quotes += 1
      } else if !result.inQuotes, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        result.places.append(UInt32(index) + 7)
        if byte == UInt8(ascii: "\n") { result.lines += 1 }
      }
    }
    return result
  }

  @Test("every way of scanning finds the same places, on bytes of every mixture and length")
  func sameEverywhere() {
    var random = SplitMix64(seed: 1)
    let mixtures: [[UInt8]] = [
      Array("abc,\n".utf8), Array("a,".utf8), Array("abcdefghijkl,\n\"".utf8), Array("\",\n".utf8),
      Array("abc,\r\n".utf8), Array("ab,\n\u{0}".utf8), Array("abé,\n".utf8),
    ]
    for trial in 0..<2000 {
      let mixture = mixtures[trial % mixtures.count]
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        mixture[Int.random(in: 0..<mixture.count, using: &random)]
      }
      let startsInQuotes = trial % 2 == 1
      let expected = slow(bytes, inQuotes: startsInQuotes)
      for level in 0...processorLevel {
        var seen = remit_scan()
        seen.in_quotes = startsInQuotes ? 1 : 0
        var places = [UInt32](repeating: 0, count: bytes.count + 64)
        let count = remit_scan_bytes(
          level, bytes, bytes.count, UInt8(ascii: ","), UInt8(ascii: "\""), 7, &places, &seen)
        #expect(Array(places[..<count]) == expected.places)
        #expect(seen.in_quotes == (expected.inQuotes ? 1 : 0))
        #expect(seen.lines == expected.lines && seen.quotes == expected.quotes)
        #expect((seen.returns != 0) == bytes.contains(13))
        #expect((seen.zeros != 0) == bytes.contains(0))
        #expect((seen.high != 0) == bytes.contains { $0 > 127 })
      }
    }
  }

  @Test(
    "numbers of up to eight characters have the bits of the careful parser, and other texts are left to it")
  func words() {
    let rules = CSVFieldRules(CSVDialect())
    let numbers = DecimalWord(rules)
    defer { numbers.deallocate() }
    var random = SplitMix64(seed: 2)
    let letters = Array("0123456789..-e ".utf8)
    var taken = 0
    for _ in 0..<200_000 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      let memory = Array("99999999".utf8) + text + Array("9".utf8)
      memory.withUnsafeBufferPointer { memory in
        guard let base = memory.baseAddress else { return }
        let end = base + 8 + text.count
        let careful = text.withUnsafeBufferPointer { DecimalText.double($0) }
        if let quick = numbers.number(end, text.count) {
          taken += 1
          #expect(quick.bitPattern == careful?.bitPattern)
        } else {
          #expect(careful == nil || text.count > 8 || text.contains { "-e ".utf8.contains($0) })
        }
        if let quick = numbers.whole(end, text.count) {
          #expect(Int(quick) == text.withUnsafeBufferPointer { DecimalText.integer($0) })
        }
      }
    }
    #expect(taken > 30_000)
  }
}
