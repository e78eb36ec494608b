/// Texts of a column and the number that each stands for, found by their bytes.
///
/// One a worker and column, so that a text is decoded, checked against the catalogue and entered in the
/// vocabulary once, not once a row. Texts of up to 16 bytes are found without a loop.
final class StepsTable {
  struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var value: UInt32 = 0
    var taken = false
  }

  static let limit = 1 << 16

  /// The table as an inner loop reads it; to be taken again after an ``insert(_:value:)``.
  struct View {
    var entries: UnsafeMutablePointer<Entry>
    var mask: Int

    /// The value of a text of up to 16 bytes, given as its bytes with zeros after them.
    @inline(__always) func value(_ low: UInt64, _ high: UInt64) -> UInt32? {
      var slot = StepsTable.slot(low, high) & mask
      while entries[slot].taken {
        if entries[slot].low == low, entries[slot].high == high { return entries[slot].value }
        slot = (slot &+ 1) & mask
      }
      return nil
    }
  }

  private(set) var view: View
  private(set) var count = 0
  private var long: [[UInt8]: UInt32] = [:]

  init() {
    view = View(entries: .allocate(capacity: 64), mask: 63)
    view.entries.initialize(repeating: Entry(), count: 64)
  }

  deinit { view.entries.deallocate() }

  @inline(__always) private static func slot(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
  }

  /// The value of a text of any length.
  func value(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let key = Self.key(bytes) { return view.value(key.low, key.high) }
    return long[Array(bytes)]
  }

  func insert(_ bytes: UnsafeBufferPointer<UInt8>, value: UInt32) {
    guard count < Self.limit else { return }
    count += 1
    guard let key = Self.key(bytes) else {
      long[Array(bytes)] = value
      return
    }
    if count * 2 > view.mask { grow() }
    place(key.low, key.high, value)
  }

  private func place(_ low: UInt64, _ high: UInt64, _ value: UInt32) {
    var slot = Self.slot(low, high) & view.mask
    while view.entries[slot].taken { slot = (slot + 1) & view.mask }
    view.entries[slot] = Entry(low: low, high: high, value: value, taken: true)
  }

  private func grow() {
    let old = view
    let size = old.mask + 1
    view = View(entries: .allocate(capacity: size * 2), mask: size * 2 - 1)
    view.entries.initialize(repeating: Entry(), count: size * 2)
    for index in 0..<size where old.entries[index].taken {
      place(old.entries[index].low, old.entries[index].high, old.entries[index].value)
    }
    old.entries.deallocate()
  }

  /// Two words that are the same for the same text; `nil` for a text of more than 16 bytes.
  ///
  /// No text holds a NUL byte, so the zeros after it give its length away.
  static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> (low: UInt64, high: UInt64)? {
    guard bytes.count <= 16 else { return nil }
    var key: (low: UInt64, high: UInt64) = (0, 0)
    for (index, byte) in bytes.enumerated() {
      if index < 8 {
        key.low |= UInt64(byte) << (index * 8)
      } else {
        key.high |= UInt64(byte) << (index * 8 - 64)
      }
    }
    return key
  }
}
