/// How a delimited file is written, where it differs from RFC 4180 in UTF-8.
public struct CSVDialect: Sendable, Hashable {
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case latin1 = "latin-1"
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
  }

  /// One ASCII byte, as `quote` and `decimalMark`.
  public var delimiter: UInt8 = UInt8(ascii: ",")
  public var quote: UInt8 = UInt8(ascii: "\"")
  public var decimalMark: UInt8 = UInt8(ascii: ".")
  /// Texts that mean "no value", beside the empty field.
  public var missingCodes: [String] = []
  public var encoding: Encoding = .utf8
  /// Lines before the header that are not read.
  public var rowsToSkip = 0
  /// Columns that somebody has looked at and answers for: no direct identifiers, whatever their names and cells.
  public var checkedColumns: Set<String> = []

  public init() {}
}
