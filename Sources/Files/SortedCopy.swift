internal import Foundation
internal import Synchronization

/// Makes a copy of a file with its rows in the order of their keys, in bounded memory.
///
/// Rows go to temporary buckets between keys that were drawn from the file; each bucket is sorted in memory, and the buckets
/// follow one another. Rows of one key stay as they stood.
/// Not: bounded where most rows share one key: they are one bucket.
package struct SortedCopy {
  package enum Outcome {
    /// The file is in that order.
    case isSorted
    /// Something has to be looked at row by row.
    case isOdd
    case copy(DelimitedRows)
  }

  /// Bytes of a bucket, about.
  package var bucketBytes = 2 << 20
  private static let bufferBytes = 1 << 15
  private static let drawsABucket = 32

  package let rows: DelimitedRows
  package let order: KeyOrder
  package let folder: String
  package let threads: Int

  package init(rows: DelimitedRows, order: KeyOrder, folder: String, threads: Int) {
    self.rows = rows
    self.order = order
    self.folder = folder
    self.threads = threads
  }

  package func make() async throws(IntakeError) -> Outcome {
    let keys = SplitKeys(try drawnKeys(), order: order)
    let buckets = RowBuckets(
      try TemporaryFile(in: folder), count: keys.count + 1, bufferBytes: Self.bufferBytes)
    let cursor = try RowCursor(rows, part: rows.body..<rows.size)
    var before: [UInt8] = []
    var isSorted = true
    while cursor.hasRow {
      let key = cursor.key
      if isSorted, !before.elementsEqual(key) {
        if order.precedes(key, before) { isSorted = false }
        before.removeAll(keepingCapacity: true)
        before.append(contentsOf: key)
      }
      let bytes = cursor.bytes
      guard let start = bytes.baseAddress, let own = key.baseAddress,
        try buckets.append(bytes, key: own - start, key.count, to: keys.place(of: key))
      else { return .isOdd }
      try cursor.advance()
    }
    if cursor.isOdd { return .isOdd }
    if isSorted { return .isSorted }
    return .copy(try await sorted(buckets))
  }

  private func sorted(_ buckets: RowBuckets) async throws(IntakeError) -> DelimitedRows {
    try buckets.flush()
    let file = try TemporaryFile(in: folder)
    try file.append(try headerBytes())
    let starts = buckets.sizes.reduce(into: [rows.body]) { $0.append($0[$0.count - 1] + $1) }
    let board = PartBoard(parts: buckets.sizes.count, tables: 0)
    let order = order
    let places = file.places
    await runWorkers(max(1, min(threads, buckets.sizes.count))) {
      do throws(IntakeError) {
        while let bucket = board.take() {
          try places.put(try buckets.sorted(bucket, in: order), at: starts[bucket])
        }
      } catch {
        board.stop(for: error)
      }
    }
    _ = try board.counts()
    let copy = try TemporaryCopy(file)
    return DelimitedRows(
      path: copy.path, rules: rows.rules, header: rows.header, body: rows.body, size: copy.size,
      keyField: rows.keyField, copy: copy)
  }

  private func headerBytes() throws(IntakeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: rows.body)
    let file = try ByteFile(path: rows.path)
    let read: Result<Int, IntakeError> = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(IntakeError) in try file.read(into: buffer, from: 0) }
    }
    return Array(bytes.prefix(try read.get()))
  }

  /// Keys at equal distances through the file, one a bucket.
  private func drawnKeys() throws(IntakeError) -> [[UInt8]] {
    let bytes = rows.size - rows.body
    let buckets = bytes / bucketBytes
    guard buckets > 0 else { return [] }
    let file = try ByteFile(path: rows.path)
    let draws = buckets * Self.drawsABucket
    var keys: [[UInt8]] = []
    for draw in 1..<draws {
      let place = rows.body + Int(Double(bytes) * Double(draw) / Double(draws))
      if let row = try rows.firstRow(from: place, isStart: false, file) { keys.append(row.key) }
    }
    keys.sort { order.precedes($0, $1) }
    var result: [[UInt8]] = []
    for place in stride(from: Self.drawsABucket, to: keys.count, by: Self.drawsABucket)
    where result.last != keys[place] {
      result.append(keys[place])
    }
    return result
  }
}
