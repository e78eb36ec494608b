/// A whole number in decimal digits, with the sums of primary school: the slow, obvious twin of exact sums.
struct SlowWholeNumber: Equatable {
  var isNegative = false
  /// The lowest digit first; none for zero.
  var digits: [Int8] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      digits.append(Int8(rest % 10))
      rest /= 10
    }
  }

  private init(_ isNegative: Bool, _ digits: [Int8]) {
    self.digits = digits
    while self.digits.last == 0 { self.digits.removeLast() }
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  /// The double in units of 2^-1074.
  init(unitsOf term: Double) {
    let significand = term.isNormal ? term.significandBitPattern + 1 << 52 : term.significandBitPattern
    self.init(significand)
    for _ in 0..<(max(Int(term.exponentBitPattern), 1) - 1) { double() }
    isNegative = term < 0
  }

  mutating func double() {
    var carry: Int8 = 0
    for place in digits.indices {
      let sum = 2 * digits[place] + carry
      digits[place] = sum % 10
      carry = sum / 10
    }
    if carry > 0 { digits.append(carry) }
  }

  static func + (first: SlowWholeNumber, second: SlowWholeNumber) -> SlowWholeNumber {
    guard first.isNegative == second.isNegative else {
      return first.isSmaller(than: second)
        ? SlowWholeNumber(second.isNegative, less(second.digits, first.digits))
        : SlowWholeNumber(first.isNegative, less(first.digits, second.digits))
    }
    var result: [Int8] = []
    var carry: Int8 = 0
    for place in 0..<max(first.digits.count, second.digits.count) {
      let sum =
        carry + (place < first.digits.count ? first.digits[place] : 0)
        + (place < second.digits.count ? second.digits[place] : 0)
      result.append(sum % 10)
      carry = sum / 10
    }
    return SlowWholeNumber(first.isNegative, result + [carry])
  }

  static func - (first: SlowWholeNumber, second: SlowWholeNumber) -> SlowWholeNumber {
    first + SlowWholeNumber(!second.isNegative, second.digits)
  }

  static func * (first: SlowWholeNumber, second: SlowWholeNumber) -> SlowWholeNumber {
    var result = SlowWholeNumber(UInt64(0))
    for digit in second.digits.reversed() {
      result.digits.insert(0, at: 0)
      result = SlowWholeNumber(false, result.digits)
      for _ in 0..<digit { result = result + SlowWholeNumber(false, first.digits) }
    }
    return SlowWholeNumber(first.isNegative != second.isNegative, result.digits)
  }

  private static func less(_ first: [Int8], _ second: [Int8]) -> [Int8] {
    var result: [Int8] = []
    var borrow: Int8 = 0
    for place in first.indices {
      var rest = first[place] - borrow - (place < second.count ? second[place] : 0)
      borrow = rest < 0 ? 1 : 0
      if rest < 0 { rest += 10 }
      result.append(rest)
    }
    return result
  }

  /// By size, whatever the signs.
  func isSmaller(than other: SlowWholeNumber) -> Bool {
    if digits.count != other.digits.count { return digits.count < other.digits.count }
    for (one, against) in zip(digits.reversed(), other.digits.reversed()) where one != against {
      return one < against
    }
    return false
  }

  /// Whether no finite double is nearer to this many units of 2^-1074, and of two equally near the even one
  /// was taken.
  func isNearest(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let own = self - SlowWholeNumber(unitsOf: value)
    for neighbour in [value.nextUp, value.nextDown] where neighbour.isFinite {
      let other = self - SlowWholeNumber(unitsOf: neighbour)
      if other.isSmaller(than: own) { return false }
      if !own.isSmaller(than: other), value.significandBitPattern & 1 == 1 { return false }
    }
    return true
  }
}
