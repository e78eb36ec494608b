internal import Treatment

/// Reads cells of events: each text is resolved once a worker, each number without a look-up.
///
/// A cell that is no number, word or name where one has to stand makes the reading odd; who reads row by row says why.
struct EventCells {
  let rules: CSVFieldRules
  private let numbers: DecimalWord
  private let latestDay = StepsLayout.latestDay
  /// Some cell needs the other reader's judgement.
  var isOdd = false

  init(_ rules: CSVFieldRules) {
    self.rules = rules
    numbers = DecimalWord(rules)
  }

  func deallocate() { numbers.deallocate() }

  /// Whether the cell is nothing but a few digits, and no missing code looks like a number.
  @inline(__always)
  func isPlainWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    return numbers.whole(start + bytes.count, bytes.count) != nil
  }

  /// A number; NaN where the cell is blank.
  @inline(__always)
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    guard let start = bytes.baseAddress else { return .nan }
    if let value = numbers.number(start + bytes.count, bytes.count) { return value }
    return slowNumber(bytes)
  }

  private mutating func slowNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    if rules.isMissing(bytes) { return .nan }
    guard let value = DecimalText.double(bytes, mark: rules.decimalMark), value.isFinite else {
      isOdd = true
      return .nan
    }
    return value
  }

  /// A number from 0; NaN where the cell is blank.
  @inline(__always)
  mutating func amount(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    let value = number(bytes)
    if value < 0 { isOdd = true }
    return value
  }

  /// A whole number from 0; -1 where the cell is blank.
  @inline(__always)
  mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let value = amount(bytes)
    if value.isNaN { return -1 }
    guard value == value.rounded(), value <= Double(DayRange.all.upperBound) else {
      isOdd = true
      return -1
    }
    return Int32(value)
  }

  /// A day; ``Day/none`` where the cell is blank.
  @inline(__always)
  mutating func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard let start = bytes.baseAddress else { return Day.none }
    if let value = numbers.whole(start + bytes.count, bytes.count), value <= latestDay {
      return value
    }
    return slowDay(bytes)
  }

  /// The day of a date `2024-01-31`; ``Day/none`` where the cell is blank.
  @inline(__always)
  mutating func date(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    if let day = CalendarDay.number(ofBytes: bytes) { return Int32(day) }
    if !rules.isMissing(bytes) { isOdd = true }
    return Day.none
  }

  private mutating func slowDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    if rules.isMissing(bytes) { return Day.none }
    guard let value = DecimalText.integer(bytes), DayRange.all.contains(value) else {
      isOdd = true
      return Day.none
    }
    return Int32(value)
  }
}
