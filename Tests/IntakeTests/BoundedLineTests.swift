import Files
import TestSupport
import Testing

@Suite("Lines in a memory of known bound")
struct BoundedLineTests {
  private static func text(_ write: (inout OutputSpan<UInt8>) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.append(addingCapacity: 100, initializingWith: write)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A whole number is its decimal digits, whatever its size")
  func numbers() {
    var draws = SplitMix64(seed: 3)
    let some = (0..<2_000).map { _ in Int(truncatingIfNeeded: draws.next()) >> Int(draws.next() % 64) }
    for number in some + [0, 9, 10, 99, 100, 999, 1_000, 99_999_999, 100_000_000, .max, -1, .min] {
      #expect(Self.text { $0.append(digitsOf: number) } == String(number))
    }
  }

  @Test("Cells stand between commas, and the line ends behind the last one")
  func cells() {
    let line = Self.text {
      $0.cell("é")
      $0.cell(nil as Int?)
      $0.cell(7)
      $0.cell(hundredths: 1_250)
      $0.cell(hundredths: 300)
      $0.cell(hundredths: 7)
      $0.endLine()
    }
    #expect(line == "é,,7,12.5,3,0.07\n")
  }
}
