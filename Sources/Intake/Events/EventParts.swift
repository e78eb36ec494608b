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

  /// Bytes of the largest file in a part.
  static let partBytes = 4 << 20
  private static let block = 1 << 16

  let tables: [EventTable]
  let order: PatientOrder
  private let files: [ByteFile]

  init(_ tables: [EventTable], order: PatientOrder) throws(IntakeError) {
    self.tables = tables
    self.order = order
    var files: [ByteFile] = []
    for table in tables { files.append(try ByteFile(path: table.table.path)) }
    self.files = files
  }

  func parts(of partBytes: Int = EventParts.partBytes) throws(IntakeError) -> [Part] {
    let largest = tables.indices.max { tables[$0].size < tables[$1].size } ?? 0
    let bytes = tables[largest].size - tables[largest].body
    var parts: [Part] = []
    var starts = tables.map(\.body)
    var low: [UInt8]?
    for number in 1..<max(1, (bytes + partBytes - 1) / partBytes) {
      guard
        let cut = try firstRow(of: largest, from: tables[largest].body + number * partBytes, isStart: false)?
          .patient,
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
      if order.precedes(row.patient, cut) { low = row.start } else { high = middle }
    }
    var start = low
    var isStart = true
    while let row = try firstRow(of: place, from: start, isStart: isStart) {
      if !order.precedes(row.patient, cut) { return row.start }
      (start, isStart) = (row.next, true)
    }
    return tables[place].size
  }

  /// The first row that starts at a place or after it, unless the file ends before; `isStart` where one starts there.
  private func firstRow(
    of place: Int, from offset: Int, isStart: Bool
  ) throws(IntakeError) -> (start: Int, next: Int, patient: [UInt8])? {
    var size = 1 << 12
    let from = isStart ? offset : offset - 1
    while true {
      let wanted = min(size, tables[place].size - from)
      if wanted <= 0 { return nil }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 1)
      defer { buffer.deallocate() }
      let filled = try files[place].read(into: buffer, from: from)
      let bytes = buffer.bindMemory(to: UInt8.self)
      let atEnd = from + filled >= tables[place].size
      var start = 0
      if !isStart { start = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? filled) + 1 }
      while start < filled {
        let end = bytes[start..<filled].firstIndex(of: UInt8(ascii: "\n"))
        guard end != nil || atEnd else { break }
        let row = CSVRow(file: "", rules: tables[place].rules)
        var line = Array(bytes[start..<(end ?? filled)])
        if line.last == 13 { line.removeLast() }
        if line.isEmpty {
          start = (end ?? filled) + 1
          continue
        }
        row.refill(bytes: line, line: 1)
        let patient = tables[place].patient < row.count ? row.bytes(tables[place].patient) : []
        return (from + start, from + (end.map { $0 + 1 } ?? filled), patient)
      }
      if atEnd { return nil }
      size *= 4
    }
  }

  /// The order that the first rows of every file follow; bytes where they follow none.
  static func order(of tables: [EventTable]) throws(IntakeError) -> PatientOrder {
    var orders = PatientOrder.allCases
    for table in tables {
      let file = try ByteFile(path: table.table.path)
      let cursor = try TableCursor(table, file: file, part: table.body..<table.size)
      var before: [UInt8] = []
      for _ in 0..<PatientRows.windowRows where cursor.hasRow {
        let next = Array(cursor.patient)
        if !before.isEmpty { orders.removeAll { $0.precedes(next, before) } }
        before = next
        try cursor.advance()
      }
    }
    return orders.first ?? .bytes
  }
}
