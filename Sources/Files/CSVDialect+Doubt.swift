extension CSVDialect {
  /// The issue of a header that is one column with another delimiter in its name: the file is written with that one.
  func delimiterInDoubt(_ header: [String], _ row: CSVRow) -> InputIssue? {
    guard header.count == 1, let name = header.first else { return nil }
    let marks: [(byte: UInt8, word: String, shown: String)] = [
      (UInt8(ascii: ";"), "';'", "';'"), (UInt8(ascii: "\t"), "a tab", "tab"),
      (UInt8(ascii: "|"), "'|'", "'|'"),
      (UInt8(ascii: ","), "','", "','"),
    ]
    for mark in marks where mark.byte != delimiter && name.utf8.contains(mark.byte) {
      return row.issue(
        at: 0, expected: "more than one column",
        found: "one, whose name holds \(mark.word): is the delimiter \(mark.word)? Say so in cohort.yaml "
          + "(delimiter: \(mark.shown)), or, of a flat file, with --delimiter \(mark.shown)")
    }
    return nil
  }
}
