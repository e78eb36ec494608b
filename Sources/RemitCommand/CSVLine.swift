/// A line of a delimited file as it is put together, cell by cell, behind the bytes of the lines before it.
struct CSVLine {
  private(set) var bytes: [UInt8]
  private var isFirst = true

  init(_ bytes: consuming [UInt8]) { self.bytes = bytes }

  private mutating func begin() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// A cell that is quoted already where it has to be.
  mutating func add(_ cell: [UInt8]) {
    begin()
    bytes.append(contentsOf: cell)
  }

  mutating func add(_ cell: String) {
    begin()
    bytes.append(contentsOf: cell.utf8)
  }

  mutating func add(_ number: Int) {
    begin()
    digits(number)
  }

  /// A score; nothing where there is none.
  mutating func add(_ score: Double?) {
    begin()
    guard let score, !score.isNaN else { return }
    if score == score.rounded(), abs(score) < 1e9 {
      digits(Int(score))
    } else {
      bytes.append(contentsOf: "\(score)".utf8)
    }
  }

  mutating func end() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func digits(_ number: Int) {
    var rest = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[first...].reverse()
  }

  /// A cell with quotes around it where it needs them.
  static func quoted(_ cell: [UInt8]) -> [UInt8] {
    guard cell.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    let quote = UInt8(ascii: "\"")
    return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
