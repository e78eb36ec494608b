/// A line of a delimited file as it is put together, cell by cell, behind the bytes of the lines before it.
@usableFromInline package struct CSVLine {
  package private(set) var bytes: [UInt8]
  private var isFirst = true

  package init(_ bytes: consuming [UInt8]) { self.bytes = bytes }

  private mutating func begin() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// A cell that is quoted already where it has to be.
  package mutating func add(_ cell: [UInt8]) {
    begin()
    bytes.append(contentsOf: cell)
  }

  package mutating func add(_ cell: String) {
    begin()
    let isAdded: Void? = cell.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isAdded == nil { bytes.append(contentsOf: cell.utf8) }
  }

  package mutating func add(_ number: Int) {
    begin()
    digits(number)
  }

  /// A score; nothing where there is none.
  package mutating func add(_ score: Double?) {
    begin()
    guard let score, !score.isNaN else { return }
    if score == score.rounded(), abs(score) < 1e9 {
      digits(Int(score))
    } else {
      bytes.append(contentsOf: "\(score)".utf8)
    }
  }

  package mutating func end() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func digits(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    // Most numbers are days and scores.
    if magnitude < 100 {
      if magnitude >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(magnitude / 10)) }
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
      return
    }
    var unit: UInt = 1
    while magnitude / unit >= 10 { unit *= 10 }
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude / unit % 10))
      unit /= 10
    }
  }

  /// A cell with quotes around it where it needs them.
  package static func quoted(_ cell: [UInt8]) -> [UInt8] {
    guard cell.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
    let quote = UInt8(ascii: "\"")
    return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
