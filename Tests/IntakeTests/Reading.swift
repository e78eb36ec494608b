import Foundation
import Testing

@testable import Intake

@Suite("Reading rows")
struct Reading {
  static let quoted = "a,b,note\r\n1,\"x\r\ny\",\"he said \"\"no\"\"\"\n2,\"\n\",\"\"\n\n3,é,€\r\n"

  @Test("the size of the window changes nothing", arguments: 4...60)
  func anyWindow(size: Int) throws {
    let whole = try rows(of: Self.quoted)
    #expect(whole.rows == [["1", "x\r\ny", "he said \"no\""], ["2", "\n", ""], ["3", "é", "€"]])
    let read = try rows(of: Self.quoted, window: size)
    #expect(read.rows == whole.rows && read.header == whole.header)
  }

  @Test(
    "a quoted line ending is part of the field on every boundary of a window",
    arguments: ["\n", "\r\n", "\r"])
  func quotedNewlineOnEveryBoundary(newline: String) throws {
    let size = 16
    for padding in 0...size * 2 {
      let pad = String(repeating: "p", count: padding)
      let text = "a,b\n\(pad),\"x\(newline)y\"\nlast,row\n"
      let read = try rows(of: text, window: size)
      #expect(read.rows == [[pad, "x\(newline)y"], ["last", "row"]])
    }
  }

  @Test(
    "LF, CRLF and CR end a row, and the last row needs none", arguments: ["\n", "\r\n", "\r"], [4, 5, 6, 100])
  func lineEndings(newline: String, window: Int) throws {
    let read = try rows(of: ["a,b", "1,2", "", "3,4"].joined(separator: newline), window: window)
    #expect(read.rows == [["1", "2"], ["3", "4"]])
  }

  @Test("lines are counted as an editor counts them")
  func physicalLines() throws {
    let folder = try TemporaryFolder()
    let reader = try CSVReader(
      source: .memory("a,b\n1,\"x\r\n\ry\"\n\n\r\n2,\"q\n\",\n3,4\r5,6\n"), name: "t.csv", windowBytes: 4,
      setAside: SetAsideWriter(folder: folder.url.path(percentEncoded: false)))
    var lines: [Int] = []
    while let row = try reader.next() { lines.append(row.line) }
    #expect(lines == [2, 9, 10])
    #expect(reader.issues.first.map(\.line) == [8])
    #expect(reader.rows == Attrition.Rows(used: 3, setAside: 1))
  }

  @Test("a byte order mark is no part of the first name")
  func byteOrderMark() throws {
    #expect(try rows(of: "\u{FEFF}a,b\n1,2\n").header == ["a", "b"])
  }

  @Test("delimiter, quote, decimal mark, missing codes and skipped lines are as declared")
  func dialect() throws {
    var dialect = CSVDialect()
    dialect.delimiter = UInt8(ascii: ";")
    dialect.quote = UInt8(ascii: "'")
    dialect.decimalMark = UInt8(ascii: ",")
    dialect.missingCodes = ["n/a", "-9"]
    dialect.rowsToSkip = 2
    let text = "made by 'a tool\nat noon\na;b;c;d\n1,5;'x;y';n/a;-9\n"
    let reader = try CSVReader(source: .memory(text), name: "t.csv", dialect: dialect)
    let row = try #require(try reader.next())
    #expect(row.number(0) == 1.5 && row.text(1) == "x;y" && row.line == 4)
    #expect(row.isMissing(2) && row.isMissing(3) && !row.isMissing(0))
    #expect(row.column(1) == 5)
  }

  @Test("Latin-1 and UTF-16 read as the same text")
  func encodings() throws {
    let text = "name,café\nZoë,ÿ𝄞\n"
    let utf16 = Array(text.utf16)
    let big = utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let little = utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let cases: [([UInt8], CSVDialect.Encoding)] = [
      ([0xFE, 0xFF] + big, .utf16), ([0xFF, 0xFE] + little, .utf16), (big, .utf16BigEndian),
      (little, .utf16LittleEndian), ([0xFF, 0xFE] + little, .utf16LittleEndian),
    ]
    for (bytes, encoding) in cases {
      let source = ByteTranscoder(MemoryBytes(bytes), from: encoding, path: "t.csv")
      let reader = try CSVReader(source: source, name: "t.csv", windowBytes: 5)
      #expect(reader.header == ["name", "café"])
      #expect(try reader.next()?.text(1) == "ÿ𝄞")
    }
    let latin = Array("name,caf\nZo,x\n".utf8).flatMap {
      $0 == 0x66 ? [$0, 0xE9] : $0 == 0x6F ? [$0, 0xEB] : [$0]
    }
    let reader = try CSVReader(
      source: ByteTranscoder(MemoryBytes(latin), from: .latin1, path: "t.csv"), name: "t.csv")
    #expect(reader.header == ["name", "café"])
    #expect(try reader.next()?.text(0) == "Zoë")
  }

  @Test("a row that was kept as bytes reads as it did in the file")
  func keptRow() throws {
    let reader = try CSVReader(source: .memory("a,b\n1,\"x,\ny\"\n"), name: "t.csv")
    let row = try #require(try reader.next())
    let again = CSVRow(bytes: row.rawBytes, line: row.line, file: "t.csv")
    #expect(again.count == 2 && again.text(1) == "x,\ny" && again.column(1) == row.column(1))
  }
}
