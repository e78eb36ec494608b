internal import Synchronization
internal import Treatment

extension EventTable {
  /// The same on one thread.
  func scales(in catalogue: Catalogue) throws(IntakeError) -> Set<Int>? {
    guard field("scale") >= 0 else { return nil }
    let masks = KeyMasks()
    var texts = CellTexts<Int>(masks.masks)
    var found: Set<Int> = []
    let cursor = try TableCursor(self, file: try ByteFile(path: table.path), part: body..<size)
    try collect(cursor, catalogue, &texts, &found)
    return cursor.isOdd ? nil : found
  }

  private func collect(
    _ cursor: TableCursor, _ catalogue: Catalogue, _ texts: inout CellTexts<Int>, _ found: inout Set<Int>
  ) throws(IntakeError) {
    let column = field("scale")
    var last = -1
    while cursor.hasRow {
      let place = texts.value(cursor.field(column)) { bytes in
        catalogue.scale(named: String(decoding: bytes, as: UTF8.self)) ?? -1
      }
      if let place, place != last, place >= 0 {
        found.insert(place)
        last = place
      }
      try cursor.advance()
    }
  }

  /// The scales that a table of assessments names, places in the catalogue; `nil` where it has to be read row by row.
  ///
  /// Nothing but the column is looked at; a name that is none is left to the reading that follows.
  func scales(in catalogue: Catalogue, threads: Int) async throws(IntakeError) -> Set<Int>? {
    guard field("scale") >= 0 else { return nil }
    let parts = try EventParts([self], order: .bytes).parts()
    let board = PartBoard(parts: parts.count, tables: 0)
    let found = Mutex(Set<Int>())
    let table = self
    await runWorkers(max(1, min(threads, parts.count))) {
      do throws(IntakeError) {
        let file = try ByteFile(path: table.table.path)
        let masks = KeyMasks()
        var texts = CellTexts<Int>(masks.masks)
        var own: Set<Int> = []
        let cursor = TableCursor(table, file: file)
        while let part = board.take() {
          try cursor.begin(parts[part].ranges[0])
          try table.collect(cursor, catalogue, &texts, &own)
          if cursor.isOdd { return board.stop() }
        }
        found.withLock { $0.formUnion(own) }
      } catch {
        board.stop(for: error)
      }
    }
    guard try board.counts() != nil else { return nil }
    return found.withLock { $0 }
  }
}
