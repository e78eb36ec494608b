/// The cells of one row of a steps file, found by what their columns mean.
protocol StepCells {
  var row: CSVRow { get }
  /// Whether the column is there and read.
  func reads(_ column: StepsColumn) -> Bool
  func isMissing(_ column: StepsColumn) -> Bool
  /// The cell's bytes, a missing code among them; none where nothing gives the column.
  func withBytes<R>(_ column: StepsColumn, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R
  func number(_ column: StepsColumn) -> Double?
  /// The field to point at where the cell is wrong.
  func field(_ column: StepsColumn) -> Int
  /// What the file calls the column; its canonical name where the file does not have it.
  func name(_ column: StepsColumn) -> String
}

/// The cells of a file that has a column for each thing.
struct StepsFileCells: StepCells {
  /// By column; `nil` for those that are not read.
  let places: [Int?]
  let header: [String]
  let row: CSVRow

  @inline(__always) func reads(_ column: StepsColumn) -> Bool { places[column.rawValue] != nil }
  @inline(__always) func isMissing(_ column: StepsColumn) -> Bool {
    places[column.rawValue].map(row.isMissing) ?? true
  }

  @inline(__always) func withBytes<R>(_ column: StepsColumn, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    guard let place = places[column.rawValue] else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return row.withBytes(place, body)
  }

  @inline(__always) func number(_ column: StepsColumn) -> Double? {
    places[column.rawValue].flatMap(row.number)
  }
  @inline(__always) func field(_ column: StepsColumn) -> Int { places[column.rawValue] ?? 0 }
  @inline(__always) func name(_ column: StepsColumn) -> String {
    places[column.rawValue].map { header[$0] } ?? column.name
  }
}

/// The cells of a table whose columns may be mapped or constant.
struct StepsTableCells: StepCells {
  let table: TableDecoder
  let row: CSVRow

  private func slot(_ column: StepsColumn) -> Int? { table.stepSlots[column.rawValue] }

  private func cell(_ column: StepsColumn) -> TableDecoder.Cell {
    slot(column).map { table.cell($0, in: row) } ?? .missing
  }

  func reads(_ column: StepsColumn) -> Bool { slot(column) != nil }
  func isMissing(_ column: StepsColumn) -> Bool { if case .missing = cell(column) { true } else { false } }

  func withBytes<R>(_ column: StepsColumn, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    switch cell(column) {
    case .missing: return body(UnsafeBufferPointer(start: nil, count: 0))
    case .field(let field): return row.withBytes(field, body)
    case .text(var text): return text.withUTF8(body)
    }
  }

  func number(_ column: StepsColumn) -> Double? {
    switch cell(column) {
    case .missing: nil
    case .field(let field): row.number(field)
    // As YAML writes a number, whatever the file's decimal mark.
    case .text(let text): Double(text)
    }
  }

  func field(_ column: StepsColumn) -> Int { table.field(of: column) }
  func name(_ column: StepsColumn) -> String { table.name(of: column) }
}
