internal import Treatment

extension EventTable {
  /// The physical lines on which rows start.
  func lines(at offsets: [Int]) throws(IntakeError) -> [Int] {
    var count = LineCount(try ByteFile(path: rows.path), from: 0, line: 1)
    var result: [Int] = []
    for offset in offsets.sorted() { result.append(try count.line(at: offset)) }
    return result
  }
}

/// Types and missing values of a file's columns, taken row by row; one a table and reader.
///
/// The same as ``FileSummary/init(of:windowBytes:)`` gives of the same rows.
struct ColumnKinds {
  private(set) var columns: [ColumnSummary]
  private let cells: EventCells

  init(_ rows: DelimitedRows, _ cells: EventCells) {
    self.cells = cells
    columns = rows.header.enumerated().map { place, name in
      ColumnSummary(name: name, kind: place == rows.keyField ? .text : .empty)
    }
  }

  /// Takes the row at hand.
  @inline(__always)
  mutating func take(_ cursor: RowCursor) {
    for field in columns.indices { columns[field].take(cursor.field(field), cells) }
  }
}

extension ColumnSummary {
  mutating func merge(_ other: ColumnSummary) {
    missing += other.missing
    kind = kind.joined(with: other.kind)
  }

  @inline(__always)
  fileprivate mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ cells: EventCells) {
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
