import Foundation
import TestSupport
import Testing

@testable import Intake

func parse(_ text: String, mark: Character = ".") -> Double? {
  Array(text.utf8).withUnsafeBufferPointer { DecimalText.double($0, mark: mark.asciiValue ?? 0) }
}

@Suite("Decimal numbers")
struct Decimals {
  @Test(
    "hard and plain decimals have the bits of strtod",
    arguments: [
      "0", "-0", "1", "+7", "24", "23.5", ".5", "5.", "0.1", "1e5", "1E-5", "9007199254740993",
      "9007199254740992.5", "0.1e23", "1e22", "1e23", "8.5e22", "2.2250738585072011e-308", "4.9e-324",
      "2.4703282292062327e-324", "1.7976931348623157e308", "123456789012345678", "1234567890123456789",
      "12345678901234567890", "0.000000000000000000000000000012345", "100000000000000000000000.5",
      "1.00000011920928955078125", "7.2057594037927933e16", "3.518437208883201171875e13",
      "123456789012345678901.",
      ".1234567890123456789012", "6929495644600919.5", "00000000000000000000000001.5",
      "179769313486231580793728971405301e275",
    ])
  func bits(text: String) throws {
    #expect(try #require(parse(text)).bitPattern == strtod(text, nil).bitPattern)
    #expect(try #require(parse(" \(text)\t")).bitPattern == strtod(text, nil).bitPattern)
    let comma = text.replacingOccurrences(of: ".", with: ",")
    #expect(try #require(parse(comma, mark: ",")).bitPattern == strtod(text, nil).bitPattern)
  }

  @Test("two hundred thousand seeded decimals have the bits of strtod")
  func random() {
    var random = SplitMix64(seed: 20)
    var different = 0
    for _ in 0..<200_000 {
      var text = Bool.random(using: &random) ? "-" : ""
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        text += String(Int.random(in: 0...9, using: &random))
      }
      if Bool.random(using: &random) {
        text += "."
        for _ in 0..<Int.random(in: 0...20, using: &random) {
          text += String(Int.random(in: 0...9, using: &random))
        }
      }
      if Int.random(in: 0...3, using: &random) == 0 {
        text += "e\(Int.random(in: -330...280, using: &random))"
      }
      if parse(text)?.bitPattern != strtod(text, nil).bitPattern { different += 1 }
    }
    #expect(different == 0)
  }

  @Test(
    "what is no decimal number is no number",
    arguments: [
      "", " ", ".", "-", "+", "e5", "1e", "1e+", "inf", "nan", "0x10", "1,5", "12 mg", "1.2.3", "--1", "1 2",
      "1e400",
    ])
  func notNumbers(text: String) { #expect(parse(text) == nil) }

  @Test("whole numbers have a sign, digits and nothing else")
  func integers() {
    func integer(_ text: String) -> Int? {
      Array(text.utf8).withUnsafeBufferPointer { DecimalText.integer($0) }
    }
    #expect(integer("42") == 42 && integer("-7") == -7 && integer(" +3 ") == 3 && integer("007") == 7)
    for text in ["", "-", "1.0", "1e3", "x", "9223372036854775808"] { #expect(integer(text) == nil) }
  }
}
