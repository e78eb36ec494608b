/// How fields are told from each other and read, fixed for one file.
@usableFromInline
package struct CSVFieldRules: Sendable {
  package var delimiter: UInt8
  @usableFromInline package var quote: UInt8
  package var decimalMark: UInt8
  package var missingCodes: [[UInt8]]

  package init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter
    quote = dialect.quote
    decimalMark = dialect.decimalMark
    missingCodes = dialect.missingCodes.map { Array($0.utf8) }
  }

  /// Nothing, only spaces, or a declared missing code.
  package func isMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var blank = true
    for byte in bytes where !DecimalText.isSpace(byte) {
      blank = false
      break
    }
    return blank || missingCodes.contains { $0.count == bytes.count && $0.elementsEqual(bytes) }
  }
}

/// One row of a delimited file, as it stands in the file.
///
/// Not: kept. The reader refills the same row; copy what is needed, ``rawBytes`` to read it again later.
public final class CSVRow {
  /// The file's name inside the cohort folder.
  public let file: String
  @usableFromInline package let rules: CSVFieldRules

  /// Physical line on which the row starts, from 1.
  public internal(set) var line = 1
  /// The byte of the file at which the row starts, after any transcoding, from 0.
  public package(set) var offset = 0
  /// The row as it stands, without its line ending.
  public internal(set) var rawBytes: [UInt8] = []
  /// The line ending that followed; empty where the file ends without one.
  public package(set) var ending: [UInt8] = [UInt8(ascii: "\n")]
  /// Where each field ends in `rawBytes`.
  package var ends: [Int] = []
  @usableFromInline package var hasQuotes = false

  package init(file: String, rules: CSVFieldRules) {
    self.file = file
    self.rules = rules
  }

  /// A row from bytes that were kept: what ``rawBytes`` and ``line`` gave.
  public convenience init(
    bytes: some Sequence<UInt8>, line: Int, file: String, dialect: CSVDialect = CSVDialect()
  ) {
    self.init(file: file, rules: CSVFieldRules(dialect))
    refill(bytes: bytes, line: line)
  }

  /// Puts other kept bytes into this row, which spares a new one for each of millions.
  public func refill(bytes: some Sequence<UInt8>, line: Int) {
    self.line = line
    rawBytes.removeAll(keepingCapacity: true)
    rawBytes.append(contentsOf: bytes)
    split()
  }

  package func split() {
    ends.removeAll(keepingCapacity: true)
    hasQuotes = false
    var inQuotes = false
    for (index, byte) in rawBytes.enumerated() {
      if byte == rules.quote {
        inQuotes.toggle()
        hasQuotes = true
      } else if byte == rules.delimiter, !inQuotes {
        ends.append(index)
      }
    }
    ends.append(rawBytes.count)
  }

  /// How many fields the row has.
  public var count: Int { ends.count }

  @usableFromInline
  package func range(of field: Int) -> Range<Int> {
    (field == 0 ? 0 : ends[field - 1] + 1)..<ends[field]
  }

  /// The field's bytes without the quotes around it and with doubled quotes as one.
  @inlinable
  public func withBytes<R>(_ field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = range(of: field)
    return rawBytes.withUnsafeBufferPointer { raw in
      let bytes = UnsafeBufferPointer(rebasing: raw[range])
      guard hasQuotes, bytes.first == rules.quote, bytes.count >= 2 else { return body(bytes) }
      let inner = UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1])
      guard inner.contains(rules.quote) else { return body(inner) }
      var unescaped: [UInt8] = []
      var previousWasQuote = false
      for byte in inner {
        previousWasQuote = byte == rules.quote && !previousWasQuote
        if !previousWasQuote { unescaped.append(byte) }
      }
      return unescaped.withUnsafeBufferPointer(body)
    }
  }

  public func bytes(_ field: Int) -> [UInt8] { withBytes(field) { Array($0) } }

  public func text(_ field: Int) -> String { withBytes(field) { String(decoding: $0, as: UTF8.self) } }

  /// Whether the field is empty, blank or a declared missing code.
  public func isMissing(_ field: Int) -> Bool { withBytes(field) { rules.isMissing($0) } }

  /// The double nearest to the decimal in the field, the same bits as `strtod`; `nil` for anything else.
  public func number(_ field: Int) -> Double? {
    withBytes(field) { DecimalText.double($0, mark: rules.decimalMark) }
  }

  public func integer(_ field: Int) -> Int? { withBytes(field) { DecimalText.integer($0) } }

  /// The physical line on which the field starts.
  public func line(of field: Int) -> Int { place(of: range(of: field).lowerBound).line }

  /// The byte in its line at which the field starts, from 1.
  public func column(_ field: Int) -> Int { place(of: range(of: field).lowerBound).column }

  /// Line and column of a byte of the row.
  package func place(of index: Int) -> (line: Int, column: Int) {
    var place = (line: line, column: 1)
    var previous: UInt8 = 0
    for byte in rawBytes[..<index] {
      if byte == UInt8(ascii: "\n") || previous == UInt8(ascii: "\r") {
        place = (place.line + 1, byte == UInt8(ascii: "\n") ? 1 : 2)
      } else {
        place.column += 1
      }
      previous = byte
    }
    return previous == UInt8(ascii: "\r") ? (place.line + 1, 1) : place
  }
}
