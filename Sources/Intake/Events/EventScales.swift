internal import Synchronization
internal import Treatment

/// The scales that a table of assessments names, places in the catalogue.
///
/// Nothing but the column is looked at; a name that is none is left to the reading that follows. Where a declaration gives
/// scales, it is believed: those of its wide columns, its constant, and whatever its value maps may give.
struct EventScales {
  private let rows: DelimitedRows
  private let catalogue: Catalogue
  private let declared: Set<Int>
  /// `nil` where the declaration says it all.
  private let column: Int?

  init(_ table: EventTable, in catalogue: Catalogue) {
    rows = table.rows
    self.catalogue = catalogue
    if !table.wide.isEmpty {
      (declared, column) = (Set(table.wide.map(\.scale)), nil)
    } else if let scale = table.table.constants["scale"] {
      (declared, column) = (Set([catalogue.scale(named: scale)].compactMap { $0 }), nil)
    } else {
      var names: [String] = []
      for map in table.table.values {
        for targets in Array(map.cases.values) + [map.otherwise ?? [:]] {
          names += [targets["scale"]].compactMap { $0 }
        }
      }
      declared = Set(names.compactMap { catalogue.scale(named: $0) })
      column = rows.header.firstIndex(of: table.table.columns["scale"] ?? "scale")
    }
  }

  /// On this thread; `nil` where the table has to be read row by row.
  func found() throws(IntakeError) -> Set<Int>? {
    guard let column else { return declared }
    var search = try Search(rows, column, catalogue)
    guard try search.read(rows.body..<rows.size) else { return nil }
    return declared.union(search.found)
  }

  /// On several threads.
  func found(threads: Int) async throws(IntakeError) -> Set<Int>? {
    guard let column else { return declared }
    let parts = try EventParts([rows], order: .bytes).parts()
    let board = PartBoard(parts: parts.count, tables: 0)
    let all = Mutex(declared)
    await runWorkers(max(1, min(threads, parts.count))) { [rows, catalogue] in
      do throws(IntakeError) {
        var search = try Search(rows, column, catalogue)
        while let part = board.take() {
          guard try search.read(parts[part].ranges[0]) else { return board.stop() }
        }
        let found = search.found
        all.withLock { $0.formUnion(found) }
      } catch {
        board.stop(for: error)
      }
    }
    guard try board.counts() != nil else { return nil }
    return all.withLock { $0 }
  }

  /// What one worker keeps.
  private struct Search {
    var found: Set<Int> = []
    private let masks = KeyMasks()
    private let cursor: RowCursor
    private let column: Int
    private let catalogue: Catalogue
    private var texts: CellTexts<Int>

    init(_ rows: DelimitedRows, _ column: Int, _ catalogue: Catalogue) throws(IntakeError) {
      cursor = try RowCursor(rows)
      self.column = column
      self.catalogue = catalogue
      texts = CellTexts(masks.masks)
    }

    /// False where a row has to be looked at.
    mutating func read(_ part: Range<Int>) throws(IntakeError) -> Bool {
      try cursor.begin(part)
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
      return !cursor.isOdd
    }
  }
}
