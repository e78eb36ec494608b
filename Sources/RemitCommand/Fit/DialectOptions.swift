import ArgumentParser
import Intake

/// How a flat file is written, where it is not commas, points and UTF-8.
struct DialectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What stands between the columns of a flat file: ',' (default), ';', '|' or the word tab.",
      valueName: "character"))
  var delimiter: String?

  @Option(
    help: ArgumentHelp("The decimal mark of a flat file: . (default) or ','.", valueName: "character"))
  var decimal: String?

  @Option(
    help: ArgumentHelp(
      "The encoding of a flat file: \(CSVDialect.Encoding.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "name"))
  var encoding: String?

  /// Throws: `configuration` for what is no character of its own or no encoding that is known.
  func dialect(missing: [String]) throws(Failure) -> CSVDialect {
    var dialect = CSVDialect()
    if let delimiter {
      dialect.delimiter =
        delimiter == "tab" || delimiter == "\\t"
        ? UInt8(ascii: "\t") : try Self.mark(delimiter, of: "--delimiter")
    }
    if let decimal { dialect.decimalMark = try Self.mark(decimal, of: "--decimal") }
    if let encoding {
      guard let known = CSVDialect.Encoding(rawValue: encoding.lowercased()) else {
        throw Failure(
          .configuration,
          "--encoding knows \(CSVDialect.Encoding.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      dialect.encoding = known
    }
    if !dialect.hasDistinctMarks {
      throw Failure(
        .configuration,
        "--delimiter and --decimal must differ from each other and from the quote; a comma as decimal mark goes with "
          + "--delimiter ';'.")
    }
    dialect.missingCodes = missing
    return dialect
  }

  private static func mark(_ text: String, of option: String) throws(Failure) -> UInt8 {
    guard let byte = text.utf8.first, text.utf8.count == 1, byte == 9 || (0x20..<0x7F).contains(byte),
      !(48...57).contains(byte)
    else {
      throw Failure(.configuration, "\(option) takes one ASCII character (or the word tab).")
    }
    return byte
  }
}
