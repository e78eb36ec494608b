/// Texts of a column and the number that each stands for, found by their bytes.
///
/// One a worker and column, so that a text is decoded, checked against the catalogue and entered in the
/// vocabulary once, not once a row. Texts of up to 32 bytes are found without a loop over their bytes.
@usableFromInline package final class TextTable {
  @usableFromInline package struct Entry {
    @usableFromInline package var key = Key()
    @usableFromInline package var value: UInt32 = 0
  }

  /// A text of up to 32 bytes: its first sixteen bytes, its last sixteen where it has more, and its length.
  @usableFromInline package struct Key {
    @usableFromInline package var low: UInt64 = 0
    @usableFromInline package var high: UInt64 = 0
    @usableFromInline package var tailLow: UInt64 = 0
    @usableFromInline package var tailHigh: UInt64 = 0
    /// One more than the length; 0 in a free slot.
    @usableFromInline package var length: UInt32 = 0

    @inlinable @inline(__always) package func isEqual(_ other: Key) -> Bool {
      // One branch on what the data holds, not one a word; texts of up to 16 bytes have a tail of zeros.
      (low ^ other.low) | (high ^ other.high) | (tailLow ^ other.tailLow) | (tailHigh ^ other.tailHigh)
        | UInt64(length ^ other.length) == 0
    }

    /// Splitmix's last steps (Steele and others 2014, from memory) over the key's words.
    @inlinable @inline(__always) package var fingerprint: UInt64 {
      var hash = UInt64(length)
      for word in [low, high, tailLow, tailHigh] {
        hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash &>> 29) &* 0x94D0_49BB_1331_11EB
        hash ^= hash &>> 32
      }
      return hash
    }

    /// From memory with 16 readable bytes beyond the text.
    @inlinable @inline(__always) package init(
      _ text: UnsafePointer<UInt8>, _ count: Int, masks: UnsafePointer<UInt64>
    ) {
      let raw = UnsafeRawPointer(text)
      let mask = 2 &* min(count, 16)
      low = raw.loadUnaligned(as: UInt64.self) & masks[mask]
      high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & masks[mask &+ 1]
      length = UInt32(truncatingIfNeeded: count &+ 1)
      if count > 16 {
        tailLow = raw.loadUnaligned(fromByteOffset: count &- 16, as: UInt64.self)
        tailHigh = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      }
    }

    @inlinable package init() {}
  }

  /// The table as an inner loop reads it; to be taken again after an ``insert(_:value:)``.
  @usableFromInline package struct View {
    @usableFromInline package var entries: UnsafeMutablePointer<Entry>
    @usableFromInline package var mask: Int

    /// The value of a text of up to 32 bytes; `nil` for one that is not there, or longer.
    @inlinable @inline(__always) package func value(_ key: Key) -> UInt32? {
      var slot = TextTable.slot(key) & mask
      while entries[slot].key.length != 0 {
        if entries[slot].key.isEqual(key) { return entries[slot].value }
        slot = (slot &+ 1) & mask
      }
      return nil
    }
  }

  /// More texts than this are resolved anew each time they come.
  package static let limit = 1 << 16

  // Unchecked here and in the types beside: read in the inner loop, by the one worker that owns them.
  @exclusivity(unchecked) @usableFromInline package private(set) var view: View
  @exclusivity(unchecked) @usableFromInline package private(set) var count = 0
  private var long: [[UInt8]: UInt32] = [:]

  package init() {
    view = View(entries: .allocate(capacity: 64), mask: 63)
    view.entries.initialize(repeating: Entry(), count: 64)
  }

  deinit { view.entries.deallocate() }

  @inlinable @inline(__always) package static func slot(_ key: Key) -> Int {
    let mixed = (key.low ^ (key.high &* 0x9E37_79B9_7F4A_7C15) ^ key.tailLow) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
  }

  /// The value of a text of any length.
  @usableFromInline
  package func value(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let key = Self.key(bytes) { return view.value(key) }
    return long[Array(bytes)]
  }

  @usableFromInline
  package func insert(_ bytes: UnsafeBufferPointer<UInt8>, value: UInt32) {
    guard count < Self.limit else { return }
    count += 1
    guard let key = Self.key(bytes) else {
      long[Array(bytes)] = value
      return
    }
    if count * 2 > view.mask { grow() }
    place(key, value)
  }

  private func place(_ key: Key, _ value: UInt32) {
    var slot = Self.slot(key) & view.mask
    while view.entries[slot].key.length != 0 { slot = (slot + 1) & view.mask }
    view.entries[slot] = Entry(key: key, value: value)
  }

  private func grow() {
    let old = view
    let size = old.mask + 1
    view = View(entries: .allocate(capacity: size * 2), mask: size * 2 - 1)
    view.entries.initialize(repeating: Entry(), count: size * 2)
    for index in 0..<size where old.entries[index].key.length != 0 {
      place(old.entries[index].key, old.entries[index].value)
    }
    old.entries.deallocate()
  }

  /// Equal for equal texts, and one for all missing ones; two others may share one, of some billions.
  package static func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: CSVFieldRules) -> UInt64 {
    if rules.isMissing(bytes) { return 0 }
    return key(bytes)?.fingerprint ?? hash(of: bytes)
  }

  /// The key of a text of up to 32 bytes.
  package static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Key? {
    guard bytes.count <= 32 else { return nil }
    var key = Key()
    key.length = UInt32(bytes.count + 1)
    for (index, byte) in bytes.prefix(16).enumerated() {
      if index < 8 {
        key.low |= UInt64(byte) << (index * 8)
      } else {
        key.high |= UInt64(byte) << (index * 8 - 64)
      }
    }
    guard bytes.count > 16 else { return key }
    for (index, byte) in bytes.suffix(16).enumerated() {
      if index < 8 {
        key.tailLow |= UInt64(byte) << (index * 8)
      } else {
        key.tailHigh |= UInt64(byte) << (index * 8 - 64)
      }
    }
    return key
  }
}

extension TextTable {
  /// FNV-1a (Fowler, Noll and Vo; from memory).
  package static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}
