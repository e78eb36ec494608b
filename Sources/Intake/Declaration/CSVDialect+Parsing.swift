extension CSVDialect {
  static let keys = ["delimiter", "quote", "decimal", "missing", "encoding", "skip_rows"]

  /// Overrides what the entries name.
  mutating func read(_ entries: [String: YAMLValue]) throws(IntakeError) {
    if let value = entries["delimiter"] {
      delimiter = try value.text() == "tab" ? UInt8(ascii: "\t") : Self.mark(value)
    }
    if let value = entries["quote"] { quote = try Self.mark(value) }
    if let value = entries["decimal"] { decimalMark = try Self.mark(value) }
    if let value = entries["missing"] { missingCodes = try value.texts() }
    if let value = entries["encoding"] { encoding = try value.word(Encoding.allCases) }
    if let value = entries["skip_rows"] {
      rowsToSkip = try value.integer()
      if rowsToSkip < 0 { throw value.failure("'\(value.name)' expects a number of rows, 0 or more.") }
    }
    if let value = entries["delimiter"] ?? entries["quote"] ?? entries["decimal"], !hasDistinctMarks {
      throw value.failure("delimiter, quote and decimal mark must differ from each other.")
    }
  }

  /// Whether delimiter, quote and decimal mark differ from each other.
  package var hasDistinctMarks: Bool {
    delimiter != quote && delimiter != decimalMark && quote != decimalMark
  }

  private static func mark(_ value: YAMLValue) throws(IntakeError) -> UInt8 {
    let bytes = Array(try value.text().utf8)
    guard bytes.count == 1, bytes[0] < 0x80, bytes[0] >= 0x20 || bytes[0] == 9 else {
      throw value.failure("'\(value.name)' expects one ASCII character (or the word tab as delimiter).")
    }
    return bytes[0]
  }
}
