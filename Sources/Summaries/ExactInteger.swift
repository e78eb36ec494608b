/// A signed whole number of any size: what an exact sum is at heart, and what an exact variance needs for a
/// moment.
///
/// Not: general arithmetic. Only what rounding a sum or a variance takes, at `finish` and never in a loop over
/// rows, so plain schoolbook methods.
struct ExactInteger: Equatable, Sendable {
  var isNegative = false
  /// Base 2^32, the lowest first, no zeros on top; none for zero.
  var digits: [UInt32] = []

  init() {}

  init(_ value: Int) {
    isNegative = value < 0
    var rest = UInt64(value.magnitude)
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  init(isNegative: Bool, digits: [UInt32]) {
    self.isNegative = isNegative
    self.digits = digits
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { isNegative = false }
  }

  var bitCount: Int {
    guard let top = digits.last else { return 0 }
    return 32 * digits.count - top.leadingZeroBitCount
  }

  static func * (first: ExactInteger, second: ExactInteger) -> ExactInteger {
    var product = [UInt32](repeating: 0, count: first.digits.count + second.digits.count)
    for (place, digit) in first.digits.enumerated() where digit != 0 {
      var carry: UInt64 = 0
      for (other, against) in second.digits.enumerated() {
        let sum = UInt64(digit) * UInt64(against) + UInt64(product[place + other]) + carry
        product[place + other] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product[place + second.digits.count] = UInt32(carry)
    }
    return ExactInteger(isNegative: first.isNegative != second.isNegative, digits: product)
  }

  static func - (first: ExactInteger, second: ExactInteger) -> ExactInteger {
    if first.isNegative != second.isNegative {
      return ExactInteger(isNegative: first.isNegative, digits: sum(first.digits, second.digits))
    }
    if exceeds(second.digits, first.digits) {
      return ExactInteger(isNegative: !first.isNegative, digits: difference(second.digits, first.digits))
    }
    return ExactInteger(isNegative: first.isNegative, digits: difference(first.digits, second.digits))
  }

  /// The number times 2^(32 places).
  func shifted(byDigits places: Int) -> ExactInteger {
    ExactInteger(isNegative: isNegative, digits: Array(repeating: 0, count: places) + digits)
  }

  /// The bits of the magnitude from `place` up, at most 64 of them.
  private func bits(from place: Int) -> UInt64 {
    let (word, shift) = (place / 32, place % 32)
    var result: UInt64 = 0
    for offset in 0..<3 where word + offset < digits.count {
      let digit = UInt64(digits[word + offset])
      let left = 32 * offset - shift
      result |= left >= 0 ? digit << UInt64(left) : digit >> UInt64(-left)
    }
    return result
  }

  /// Whether a bit below `place` is set.
  private func hasBits(below place: Int) -> Bool {
    let word = place / 32
    if digits.prefix(word).contains(where: { $0 != 0 }) { return true }
    return word < digits.count && digits[word] & ((1 << UInt32(place % 32)) - 1) != 0
  }

  /// The number as `significand x 2^exponent` with `significand < 2^53`, rounded to the nearest, ties to even.
  ///
  /// No bit below `2^lowest` is kept, as a subnormal keeps none.
  func rounded(keeping lowest: Int = .min) -> (significand: UInt64, exponent: Int) {
    let exponent = max(bitCount - 53, max(lowest, 0))
    guard exponent > 0 else { return (bits(from: 0), 0) }
    let half = exponent - 1
    guard bitCount > half else { return (0, exponent) }
    var significand = bits(from: exponent) & ((1 << 53) - 1)
    let isHalfOrMore = bits(from: half) & 1 == 1
    if isHalfOrMore, significand & 1 == 1 || hasBits(below: half) { significand += 1 }
    return significand == 1 << 53 ? (1 << 52, exponent + 1) : (significand, exponent)
  }

  private static func exceeds(_ first: [UInt32], _ second: [UInt32]) -> Bool {
    if first.count != second.count { return first.count > second.count }
    for (one, other) in zip(first.reversed(), second.reversed()) where one != other { return one > other }
    return false
  }

  private static func sum(_ first: [UInt32], _ second: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for place in 0..<max(first.count, second.count) {
      let total =
        carry + UInt64(place < first.count ? first[place] : 0)
        + UInt64(place < second.count ? second[place] : 0)
      result.append(UInt32(truncatingIfNeeded: total))
      carry = total >> 32
    }
    return result + [UInt32(carry)]
  }

  /// `first` is not below `second`.
  private static func difference(_ first: [UInt32], _ second: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for place in first.indices {
      let rest = Int64(first[place]) - Int64(place < second.count ? second[place] : 0) - borrow
      result.append(UInt32(truncatingIfNeeded: rest))
      borrow = rest < 0 ? 1 : 0
    }
    return result
  }
}
