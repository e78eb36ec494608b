/// Forms of phone numbers and of addresses of the Internet.
enum ContactForm {
  /// A country's code and number (`+45 12 34 56 78`, `0045 …`), a number of North America with its separators, or a
  /// number that begins with 0 and has blanks or a stroke (`030 1234567`, `06 12 34 56 78`).
  ///
  /// Not: digits without any sign, which may be anything. Source: the lengths of ITU-T E.164 (15 digits at most) and the
  /// first digits of North America's plan are from memory.
  static func isPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (9...24).contains(bytes.count) else { return false }
    var digits = 0
    var marks: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "+"): if place > 0 { return false }
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        marks.append(byte)
      default: return false
      }
    }
    guard let last = bytes.last, last &- 48 < 10 else { return false }
    let isOnlyBlanks = marks.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "/") }
    switch bytes[0] {
    case UInt8(ascii: "+"):
      // A number with a sign has no blanks, and seldom ten digits.
      return bytes[1] != UInt8(ascii: "0") && (8...15).contains(digits) && (!marks.isEmpty || digits >= 10)
        && marks.count(where: { $0 == UInt8(ascii: ".") }) != 1
    case UInt8(ascii: "0"): return isOnlyBlanks && !marks.isEmpty && (9...15).contains(digits)
    default: return isNorthAmerican(bytes, digits)
    }
  }

  /// `(212) 555-0100`, `212-555-0100`, `212.555.0100`, `212 555 0100`.
  private static func isNorthAmerican(_ bytes: UnsafeBufferPointer<UInt8>, _ digits: Int) -> Bool {
    let shape = String(decoding: bytes.map { $0 &- 48 < 10 ? UInt8(ascii: "9") : $0 }, as: UTF8.self)
    let known = ["(999) 999-9999", "(999)999-9999", "999-999-9999", "999.999.9999", "999 999 9999"]
    guard digits == 10, known.contains(shape) else { return false }
    let numbers = bytes.filter { $0 &- 48 < 10 }
    return numbers[0] > 49 && numbers[3] > 49
  }

  /// Four numbers to 255 with dots, or eight groups of the sixth version of which `::` stands for some.
  static func isAddressOfNetwork(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (7...39).contains(bytes.count) else { return false }
    if bytes.contains(UInt8(ascii: ":")) { return isVersionSix(bytes) }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { $0 &- 48 < 10 }
          && (part.count == 1 || part.first != 48) && part.reduce(0) { $0 * 10 + Int($1) - 48 } <= 255
      }
  }

  private static func isVersionSix(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let isSound = groups.allSatisfy { group in
      group.count <= 4
        && group.allSatisfy { byte in byte &- 48 < 10 || (byte | 0x20) &- 97 < 6 }
    }
    let gaps = zip(bytes, bytes.dropFirst()).count { $0 == UInt8(ascii: ":") && $1 == UInt8(ascii: ":") }
    let filled = groups.count { !$0.isEmpty }
    return isSound && (gaps == 1 ? (2...7).contains(filled) : gaps == 0 && groups.count == 8 && filled == 8)
  }
}
