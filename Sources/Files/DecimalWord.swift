/// Up to eight characters read as a number without a loop.
///
/// The characters are one word of memory; digits are checked and joined in pairs, fours and eights. Exact:
/// eight digits and a power of ten up to 1e7 are doubles, and one division rounds once.
@usableFromInline package struct DecimalWord {
  @usableFromInline let marks: UInt64
  @usableFromInline let powers: UnsafeMutablePointer<Double>
  /// False where a missing code looks like a number, so that no number may be taken at its face.
  @usableFromInline package let enabled: Bool

  package init(_ rules: CSVFieldRules) {
    marks = UInt64(rules.decimalMark) &* 0x0101_0101_0101_0101
    enabled = !rules.missingCodes.contains { code in
      code.withUnsafeBufferPointer { DecimalText.startsWithNumber($0, mark: rules.decimalMark) }
    }
    powers = .allocate(capacity: 9)
    for index in 0..<9 { powers[index] = DecimalText.powersOfTen[index] }
  }

  package func deallocate() { powers.deallocate() }

  /// The last `count` characters before `end` in the high bytes of a word, zeros in character before them.
  @inlinable @inline(__always) package static func word(_ end: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let word = UnsafeRawPointer(end - 8).loadUnaligned(as: UInt64.self)
    let below = (1 as UInt64) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) &- 1
    return (word & ~below) | (0x3030_3030_3030_3030 & below)
  }

  @inlinable @inline(__always) package static func areDigits(_ digits: UInt64) -> Bool {
    (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0
  }

  @inlinable @inline(__always) package static func joined(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10000 &+ fours &>> 32) & 0xFFFF_FFFF
  }

  /// The digits that end at `end`; `nil` for anything but 1 to 8 digits.
  @inlinable @inline(__always) package func whole(_ end: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    guard enabled, count &- 1 < 8, count > 0 else { return nil }
    let digits = Self.word(end, count) ^ 0x3030_3030_3030_3030
    guard Self.areDigits(digits) else { return nil }
    return Int32(truncatingIfNeeded: Self.joined(digits))
  }

  /// The number that ends at `end`, NaN for an empty field; `nil` for what needs a closer look.
  @inlinable @inline(__always) package func number(_ end: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    if count == 0 { return .nan }
    guard enabled, count <= 8 else { return nil }
    let word = Self.word(end, count)
    let difference = word ^ marks
    let zero = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    if zero == 0 {
      let digits = word ^ 0x3030_3030_3030_3030
      guard Self.areDigits(digits) else { return nil }
      return Double(Int64(truncatingIfNeeded: Self.joined(digits)))
    }
    // Moves the characters before the mark up by one, over it.
    let place = UInt64(truncatingIfNeeded: zero.trailingZeroBitCount) & 0x38
    let before = word & ((1 as UInt64) &<< place &- 1)
    let after = word & ~((2 as UInt64) &<< (place | 7) &- 1)
    let digits = (after | before &<< 8 | 0x30) ^ 0x3030_3030_3030_3030
    guard Self.areDigits(digits), count > 1 else { return nil }
    return Double(Int64(truncatingIfNeeded: Self.joined(digits))) / powers[Int(7 &- place &>> 3)]
  }
}
