internal import Treatment

/// Reads cells of events: each text is resolved once a worker, each number without a look-up.
///
/// A cell that is no number, word or name where one has to stand makes the reading odd; who reads row by row says why.
struct EventCells {
  let rules: CSVFieldRules
  private let numbers: DecimalWord
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
    guard value == value.rounded(), value <= Double(RowReading.wholeNumbers.upperBound) else {
      isOdd = true
      return -1
    }
    return Int32(value)
  }

  /// A day; ``Day/none`` where the cell is blank.
  @inline(__always)
  mutating func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard let start = bytes.baseAddress else { return Day.none }
    if let value = numbers.whole(start + bytes.count, bytes.count), value <= StepsLayout.latestDay {
      return value
    }
    return slowDay(bytes)
  }

  private mutating func slowDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    if rules.isMissing(bytes) { return Day.none }
    guard let value = DecimalText.integer(bytes), RowReading.wholeNumbers.contains(value) else {
      isOdd = true
      return Day.none
    }
    return Int32(value)
  }
}

/// The texts of a column, each made something of once.
struct CellTexts<Value> {
  private let table = StepsTable()
  private let masks: UnsafePointer<UInt64>
  private var values: [Value] = []

  init(_ masks: UnsafePointer<UInt64>) { self.masks = masks }

  /// What a text stands for; made by `make` where it comes for the first time, `nil` where that cannot.
  ///
  /// There must be 16 readable bytes beyond the text.
  @inline(__always)
  mutating func value(
    _ bytes: UnsafeBufferPointer<UInt8>, _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Value? {
    if let start = bytes.baseAddress, bytes.count <= 32,
      let place = table.view.value(StepsTable.Key(start, bytes.count, masks: masks))
    {
      return values[Int(place)]
    }
    return first(bytes, make)
  }

  private mutating func first(
    _ bytes: UnsafeBufferPointer<UInt8>, _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Value? {
    if let place = table.value(bytes) { return values[Int(place)] }
    guard let value = make(bytes) else { return nil }
    let before = table.count
    table.insert(bytes, value: UInt32(values.count))
    if table.count > before { values.append(value) }
    return value
  }
}

/// Masks of the first bytes of a text, by its length, as ``StepsTable/Key`` takes them.
final class KeyMasks {
  let masks: UnsafeMutablePointer<UInt64>

  init() {
    masks = .allocate(capacity: 34)
    for length in 0...16 {
      masks[2 * length] = length >= 8 ? .max : (1 << UInt64(8 * length)) - 1
      masks[2 * length + 1] = length <= 8 ? 0 : length == 16 ? .max : (1 << UInt64(8 * (length - 8))) - 1
    }
  }

  deinit { masks.deallocate() }
}
