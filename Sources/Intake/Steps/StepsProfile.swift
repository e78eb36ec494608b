/// Takes the kind of every cell of every row; one a worker.
final class StepsProfile {
  private struct Cells {
    var missing = 0
    var wholes = 0
    var decimals = 0
    var texts = 0
    var lowest = Double.infinity
    var highest = -Double.infinity
    var isIdentifier = false
    var hasOwnWords = false
    var hasOtherTexts = false
    var view: TextTable.View

    @inline(__always) mutating func add(_ value: Double) {
      let isWhole = value == value.rounded(.towardZero)
      wholes &+= isWhole ? 1 : 0
      decimals &+= isWhole ? 0 : 1
      lowest = value < lowest ? value : lowest
      highest = value > highest ? value : highest
    }
  }

  private static let text: UInt32 = 0
  private static let missing: UInt32 = 1

  private let layout: StepsLayout
  private let fields: Int
  private let cells: UnsafeMutablePointer<Cells>
  private let tables: [TextTable]
  private var fingerprints: [Set<UInt64>]
  /// The words of columns that have their own, by column.
  private var words: [[String]?]

  init(layout: StepsLayout) {
    self.layout = layout
    fields = layout.header.count
    tables = layout.header.map { _ in TextTable() }
    fingerprints = layout.header.map { _ in [] }
    words = layout.header.map { _ in nil }
    for column in StepsColumn.worded {
      if let place = layout.places[column.rawValue] { words[place] = column.words }
    }
    cells = .allocate(capacity: fields)
    for column in 0..<fields {
      (cells + column).initialize(to: Cells(view: tables[column].view))
      cells[column].isIdentifier = column == layout.patient
      cells[column].hasOwnWords = words[column] != nil
    }
  }

  deinit { cells.deallocate() }

  /// Takes the cells of a plain row; false where one of them needs the row-by-row reader's word.
  ///
  /// Never inlined: the walk is one function as it is, and beyond some size the compiler leaves the reading of a row's main cells
  /// out of it.
  @inline(never) func add(row place: Int, _ row: PlainStepReader) -> Bool {
    let (data, places, masks, numbers) = (row.data, row.places, row.masks, row.numbers)
    let returnColumn = row.returnColumn
    for column in 0..<fields {
      let start = Int(places[place &+ column &- 1] &+ 1)
      var end = Int(places[place &+ column])
      if column == returnColumn, end > start, data[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
      let cell = cells + column
      if end == start {
        cell.pointee.missing &+= 1
      } else if cell.pointee.isIdentifier {
        cell.pointee.texts &+= 1
      } else if !cell.pointee.hasOwnWords, let value = numbers.number(data + end, end &- start) {
        cell.pointee.add(value)
      } else if let known = cell.pointee.view.value(.init(data + start, end &- start, masks: masks)) {
        cell.pointee.texts &+= known == Self.text ? 1 : 0
        cell.pointee.missing &+= known == Self.text ? 0 : 1
      } else if !add(column, UnsafeBufferPointer(start: data + start, count: end &- start)) {
        return false
      }
    }
    return true
  }

  /// Takes the cells of any row whose checks have been made.
  func add(_ row: CSVRow) {
    for column in 0..<fields { _ = row.withBytes(column) { add(column, $0) } }
  }

  /// Whether the cell passes its column's check; then it is counted.
  private func add(_ column: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isMissing = layout.rules.isMissing(bytes)
    if !isMissing, let words = words[column], !words.contains(where: { $0.utf8.elementsEqual(bytes) }) {
      return false
    }
    if isMissing {
      cells[column].missing += 1
      remember(column, bytes, Self.missing)
    } else if column == layout.patient {
      cells[column].texts += 1
    } else if !cells[column].hasOwnWords,
      let value = DecimalText.double(bytes, mark: layout.rules.decimalMark)
    {
      cells[column].add(value)
    } else {
      cells[column].texts += 1
      if !cells[column].hasOtherTexts {
        cells[column].hasOtherTexts = CalendarDay.number(of: String(decoding: bytes, as: UTF8.self)) == nil
      }
      if fingerprints[column].count <= ColumnProfile.limit {
        fingerprints[column].insert(TextTable.hash(of: bytes))
        remember(column, bytes, Self.text)
      }
    }
    return true
  }

  private func remember(_ column: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ value: UInt32) {
    if tables[column].value(bytes) == nil { tables[column].insert(bytes, value: value) }
    cells[column].view = tables[column].view
  }

  func result(patients: Int) -> StepsCheck {
    var check = StepsCheck(header: layout.header)
    check.patients = patients
    for column in 0..<fields {
      let cell = cells[column]
      check.columns[column].missing = cell.missing
      check.columns[column].wholes = cell.wholes
      check.columns[column].decimals = cell.decimals
      check.columns[column].texts = cell.texts
      check.columns[column].hasOtherTexts = cell.hasOtherTexts || cell.isIdentifier
      if cell.wholes + cell.decimals > 0 {
        check.columns[column].lowest = cell.lowest
        check.columns[column].highest = cell.highest
      }
      check.columns[column].add(fingerprints: Array(fingerprints[column]))
    }
    return check
  }
}
