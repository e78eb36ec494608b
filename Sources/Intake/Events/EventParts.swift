internal import Treatment

/// Cuts the files of a cohort that is sorted by patient into parts: each holds all rows of its patients.
///
/// Where the cuts lie hangs on the files alone, so no result depends on threads. Files that are not sorted are cut
/// somewhere as well; the reading of the parts finds that out.
struct EventParts {
  /// A part: a range of bytes of each file, and the patients between which it lies.
  struct Part {
    var ranges: [Range<Int>]
    /// The first patient who may be in it; `nil` for the first part.
    var low: [UInt8]?
    /// The first patient who is in a later part; `nil` for the last part.
    var high: [UInt8]?
  }

  /// A stretch of so many bytes is looked through row by row, each of which is a reading of its own.
  private static let block = 1 << 8

  let tables: [DelimitedRows]
  let order: KeyOrder
  private let files: [ByteFile]

  init(_ tables: [DelimitedRows], order: KeyOrder) throws(IntakeError) {
    self.tables = tables
    self.order = order
    var files: [ByteFile] = []
    for table in tables { files.append(try ByteFile(path: table.path)) }
    self.files = files
  }

  func parts(of partBytes: Int = IntakeOptions.partBytes) throws(IntakeError) -> [Part] {
    let largest = tables.indices.max { tables[$0].size < tables[$1].size } ?? 0
    let bytes = tables[largest].size - tables[largest].body
    var parts: [Part] = []
    var starts = tables.map(\.body)
    var low: [UInt8]?
    for number in 1..<max(1, (bytes + partBytes - 1) / partBytes) {
      guard
        let cut = try firstRow(of: largest, from: tables[largest].body + number * partBytes, isStart: false)?
          .key,
        low.map({ order.precedes($0, cut) }) ?? true
      else { continue }
      var ends: [Int] = []
      for place in tables.indices { ends.append(try start(of: cut, in: place, from: starts[place])) }
      // A cut inside of the first patient leaves nothing before it.
      if ends == starts { continue }
      parts.append(Part(ranges: zip(starts, ends).map { $0..<max($0, $1) }, low: low, high: cut))
      (starts, low) = (zip(starts, ends).map(max), cut)
    }
    parts.append(Part(ranges: zip(starts, tables).map { $0..<max($0, $1.size) }, low: low, high: nil))
    return parts
  }

  /// The first row of a file whose patient is `cut` or a later one, from the start of a row on.
  private func start(of cut: [UInt8], in place: Int, from: Int) throws(IntakeError) -> Int {
    var low = from
    var high = tables[place].size
    while high - low > Self.block {
      let middle = low + (high - low) / 2
      guard let row = try firstRow(of: place, from: middle, isStart: false), row.start < high else {
        high = middle
        continue
      }
      if order.precedes(row.key, cut) { low = row.start } else { high = middle }
    }
    var start = low
    var isStart = true
    while let row = try firstRow(of: place, from: start, isStart: isStart) {
      if !order.precedes(row.key, cut) { return row.start }
      (start, isStart) = (row.next, true)
    }
    return tables[place].size
  }

  private func firstRow(
    of place: Int, from offset: Int, isStart: Bool
  ) throws(IntakeError) -> (start: Int, next: Int, key: [UInt8])? {
    try tables[place].firstRow(from: offset, isStart: isStart, files[place])
  }

  /// The order that the first rows of every file follow, bytes where they follow none, and whether they all do.
  ///
  /// A file that ends within its first rows is sorted quickly, so it has no say in the order.
  static func order(of tables: [DelimitedRows]) throws(IntakeError) -> (order: KeyOrder, isFollowed: Bool) {
    var wanted = KeyOrder.allCases
    var followed = KeyOrder.allCases
    for table in tables {
      let cursor = try RowCursor(table, part: table.body..<table.size)
      var before: [UInt8] = []
      var orders = KeyOrder.allCases
      for _ in 0..<PatientRows.windowRows where cursor.hasRow {
        let next = Array(cursor.key)
        if !before.isEmpty { orders.removeAll { $0.precedes(next, before) } }
        before = next
        try cursor.advance()
      }
      if cursor.hasRow { wanted.removeAll { !orders.contains($0) } }
      followed.removeAll { !orders.contains($0) }
    }
    let order = wanted.first ?? .bytes
    return (order, followed.contains(order))
  }
}
