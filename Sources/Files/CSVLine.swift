/// A line of a delimited file as it is put together, cell by cell, behind the bytes of the lines before it.
@usableFromInline package struct CSVLine {
  @usableFromInline package private(set) var bytes: [UInt8]
  @usableFromInline var isFirst = true

  @inlinable package init(_ bytes: consuming [UInt8]) { self.bytes = bytes }

  @inlinable mutating func begin() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// A cell that is quoted already where it has to be.
  @inlinable package mutating func add(_ cell: [UInt8]) {
    begin()
    bytes.append(contentsOf: cell)
  }

  @inlinable package mutating func add(_ cell: String) {
    begin()
    let isAdded: Void? = cell.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isAdded == nil { bytes.append(contentsOf: cell.utf8) }
  }

  @inlinable package mutating func add(_ number: Int) {
    begin()
    digits(number)
  }

  /// A score; nothing where there is none.
  @inlinable package mutating func add(_ score: Double?) {
    begin()
    guard let score, !score.isNaN else { return }
    if score == score.rounded(), abs(score) < 1e9 {
      digits(Int(score))
    } else {
      bytes.append(contentsOf: "\(score)".utf8)
    }
  }

  /// A number of hundredths, not negative, with no zero at its end.
  @inlinable package mutating func add(hundredths: Int) {
    begin()
    digits(hundredths / 100)
    let rest = hundredths % 100
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
  }

  @inlinable package mutating func end() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  @inlinable mutating func digits(_ number: Int) {
    bytes.append(addingCapacity: 20) { $0.append(digitsOf: number) }
  }

  /// A cell with quotes around it where it needs them.
  package static func quoted(_ cell: [UInt8]) -> [UInt8] {
    guard cell.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
    let quote = UInt8(ascii: "\"")
    return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
