internal import Foundation

/// Rows in buckets of one temporary file, each with the place of its key.
///
/// Not: written by several threads. Buckets are sorted by any number of them.
package final class RowBuckets: @unchecked Sendable {
  private let file: TemporaryFile
  private let bufferBytes: Int
  private var buffers: [[UInt8]]
  private var extents: [[Range<Int>]]
  /// Bytes of the rows of each bucket.
  package private(set) var sizes: [Int]

  /// Bytes before each row: its length, where its key starts, and the key's length.
  private static let head = 8

  package init(_ file: TemporaryFile, count: Int, bufferBytes: Int) {
    self.file = file
    self.bufferBytes = bufferBytes
    buffers = Array(repeating: [], count: count)
    extents = Array(repeating: [], count: count)
    sizes = Array(repeating: 0, count: count)
  }

  /// Adds a row; false where it or its key is too long for its head.
  package func append(
    _ row: UnsafeBufferPointer<UInt8>, key start: Int, _ count: Int, to bucket: Int
  ) throws(IntakeError) -> Bool {
    guard start <= UInt16.max, count <= UInt16.max, row.count <= Int32.max else { return false }
    let head = UInt64(row.count) << 32 | UInt64(start) << 16 | UInt64(count)
    withUnsafeBytes(of: head) { buffers[bucket].append(contentsOf: $0) }
    buffers[bucket].append(contentsOf: row)
    sizes[bucket] += row.count
    if buffers[bucket].count >= bufferBytes { try flush(bucket) }
    return true
  }

  package func flush() throws(IntakeError) {
    for bucket in buffers.indices where !buffers[bucket].isEmpty { try flush(bucket) }
    buffers = []
    try file.flush()
  }

  private func flush(_ bucket: Int) throws(IntakeError) {
    extents[bucket].append(file.size..<file.size + buffers[bucket].count)
    try file.append(block: buffers[bucket])
    buffers[bucket].removeAll(keepingCapacity: true)
  }

  /// A row as it is sorted: what nearly always decides, and where its head stands among the bucket's bytes.
  private struct Place {
    let bytes: UInt64
    /// The key's length, where it comes first, above 48 bits of the head's place.
    private let lengthAndHead: UInt64

    init(_ word: KeyWord, head: Int) {
      bytes = word.bytes
      lengthAndHead = UInt64(word.length) << 48 | UInt64(head)
    }

    var length: UInt64 { lengthAndHead >> 48 }
    var head: Int { Int(lengthAndHead & (1 << 48 - 1)) }
  }

  /// The rows of a bucket in the order of their keys, of one key as they came.
  ///
  /// A bucket is small beside the processor's cache, since its rows are read in a new order.
  package func sorted(_ bucket: Int, in order: KeyOrder) throws(IntakeError) -> [UInt8] {
    let bytes = try file.bytes(extents[bucket])
    let size = sizes[bucket]
    return bytes.withUnsafeBufferPointer { bytes in
      let (shared, wordsDecide) = Self.survey(bytes, order)
      var places: [Place] = []
      Self.forEachRow(in: bytes) { head, row in
        places.append(Place(KeyWord(row.key, after: shared, order), head: head))
      }
      places.sort { a, b in
        if a.length != b.length { return a.length < b.length }
        if a.bytes != b.bytes { return a.bytes < b.bytes }
        if wordsDecide { return a.head < b.head }
        let (one, other) = (Self.row(at: a.head, in: bytes).key, Self.row(at: b.head, in: bytes).key)
        return holdSameBytes(one, other) ? a.head < b.head : order.precedes(one, other)
      }
      var result: [UInt8] = []
      result.reserveCapacity(size)
      for place in places { result.append(contentsOf: Self.row(at: place.head, in: bytes).all) }
      return result
    }
  }

  @inline(__always)
  private static func row(
    at head: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (all: UnsafeBufferPointer<UInt8>, key: UnsafeBufferPointer<UInt8>) {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: head, as: UInt64.self)
    let start = head + Self.head
    let all = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(word >> 32)])
    let keyStart = Int(word >> 16 & 0xffff)
    return (all, UnsafeBufferPointer(rebasing: all[keyStart..<keyStart + Int(word & 0xffff)]))
  }

  @inline(__always)
  private static func forEachRow(
    in bytes: UnsafeBufferPointer<UInt8>,
    _ body: (_ head: Int, (all: UnsafeBufferPointer<UInt8>, key: UnsafeBufferPointer<UInt8>)) -> Void
  ) {
    var head = 0
    while head < bytes.count {
      let row = row(at: head, in: bytes)
      body(head, row)
      head += Self.head + row.all.count
    }
  }

  /// How many first bytes all keys share, and whether the words after them are the keys: where these have one length, or come by
  /// length first, and none goes on behind its word.
  private static func survey(
    _ bytes: UnsafeBufferPointer<UInt8>, _ order: KeyOrder
  ) -> (shared: Int, wordsDecide: Bool) {
    guard !bytes.isEmpty else { return (0, true) }
    let first = row(at: 0, in: bytes).key
    var shared = first.count
    var longest = 0
    var isOneLength = true
    forEachRow(in: bytes) { _, row in
      var same = 0
      let most = min(shared, row.key.count)
      while same < most, first[same] == row.key[same] { same += 1 }
      shared = same
      longest = max(longest, row.key.count)
      isOneLength = isOneLength && row.key.count == first.count
    }
    return (shared, longest <= shared + KeyWord.count && (isOneLength || order == .lengthThenBytes))
  }
}
