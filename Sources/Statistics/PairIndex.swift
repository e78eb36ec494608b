/// Gives every different pair of two columns a small number, in the order in which pairs come.
///
/// Folding columns one after another numbers the combinations of any count of columns without building a text
/// or a tuple a row. An open-addressing table with linear probing; the numbers it gives are its page's alone.
struct PairIndex {
  /// How many different pairs there are.
  private(set) var count = 0
  private var keys: [UInt64]
  private var numbers: [UInt32]
  private var mask: Int

  private static let free = UInt64.max

  init() {
    keys = Array(repeating: Self.free, count: 256)
    numbers = Array(repeating: 0, count: 256)
    mask = 255
  }

  /// The number of each row's pair; `first` holds numbers below `UInt32.max`.
  static func numbers(of first: [UInt32], _ second: [UInt32]) -> (numbers: [UInt32], count: Int) {
    var index = PairIndex()
    var result = first
    for row in result.indices { result[row] = index.number(of: result[row], second[row]) }
    return (result, index.count)
  }

  @inline(__always)
  private mutating func number(of first: UInt32, _ second: UInt32) -> UInt32 {
    let key = UInt64(first) << 32 | UInt64(second)
    var place = Self.place(of: key) & mask
    while true {
      let found = keys[place]
      if found == key { return numbers[place] }
      if found == Self.free { return insert(key, at: place) }
      place = (place + 1) & mask
    }
  }

  @inline(__always)
  private static func place(of key: UInt64) -> Int {
    // Fibonacci hashing: the high bits of the product depend on every bit of the key.
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  @inline(never)
  private mutating func insert(_ key: UInt64, at place: Int) -> UInt32 {
    let number = UInt32(count)
    keys[place] = key
    numbers[place] = number
    count += 1
    if 2 * count > keys.count { grow() }
    return number
  }

  private mutating func grow() {
    let old = (keys, numbers)
    keys = Array(repeating: Self.free, count: 2 * old.0.count)
    numbers = Array(repeating: 0, count: keys.count)
    mask = keys.count - 1
    for (key, number) in zip(old.0, old.1) where key != Self.free {
      var place = Self.place(of: key) & mask
      while keys[place] != Self.free { place = (place + 1) & mask }
      keys[place] = key
      numbers[place] = number
    }
  }
}
