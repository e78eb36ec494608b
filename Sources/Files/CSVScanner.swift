/// Cuts the bytes of a source into rows, with the physical line of each.
package final class CSVScanner {
  package let row: CSVRow
  package let longestField: Int
  /// The byte of the next row, counted after any transcoding.
  package private(set) var offset = 0

  private var source: any ByteSource
  private let window: UnsafeMutableRawBufferPointer
  private var position = 0
  private var filled = 0
  /// The physical line of the next row.
  package private(set) var line = 1
  private var quoteOpened = (line: 0, column: 0)

  package init(source: any ByteSource, name: String, dialect: CSVDialect, windowBytes: Int, longestField: Int)
  {
    self.source = source
    self.longestField = longestField
    row = CSVRow(file: name, rules: CSVFieldRules(dialect))
    window = .allocate(byteCount: max(windowBytes, 4), alignment: 64)
  }

  deinit { window.deallocate() }

  /// Goes on with the row that `source` begins with.
  package func resume(_ source: any ByteSource, offset: Int, line: Int) {
    (self.source, self.offset, self.line) = (source, offset, line)
    (position, filled) = (0, 0)
  }

  /// Reads on where the window is used up; false at the end of the source.
  private func fill() throws(IntakeError) -> Bool {
    if position < filled { return true }
    position = 0
    filled = try source.read(into: window)
    return filled > 0
  }

  package func skipByteOrderMark() throws(IntakeError) {
    // At the very start only, where a short read is read on until three bytes are there.
    while filled < 3 {
      let rest = UnsafeMutableRawBufferPointer(rebasing: window[filled...])
      let count = try source.read(into: rest)
      if count == 0 { break }
      filled += count
    }
    if filled >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF {
      position = 3
      offset = 3
    }
  }

  /// Passes over one physical line, quotes or not; false where the source has no more.
  package func skipLine() throws(IntakeError) -> Bool {
    guard try fill() else { return false }
    while try fill() {
      let byte = window[position]
      position += 1
      offset += 1
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r") { _ = try passLineFeed() }
        line += 1
        return true
      }
    }
    return true
  }

  private func passLineFeed() throws(IntakeError) -> Bool {
    guard try fill(), window[position] == UInt8(ascii: "\n") else { return false }
    position += 1
    offset += 1
    return true
  }

  /// Fills ``row`` with the next row that is not blank; false at the end of the source.
  package func next() throws(IntakeError) -> Bool {
    while true {
      guard try readRow() else { return false }
      if !row.rawBytes.isEmpty { return true }
    }
  }

  private func readRow() throws(IntakeError) -> Bool {
    row.rawBytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    row.ending.removeAll(keepingCapacity: true)
    row.hasQuotes = false
    row.line = line
    row.offset = offset
    var state = RowState()
    while true {
      guard try fill() else { break }
      let start = position
      let ended = scan(&state)
      row.rawBytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: window[start..<position]))
      offset += position - start
      try checkLength(state)
      if ended {
        let end = window[position]
        position += 1
        offset += 1
        row.ending.append(end)
        if end == UInt8(ascii: "\r"), try passLineFeed() { row.ending.append(UInt8(ascii: "\n")) }
        line += 1
        row.ends.append(row.rawBytes.count)
        return true
      }
    }
    if state.inQuotes {
      throw .refused(
        issues: [
          InputIssue(
            file: row.file, line: quoteOpened.line, column: quoteOpened.column,
            expected: "a quote that closes this one", found: "the end of the file")
        ], total: 1)
    }
    row.ends.append(row.rawBytes.count)
    return !row.rawBytes.isEmpty
  }

  private struct RowState {
    var inQuotes = false
    var previousWasReturn = false
    var lineStart = 0
  }

  /// Moves `position` to the end of the row or of the window; true where the row ends there.
  private func scan(_ state: inout RowState) -> Bool {
    let rules = row.rules
    let already = row.rawBytes.count - position
    while position < filled {
      let byte = window[position]
      if byte == rules.quote {
        state.inQuotes.toggle()
        row.hasQuotes = true
        if state.inQuotes { quoteOpened = (line, already + position - state.lineStart + 1) }
      } else if state.inQuotes {
        let isReturn = byte == UInt8(ascii: "\r")
        if isReturn || byte == UInt8(ascii: "\n") {
          if isReturn || !state.previousWasReturn { line += 1 }
          state.lineStart = already + position + 1
        }
      } else if byte == rules.delimiter {
        row.ends.append(already + position)
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        return true
      }
      state.previousWasReturn = byte == UInt8(ascii: "\r")
      position += 1
    }
    return false
  }

  /// A field or row without end is refused before it fills the memory.
  private func checkLength(_ state: RowState) throws(IntakeError) {
    let fieldStart = row.ends.last.map { $0 + 1 } ?? 0
    let fieldTooLong = row.rawBytes.count - fieldStart > longestField
    guard fieldTooLong || row.rawBytes.count > longestField * 16 else { return }
    let place = row.place(of: fieldStart)
    throw .refused(
      issues: [
        InputIssue(
          file: row.file, line: place.line, column: place.column,
          expected: "a field of at most \(longestField) bytes",
          found: state.inQuotes
            ? "a longer one, in quotes that opened at line \(quoteOpened.line)"
            : fieldTooLong ? "a longer one" : "a row without end")
      ], total: 1)
  }
}
