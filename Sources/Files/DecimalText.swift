/// Decimal numbers in bytes, exact to the last bit.
///
/// A number is an optional sign, digits with at most one decimal mark, and an optional exponent, with
/// spaces around it passed over. `inf`, `nan`, hexadecimal and thousands marks are text.
package enum DecimalText {
  /// The double nearest to the decimal, the same bits as `strtod`; `nil` where the bytes are no number
  /// or lie beyond the largest double.
  package static func double(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8 = UInt8(ascii: ".")) -> Double?
  {
    guard let read = scan(bytes, mark: mark), read.length == bytes.count else { return nil }
    return read.value(in: bytes, mark: mark)
  }

  package static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    var end = bytes.count
    while index < end, isSpace(bytes[index]) { index += 1 }
    while end > index, isSpace(bytes[end - 1]) { end -= 1 }
    let negative = index < end && bytes[index] == UInt8(ascii: "-")
    if negative || (index < end && bytes[index] == UInt8(ascii: "+")) { index += 1 }
    guard index < end else { return nil }
    var value = 0
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      let (tens, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit))
      guard digit < 10, !over, !carry else { return nil }
      value = sum
      index += 1
    }
    return negative ? -value : value
  }

  /// Whether a number stands at the front, with something else after it: `12 mg`, `7.5%`.
  package static func startsWithNumber(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Bool {
    scan(bytes, mark: mark) != nil
  }

  /// Whether all of it is a number, of whatever size.
  package static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Bool {
    scan(bytes, mark: mark)?.length == bytes.count
  }

  @inline(__always) package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// A number as it was read: digits as an integer times a power of ten.
  private struct Scanned {
    var negative = false
    var mantissa: UInt64 = 0
    /// More digits than the mantissa holds.
    var overflows = false
    var exponent = 0
    var start = 0
    var end = 0
    /// Up to and with the spaces after the number.
    var length = 0

    /// Exact where mantissa and power of ten are both doubles (Clinger 1990, from memory): one correctly
    /// rounded operation of two exact numbers. Else the standard library's parser, which ignores the locale.
    func value(in bytes: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
      if !overflows, mantissa <= 1 << 53, exponent.magnitude <= 22 {
        let magnitude = Double(mantissa)
        let scaled =
          exponent < 0
          ? magnitude / DecimalText.powersOfTen[-exponent] : magnitude * DecimalText.powersOfTen[exponent]
        return negative ? -scaled : scaled
      }
      var text = String(decoding: bytes[start..<end], as: UTF8.self)
      if mark != UInt8(ascii: ".") { text = String(text.map { $0.asciiValue == mark ? "." : $0 }) }
      guard let value = Double(text), value.isFinite else { return nil }
      return value
    }
  }

  package static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Scanned? {
    var read = Scanned()
    var index = 0
    let count = bytes.count
    while index < count, isSpace(bytes[index]) { index += 1 }
    read.start = index
    if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      read.negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var digits = 0
    var afterMark = 0
    var sawMark = false
    while index < count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit < 10 {
        digits += 1
        if read.mantissa < 100_000_000_000_000_000 {
          read.mantissa = read.mantissa * 10 + UInt64(digit)
          if sawMark { afterMark += 1 }
        } else {
          read.overflows = true
        }
      } else if bytes[index] == mark, !sawMark {
        sawMark = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    read.exponent = -afterMark
    if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      var place = index + 1
      let negative = place < count && bytes[place] == UInt8(ascii: "-")
      if negative || (place < count && bytes[place] == UInt8(ascii: "+")) { place += 1 }
      var exponent = 0
      let first = place
      while place < count, bytes[place] &- UInt8(ascii: "0") < 10 {
        exponent = min(exponent * 10 + Int(bytes[place] &- UInt8(ascii: "0")), 100_000)
        place += 1
      }
      if place > first {
        read.exponent += negative ? -exponent : exponent
        index = place
      }
    }
    read.end = index
    while index < count, isSpace(bytes[index]) { index += 1 }
    read.length = index
    return read
  }
}
