internal import Synchronization
internal import Treatment

extension FlatReading {
  /// Where a plain file can be cut into parts of whole lines; `nil` where it is not plain or too small to be cut.
  static func cuts(path: String, from body: Int, parts: Int, smallest: Int = 1 << 20) throws(IntakeError)
    -> [Int]?
  {
    let file = try ByteFile(path: path)
    guard let size = file.size, !(try file.startsLikeGzip()), (size - body) / max(parts, 1) >= smallest else {
      return nil
    }
    var cuts = [body]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    for part in 1..<max(parts, 1) {
      let place = max(body + (size - body) / parts * part, cuts[cuts.count - 1])
      let read: Result<Int, IntakeError> = buffer.withUnsafeMutableBytes { bytes in
        Result { () throws(IntakeError) in try file.read(into: bytes, from: place) }
      }
      guard let feed = buffer[..<(try read.get())].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      cuts.append(place + feed + 1)
    }
    return cuts + [size]
  }

  /// A plain file read by several workers, a part each; `nil` where a part holds what only the row-by-row reader can
  /// judge. The table does not depend on the number of parts.
  static func parts(
    path: String, cuts: [Int], _ fresh: @escaping @Sendable () -> FlatReading
  ) async throws(IntakeError) -> FlatReading? {
    let results = Mutex<[Int: Result<FlatReading?, IntakeError>]>([:])
    let next = Mutex(0)
    await runWorkers(cuts.count - 1) {
      let part = next.withLock { next in
        next += 1
        return next - 1
      }
      let result = Result { () throws(IntakeError) -> FlatReading? in
        let reading = fresh()
        return try reading.readQuickly(path: path, from: cuts[part], to: cuts[part + 1]) ? reading : nil
      }
      results.withLock { $0[part] = result }
    }
    let found = results.withLock { $0 }
    guard let whole = try found[0]?.get() else { return nil }
    for part in 1..<max(1, cuts.count - 1) {
      guard let reading = try found[part]?.get(), whole.append(reading) else { return nil }
    }
    return whole
  }

  /// Adds the rows of the part of the file that follows; false where a column is of another kind there.
  func append(_ next: FlatReading) -> Bool {
    for (column, other) in zip(columns, next.columns) where !column.append(other, rows: count) {
      return false
    }
    countRows(next.count)
    return true
  }
}
