extension DelimitedRows {
  /// The first row that starts at a place or after it, unless the file ends before; `isStart` where one starts there.
  ///
  /// Not: sure of a place inside of quotes. What comes of a wrong one is no row, and is found when it is read.
  package func firstRow(
    from offset: Int, isStart: Bool, _ file: ByteFile
  ) throws(IntakeError) -> (start: Int, next: Int, key: [UInt8])? {
    var wanted = 1 << 12
    let from = isStart ? offset : offset - 1
    while true {
      let count = min(wanted, size - from)
      if count <= 0 { return nil }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
      defer { buffer.deallocate() }
      let filled = try file.read(into: buffer, from: from)
      let bytes = buffer.bindMemory(to: UInt8.self)
      let atEnd = from + filled >= size
      var start = 0
      if !isStart { start = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? filled) + 1 }
      while start < filled {
        let end = bytes[start..<filled].firstIndex(of: UInt8(ascii: "\n"))
        guard end != nil || atEnd else { break }
        let row = CSVRow(file: "", rules: rules)
        var line = Array(bytes[start..<(end ?? filled)])
        if line.last == 13 { line.removeLast() }
        if line.isEmpty {
          start = (end ?? filled) + 1
          continue
        }
        row.refill(bytes: line, line: 1)
        let key = keyField < row.count ? row.bytes(keyField) : []
        return (from + start, from + (end.map { $0 + 1 } ?? filled), key)
      }
      if atEnd { return nil }
      wanted *= 4
    }
  }
}
