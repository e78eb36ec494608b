/// The texts of a column, each made something of once.
@usableFromInline package struct CellTexts<Value> {
  @usableFromInline let table = TextTable()
  @usableFromInline let masks: UnsafePointer<UInt64>
  @usableFromInline var values: [Value] = []

  @inlinable package init(_ masks: UnsafePointer<UInt64>) { self.masks = masks }

  /// What a text stands for; made by `make` where it comes for the first time, `nil` where that cannot.
  ///
  /// There must be 16 readable bytes beyond the text.
  @inlinable @inline(__always)
  package mutating func value(
    _ bytes: UnsafeBufferPointer<UInt8>, _ make: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Value? {
    if let start = bytes.baseAddress, bytes.count <= 32,
      let place = table.view.value(TextTable.Key(start, bytes.count, masks: masks))
    {
      return values[Int(place)]
    }
    return first(bytes, make)
  }

  @inlinable
  package mutating func first(
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

/// Masks of the first bytes of a text, by its length, as ``TextTable/Key`` takes them.
@usableFromInline package final class KeyMasks {
  package let masks: UnsafeMutablePointer<UInt64>

  package init() {
    masks = .allocate(capacity: 34)
    for length in 0...16 {
      masks[2 * length] = length >= 8 ? .max : (1 << UInt64(8 * length)) - 1
      masks[2 * length + 1] = length <= 8 ? 0 : length == 16 ? .max : (1 << UInt64(8 * (length - 8))) - 1
    }
  }

  deinit { masks.deallocate() }
}
