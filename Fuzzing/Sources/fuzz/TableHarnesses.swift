import Foundation
import Remit

/// The reader of delimited files, through windows of two sizes and beside a slow obvious one.
enum CSVHarness: Harness {
  static let name = "csv"

  static func attack(_ bytes: [UInt8]) throws {
    let small = rows(bytes, window: 4)
    let large = rows(bytes, window: 1 << 16)
    precondition(small == large, "The window's size changes what is read.")
    guard let read = large, let obvious = SlowRows.rows(bytes) else { return }
    precondition(read == obvious, "The slow reader reads something else.")
  }

  /// Rows of fields; `nil` where anything was refused.
  private static func rows(_ bytes: [UInt8], window: Int) -> [[[UInt8]]]? {
    do {
      let reader = try CSVReader(source: MemoryBytes(bytes), name: "t.csv", windowBytes: window)
      var result = [reader.header.map { Array($0.utf8) }]
      while let row = try reader.next() { result.append((0..<row.count).map { row.bytes($0) }) }
      try reader.finish()
      return result
    } catch { return nil }
  }
}

/// A reader that knows nothing of windows: a quote toggles, a delimiter or line ending outside quotes ends a field.
enum SlowRows {
  static func rows(_ bytes: [UInt8]) -> [[[UInt8]]]? {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var field: [UInt8] = []
    var isQuoted = false
    func ended() {
      if !row.isEmpty || !field.isEmpty { rows.append((row + [field]).map(plain)) }
      (row, field) = ([], [])
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        field.append(byte)
      case UInt8(ascii: ",") where !isQuoted:
        row.append(field)
        field = []
      case UInt8(ascii: "\n") where !isQuoted, UInt8(ascii: "\r") where !isQuoted: ended()
      default: field.append(byte)
      }
    }
    ended()
    // Names of columns are texts, and a text's bytes may be others than the file's where these are no UTF-8.
    return String(validating: bytes, as: UTF8.self) == nil ? nil : rows
  }

  private static func plain(_ field: [UInt8]) -> [UInt8] {
    guard field.count > 1, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") else {
      return field
    }
    var result: [UInt8] = []
    var place = 1
    while place < field.count - 1 {
      result.append(field[place])
      place += field[place] == UInt8(ascii: "\"") ? 2 : 1
    }
    return result
  }
}

/// Numbers, beside the C library.
enum NumbersHarness: Harness {
  static let name = "numbers"

  static func attack(_ bytes: [UInt8]) throws {
    guard bytes.count < 400,
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") && $0 != 34 })
    else {
      return
    }
    let reader = try CSVReader(
      source: MemoryBytes(Array("a,b\n".utf8) + bytes + Array(",x\n".utf8)), name: "t.csv")
    guard let row = try reader.next() else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    if let number = row.number(0) {
      precondition(
        number.isNaN || number.bitPattern == Double(text)?.bitPattern, "Another number than strtod's.")
    }
    if let number = row.integer(0) { precondition(number == Int(text), "Another whole number than Int's.") }
  }
}

/// A compressed file is read as its text, or refused.
enum GzipHarness: Harness {
  static let name = "gz"

  static func attack(_ bytes: [UInt8]) throws {
    let path = try Scratch.write(bytes, to: "t.csv.gz")
    let source = try openBytes(path: path)
    let reader = try CSVReader(source: source, name: "t.csv.gz")
    var rows = 0
    while try reader.next() != nil, rows < 10_000 { rows += 1 }
  }
}
