/// One thing that is wrong with the input, and where.
///
/// Not: the value that was found. A message may name what kind of thing stands in the cell, never the
/// cell's text, since the text may be a patient's.
public struct InputIssue: Sendable, Hashable, Comparable {
  /// The file's name inside the cohort folder.
  public var file: String
  /// Physical line, from 1; 0 where the issue is about the whole file.
  public var line: Int
  /// The byte in the line where the field starts, from 1, as an editor counts; 0 with line 0.
  public var column: Int
  /// What should stand there: "a number in 'score_end'", "a day not before 'start_day'".
  public var expected: String
  /// The kind of thing that stands there: "a text field", "an empty field", "a number outside 0 to 60".
  public var found: String

  public init(file: String, line: Int, column: Int, expected: String, found: String) {
    self.file = file
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
  }

  public static func < (a: InputIssue, b: InputIssue) -> Bool {
    (a.file, a.line, a.column, a.expected, a.found) < (b.file, b.line, b.column, b.expected, b.found)
  }
}

extension InputIssue: CustomStringConvertible {
  public var description: String {
    line == 0
      ? "\(file): expected \(expected), found \(found)"
      : "\(file):\(line):\(column): expected \(expected), found \(found)"
  }
}

extension InputIssue {
  /// Names that are near to what a cell holds, which give nothing else of it away.
  package static func hint(_ names: [String]) -> String {
    names.isEmpty ? "" : " (the nearest: \(names.joined(separator: ", ")))"
  }
}
