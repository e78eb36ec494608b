internal import CScan

extension FlatReading {
  /// Reads a plain file window by window; false where it holds anything that only the row-by-row reader can judge
  /// (quotes, carriage returns, an `@`, a ragged row, a cell to refuse), and what was read is then of no use.
  func readQuickly(
    path: String, from body: Int, to limit: Int? = nil, windowBytes: Int = 1 << 20
  ) throws(IntakeError) -> Bool {
    guard identifiers.birthFields.isEmpty, header.count > 1 else { return false }
    let file = try ByteFile(path: path)
    guard let size = limit ?? file.size, size > body, !(try file.startsLikeGzip()) else { return false }
    let level = remit_scan_level()
    let longestRow = 1 << 20
    let capacity = windowBytes + longestRow
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity + 65, alignment: 64)
    let places = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity + 129)
    defer {
      memory.deallocate()
      places.deallocate()
    }
    guard let base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    var (offset, kept) = (body, 0)
    while offset < size {
      let window = UnsafeMutableRawBufferPointer(
        rebasing: memory[kept..<kept + min(windowBytes, size - offset)])
      let read = try file.read(into: window, from: offset)
      guard read > 0 else { return false }
      offset += read
      var filled = kept + read
      if offset >= size, base[filled - 1] != UInt8(ascii: "\n") {
        base[filled] = UInt8(ascii: "\n")
        filled += 1
      }
      var seen = remit_scan()
      let found = remit_scan_bytes(level, base, filled, delimiter, quote, 0, places, &seen)
      guard seen.quotes == 0, seen.returns == 0, seen.zeros == 0, seen.ats == 0,
        let end = addRows(base, places, found, lines: Int(seen.lines))
      else { return false }
      if seen.high != 0, firstInvalidUTF8(UnsafeBufferPointer(start: base, count: end)) != nil {
        return false
      }
      kept = filled - end
      guard kept < longestRow else { return false }
      base.update(from: base + end, count: kept)
    }
    return kept == 0 && count > 0
  }

  /// Adds the whole rows of a window and gives the byte after them; `nil` where not every line is a row.
  private func addRows(
    _ base: UnsafeMutablePointer<UInt8>, _ places: UnsafeMutablePointer<UInt32>, _ found: Int, lines: Int
  ) -> Int? {
    let width = header.count
    var (start, place, rows) = (0, 0, 0)
    while place + width <= found {
      let end = Int(places[place + width - 1])
      guard base[end] == UInt8(ascii: "\n") else { return nil }
      for index in columns.indices {
        let field = fields[index]
        let from = field == 0 ? start : Int(places[place + field - 1]) + 1
        let cell = UnsafeBufferPointer(start: base + from, count: Int(places[place + field]) - from)
        let finding = columns[index].add(cell)
        if finding != .nothing, !noteQuickly(finding, index, column: from - start + 1) { return nil }
      }
      if lacksCluster { return nil }
      countRow()
      (start, place, rows) = (end + 1, place + width, rows + 1)
    }
    return rows == lines ? start : nil
  }

  /// Remembers where the first text stands; false for what has to be refused.
  private func noteQuickly(_ finding: FlatColumnBuilder.Finding, _ index: Int, column: Int) -> Bool {
    guard finding == .text, columns[index].kind != .number else { return false }
    // The header is the first line, and no line is blank.
    if columns[index].stray == nil { columns[index].stray = (count + 2, column) }
    return true
  }
}
