/// Gives every different pair of two columns a small number, in the order in which pairs come.
///
/// Folding columns one after another numbers the combinations of any count of columns without building a text
/// or a tuple a row. An open-addressing table with linear probing; the numbers it gives are its page's alone.
struct PairIndex {
  /// The first row of each pair, by its number.
  private(set) var firstRows: [Int] = []
  private var keys: [UInt64]
  private var numbers: [UInt32]

  private static let free = UInt64.max

  private init() {
    keys = Array(repeating: Self.free, count: 256)
    numbers = Array(repeating: 0, count: 256)
  }

  /// The number of each row's pair, and the first row of each pair; `first` holds numbers below `UInt32.max`.
  static func numbers(of first: [UInt32], _ second: [UInt32]) -> (numbers: [UInt32], firstRows: [Int]) {
    let width = Int(second.max() ?? 0) + 1
    let (size, isTooBig) = (Int(first.max() ?? 0) + 1).multipliedReportingOverflow(by: width)
    return !isTooBig && size <= squareLimit
      ? numbersInSquare(of: first, second, width: width, size: size) : numbersByHash(of: first, second)
  }

  /// Above this many possible pairs the table of all of them no longer stays in the first cache.
  static let squareLimit = 1 << 13

  /// Codes of strategies and steps are small, so nearly always every pair can have a place of its own.
  private static func numbersInSquare(
    of first: [UInt32], _ second: [UInt32], width: Int, size: Int
  ) -> (numbers: [UInt32], firstRows: [Int]) {
    var table = [UInt32](repeating: .max, count: size)
    var firstRows: [Int] = []
    var result = first
    var column = result.mutableSpan
    let other = second.span
    for row in 0..<column.count {
      let place = Int(column[row]) &* width &+ Int(other[row])
      if table[place] == .max {
        table[place] = UInt32(firstRows.count)
        firstRows.append(row)
      }
      column[row] = table[place]
    }
    return (result, firstRows)
  }

  /// The same for codes of any size.
  static func numbersByHash(of first: [UInt32], _ second: [UInt32]) -> (numbers: [UInt32], firstRows: [Int]) {
    var index = PairIndex()
    var result = first
    var row = 0
    while row < result.count {
      row = index.number(&result, second, from: row)
      // It stopped at a pair that is new to it.
      if row < result.count { index.insert(Self.key(result[row], second[row]), row) }
    }
    return (result, index.firstRows)
  }

  /// Replaces the first column by numbers, up to the first row whose pair has none.
  private func number(_ column: inout [UInt32], _ other: [UInt32], from start: Int) -> Int {
    let keys = keys.span
    let numbers = numbers.span
    let second = other.span
    var first = column.mutableSpan
    let mask = keys.count - 1
    for row in start..<first.count {
      let key = Self.key(first[row], second[row])
      var place = Self.place(of: key) & mask
      while keys[place] != key {
        if keys[place] == Self.free { return row }
        place = (place + 1) & mask
      }
      first[row] = numbers[place]
    }
    return first.count
  }

  @inline(__always)
  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  @inline(__always)
  private static func place(of key: UInt64) -> Int {
    // Fibonacci hashing: the high bits of the product depend on every bit of the key.
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  private mutating func insert(_ key: UInt64, _ row: Int) {
    if 2 * firstRows.count >= keys.count { grow() }
    put(key, UInt32(firstRows.count))
    firstRows.append(row)
  }

  private mutating func grow() {
    let old = (keys, numbers)
    keys = Array(repeating: Self.free, count: 2 * old.0.count)
    numbers = Array(repeating: 0, count: keys.count)
    for (key, number) in zip(old.0, old.1) where key != Self.free { put(key, number) }
  }

  private mutating func put(_ key: UInt64, _ number: UInt32) {
    let mask = keys.count - 1
    var place = Self.place(of: key) & mask
    while keys[place] != Self.free { place = (place + 1) & mask }
    keys[place] = key
    numbers[place] = number
  }
}
