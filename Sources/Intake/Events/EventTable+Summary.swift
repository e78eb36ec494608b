internal import Synchronization
internal import Treatment

extension EventTable {
  /// The physical lines on which rows start.
  func lines(at offsets: [Int]) throws(IntakeError) -> [Int] {
    var count = LineCount(try ByteFile(path: rows.path), from: 0, line: 1)
    var result: [Int] = []
    for offset in offsets.sorted() { result.append(try count.line(at: offset)) }
    return result
  }

  /// Types and missing values of the file's columns, by parts on all threads; `nil` where it has to be read row by row.
  ///
  /// The same as ``FileSummary/init(of:windowBytes:)`` gives of the same rows.
  func summary(threads: Int) async throws(IntakeError) -> FileSummary? {
    let parts = try EventParts([rows], order: .bytes).parts()
    let board = PartBoard(parts: parts.count, tables: 1)
    let empty = rows.header.enumerated().map { place, name in
      ColumnSummary(name: name, kind: place == rows.keyField ? .text : .empty)
    }
    let merged = Mutex(empty)
    let table = self
    await runWorkers(max(1, min(threads, parts.count))) {
      do throws(IntakeError) {
        let cursor = try RowCursor(table.rows)
        var cells = EventCells(table.rows.rules)
        defer { cells.deallocate() }
        var own = empty
        var rows = 0
        while let part = board.take() {
          try cursor.begin(parts[part].ranges[0])
          while cursor.hasRow {
            for field in own.indices { own[field].take(cursor.field(field), &cells) }
            try cursor.advance()
          }
          if cursor.isOdd { return board.stop() }
          rows += cursor.rows
        }
        board.add(rows: [rows])
        let columns = own
        merged.withLock { all in
          for field in all.indices {
            all[field].missing += columns[field].missing
            all[field].kind = all[field].kind.joined(with: columns[field].kind)
          }
        }
      } catch {
        board.stop(for: error)
      }
    }
    guard let counts = try board.counts() else { return nil }
    return FileSummary(name: table.table.file, rows: counts.rows[0], columns: merged.withLock { $0 })
  }
}

extension ColumnSummary {
  @inline(__always)
  fileprivate mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ cells: inout EventCells) {
    guard let first = bytes.first else {
      missing += 1
      return
    }
    // What begins with a sign of its own and can be no code is something.
    let isThere = first > 0x20 && cells.rules.missingCodes.isEmpty
    if kind == .text, isThere { return }
    if isThere, kind == .wholeNumber || kind == .number, cells.isPlainWhole(bytes) { return }
    judge(bytes, cells.rules)
  }

  private mutating func judge(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: CSVFieldRules) {
    if rules.isMissing(bytes) {
      missing += 1
      return
    }
    if kind == .text { return }
    kind = kind.joined(with: Kind(of: bytes, mark: rules.decimalMark))
  }
}
