internal import Foundation

/// Keys that part a file's rows into buckets, found by their first eight bytes that differ.
package struct SplitKeys {
  private let keys: [[UInt8]]
  private let words: [KeyWord]
  private let order: KeyOrder
  private let prefix: [UInt8]

  package var count: Int { keys.count }

  /// `keys` ascend in the order.
  package init(_ keys: [[UInt8]], order: KeyOrder) {
    self.keys = keys
    self.order = order
    var prefix = keys.first ?? []
    for key in keys { prefix = Array(zip(prefix, key).prefix { $0 == $1 }.map(\.0)) }
    self.prefix = prefix
    words = keys.map { key in
      key.withUnsafeBufferPointer { KeyWord($0, after: prefix.count, order) }
    }
  }

  private func begins(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    prefix.withUnsafeBufferPointer { holdSameBytes($0, UnsafeBufferPointer(rebasing: key[..<prefix.count])) }
  }

  /// How many of the keys are no later than a row's.
  package func place(of key: UnsafeBufferPointer<UInt8>) -> Int {
    guard key.count >= prefix.count, begins(key) else {
      return keys.prefix { !order.precedes(key, $0) }.count
    }
    let word = KeyWord(key, after: prefix.count, order)
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      let isLater = words[middle] == word ? order.precedes(key, keys[middle]) : word < words[middle]
      if isLater { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The part of a key that nearly always decides: its length, where that comes first, and eight of its bytes.
///
/// Keys of different words come in the words' order; of equal ones the whole keys decide.
package struct KeyWord: Comparable {
  /// Bytes that a word holds.
  package static let count = 8

  package var length: UInt32
  package var bytes: UInt64

  /// Of a key all of whose bytes up to `skipped` are those of the keys that it is compared with.
  package init(_ key: UnsafeBufferPointer<UInt8>, after skipped: Int, _ order: KeyOrder) {
    length = order == .lengthThenBytes ? UInt32(truncatingIfNeeded: key.count) : 0
    bytes = 0
    let end = min(key.count, skipped + Self.count)
    var place = skipped
    while place < end {
      bytes = bytes << 8 | UInt64(key[place])
      place += 1
    }
    bytes <<= UInt64(8 * (Self.count - max(0, end - skipped)))
  }

  package static func < (a: KeyWord, b: KeyWord) -> Bool {
    a.length != b.length ? a.length < b.length : a.bytes < b.bytes
  }
}
