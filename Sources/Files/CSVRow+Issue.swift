extension CSVRow {
  /// What is wrong with a field, and where, without what stands in it.
  public func issue(at field: Int, expected: String, found: String? = nil) -> InputIssue {
    guard field < count else {
      return InputIssue(file: file, line: line, column: 1, expected: expected, found: "no such field")
    }
    let place = place(of: range(of: field).lowerBound)
    return InputIssue(
      file: file, line: place.line, column: place.column, expected: expected, found: found ?? kind(of: field))
  }

  /// What kind of thing stands in a field: "an empty field", "a number with text after it".
  public func kind(of field: Int) -> String {
    withBytes(field) { bytes in
      if rules.isMissing(bytes) { return bytes.isEmpty ? "an empty field" : "a missing value" }
      if DecimalText.integer(bytes) != nil { return "a whole number" }
      if DecimalText.isNumber(bytes, mark: rules.decimalMark) {
        return DecimalText.double(bytes, mark: rules.decimalMark) == nil
          ? "a number too large to hold" : "a number with decimals"
      }
      if Self.looksLikeDate(bytes) { return "a date" }
      return DecimalText.startsWithNumber(bytes, mark: rules.decimalMark)
        ? "a number with text after it" : "a text field"
    }
  }

  private static func looksLikeDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 10
      && bytes.prefix(10).enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte &- UInt8(ascii: "0") < 10
      }
  }

  /// The first thing that is wrong with the row as a row: its number of fields, its quotes, its bytes.
  package func structuralIssue(fields: Int, longestField: Int, encoding: CSVDialect.Encoding) -> InputIssue? {
    if let bad = rawBytes.withUnsafeBufferPointer({ firstInvalidUTF8($0) }) {
      let place = place(of: bad)
      return InputIssue(
        file: file, line: place.line, column: place.column,
        expected: "text in \(encoding.rawValue)", found: "bytes that are none")
    }
    if let zero = rawBytes.firstIndex(of: 0) {
      let place = place(of: zero)
      return InputIssue(
        file: file, line: place.line, column: place.column, expected: "text", found: "a NUL byte")
    }
    for field in 0..<count {
      if range(of: field).count > longestField {
        return issue(at: field, expected: "a field of at most \(longestField) bytes", found: "a longer one")
      }
      if hasQuotes, let found = quotingFault(in: field) {
        return issue(
          at: field, expected: "a field with no quotes, or one in quotes with the quotes inside it doubled",
          found: found)
      }
    }
    if count != fields {
      let place = place(of: count > fields ? range(of: fields).lowerBound : rawBytes.count)
      return InputIssue(
        file: file, line: place.line, column: place.column,
        expected: "\(fields) field\(fields == 1 ? "" : "s")", found: "\(count)")
    }
    return nil
  }

  private func quotingFault(in field: Int) -> String? {
    let bytes = rawBytes[range(of: field)]
    guard bytes.contains(rules.quote) else { return nil }
    if bytes.first != rules.quote {
      // 37.8"N 17.9"W is text; 5" tall,6" wide would have swallowed a delimiter and is refused.
      let swallows = bytes.contains {
        $0 == rules.delimiter || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
      }
      return swallows ? "a quote inside a field without quotes" : nil
    }
    // Inside the outer pair every quote must have a twin right after it.
    var index = bytes.startIndex + 1
    while index < bytes.endIndex {
      if bytes[index] == rules.quote {
        if index + 1 == bytes.endIndex { return nil }
        guard bytes[index + 1] == rules.quote else { return "text after a closing quote" }
        index += 1
      }
      index += 1
    }
    return "a quote that is not closed"
  }
}
