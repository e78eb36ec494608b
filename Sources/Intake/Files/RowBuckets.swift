internal import Foundation

/// Rows in buckets of one temporary file, each with the place of its key.
///
/// Not: written by several threads. Buckets are sorted by any number of them.
final class RowBuckets: @unchecked Sendable {
  private let file: TemporaryFile
  private let bufferBytes: Int
  private var buffers: [[UInt8]]
  private var extents: [[Range<Int>]]
  /// Bytes of the rows of each bucket.
  private(set) var sizes: [Int]

  /// Bytes before each row: its length, where its key starts, and the key's length.
  private static let head = 8

  init(_ file: TemporaryFile, count: Int, bufferBytes: Int) {
    self.file = file
    self.bufferBytes = bufferBytes
    buffers = Array(repeating: [], count: count)
    extents = Array(repeating: [], count: count)
    sizes = Array(repeating: 0, count: count)
  }

  /// Adds a row; false where it or its key is too long for its head.
  func append(
    _ row: UnsafeBufferPointer<UInt8>, key start: Int, _ count: Int, to bucket: Int
  ) throws(IntakeError) -> Bool {
    guard start <= UInt16.max, count <= UInt16.max, row.count <= UInt32.max else { return false }
    let head = UInt64(row.count) << 32 | UInt64(start) << 16 | UInt64(count)
    withUnsafeBytes(of: head) { buffers[bucket].append(contentsOf: $0) }
    buffers[bucket].append(contentsOf: row)
    sizes[bucket] += row.count
    if buffers[bucket].count >= bufferBytes { try flush(bucket) }
    return true
  }

  func flush() throws(IntakeError) {
    for bucket in buffers.indices where !buffers[bucket].isEmpty { try flush(bucket) }
    buffers = []
    try file.flush()
  }

  private func flush(_ bucket: Int) throws(IntakeError) {
    extents[bucket].append(file.size..<file.size + buffers[bucket].count)
    try file.append(block: buffers[bucket])
    buffers[bucket].removeAll(keepingCapacity: true)
  }

  private struct Row {
    /// Where it starts among the bucket's bytes; of one key the earlier comes first.
    var start: Int
    var keyStart: Int
    var keyCount: Int
    var count: Int
  }

  /// What is sorted in place of a row.
  private struct Place {
    var word: KeyWord
    var row: Int32
  }

  /// The rows of a bucket in the order of their keys.
  func sorted(_ bucket: Int, in order: KeyOrder) throws(IntakeError) -> [UInt8] {
    let bytes = try file.bytes(extents[bucket])
    let size = sizes[bucket]
    return bytes.withUnsafeBufferPointer { bytes in
      let (rows, shared) = Self.rows(in: bytes)
      func key(_ row: Row) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[row.keyStart..<row.keyStart + row.keyCount])
      }
      var places = rows.enumerated().map { number, row in
        Place(word: KeyWord(key(row), after: shared, order), row: Int32(number))
      }
      // Where keys have one length and none goes on behind its word, the words are the keys.
      let wordsDecide = rows.allSatisfy { row in
        row.keyCount <= shared + KeyWord.count
          && (order == .lengthThenBytes || row.keyCount == rows[0].keyCount)
      }
      places.sort { a, b in
        if a.word != b.word { return a.word < b.word }
        if wordsDecide { return a.row < b.row }
        let (one, other) = (key(rows[Int(a.row)]), key(rows[Int(b.row)]))
        return holdSameBytes(one, other) ? a.row < b.row : order.precedes(one, other)
      }
      var result: [UInt8] = []
      result.reserveCapacity(size)
      for place in places {
        let row = rows[Int(place.row)]
        result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[row.start..<row.start + row.count]))
      }
      return result
    }
  }

  /// The rows, and how many first bytes all their keys share.
  private static func rows(in bytes: UnsafeBufferPointer<UInt8>) -> (rows: [Row], shared: Int) {
    var rows: [Row] = []
    var place = 0
    var shared = Int.max
    while place < bytes.count {
      let head = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let start = place + Self.head
      let keyStart = start + Int(head >> 16 & 0xffff)
      let row = Row(
        start: start, keyStart: keyStart, keyCount: Int(head & 0xffff), count: Int(head >> 32))
      if let first = rows.first {
        var same = 0
        let most = min(shared, row.keyCount, first.keyCount)
        while same < most, bytes[first.keyStart + same] == bytes[keyStart + same] { same += 1 }
        shared = same
      } else {
        shared = row.keyCount
      }
      rows.append(row)
      place = start + row.count
    }
    return (rows, rows.isEmpty ? 0 : shared)
  }
}
