import Foundation
import Testing

@testable import Intake

/// What reading says, as one text.
func complaint(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch { return "\(error)" }
}

@Suite("Files that cannot be read as they are")
struct BadFiles {
  @Test(
    "each fault is named at its line and column, without what stands in the cell",
    arguments: [
      ("", "t.csv: expected a line with the names of the columns, found an empty file"),
      ("a,b\n", "t.csv: expected at least one row, found only the names of the columns"),
      ("a,b,a\n1,2,3\n", "t.csv:1:5: expected each column once, found a name that an earlier column has"),
      ("a,b\n1,2\nSECRET\n", "t.csv:3:7: expected 2 fields, found 1"),
      ("a,b\n1,2\n3,4,SECRET\n", "t.csv:3:5: expected 2 fields, found 3"),
      (
        "a,b\n1,2\nx,\"SECRET\n3,4\n",
        "t.csv:3:3: expected a quote that closes this one, found the end of the file"
      ),
      ("a,b\nSEC\u{0}RET,2\n", "t.csv:2:4: expected text, found a NUL byte"),
      (
        "a,b\n1,\"SECRET\"x\n",
        "t.csv:2:3: expected a field with no quotes, or one in quotes with the quotes inside it doubled, "
          + "found text after a closing quote"
      ),
      (
        "a,b\nSEC\"RET,\"2\n",
        "t.csv:2:1: expected a field with no quotes, or one in quotes with the quotes inside it doubled, "
          + "found a quote inside a field without quotes"
      ),
    ])
  func structure(text: String, expected: String) {
    for window in [4, 7, 1000] {
      let message = complaint { _ = try rows(of: text, window: window) }
      #expect(message == expected)
      #expect(!message.contains("SECRET"))
    }
  }

  @Test("bytes that are no UTF-8 are named at their place")
  func invalidUTF8() {
    for bad: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80], [0x80],
    ] {
      let bytes = Array("a,b\n1,2\nx,SECRET".utf8) + bad + Array("\n".utf8)
      let message = complaint {
        let reader = try CSVReader(source: MemoryBytes(bytes), name: "t.csv")
        while try reader.next() != nil {}
        try reader.finish()
      }
      #expect(message == "t.csv:3:9: expected text in utf-8, found bytes that are none")
    }
  }

  @Test("all faults are counted and the first hundred are listed")
  func manyFaults() throws {
    let text = "a,b\n" + String(repeating: "1\n", count: 250)
    do {
      _ = try rows(of: text)
      Issue.record("nothing was thrown")
    } catch IntakeError.refused(let issues, let total) {
      #expect(issues.map(\.line) == Array(2...101) && total == 250)
    }
  }

  @Test("a log merges to the same log in whatever order its parts come")
  func logsMerge() {
    let issues = (0..<400).map { index in
      InputIssue(file: "f", line: index * 7919 % 401, column: index % 3, expected: "x", found: "y")
    }
    var whole = IssueLog()
    for issue in issues { whole.add(issue) }
    for parts in [2, 3, 7] {
      var logs = [IssueLog](repeating: IssueLog(), count: parts)
      for (index, issue) in issues.enumerated() { logs[index % parts].add(issue) }
      var forward = IssueLog()
      for log in logs { forward.merge(log) }
      var backward = IssueLog()
      for log in logs.reversed() { backward.merge(log) }
      #expect(forward == whole && backward == whole)
    }
    #expect(whole.first == Array(issues.sorted().prefix(100)) && whole.total == 400)
  }

  @Test("a field of a hundred megabytes is refused without being held")
  func giantField() throws {
    final class Endless: ByteSource {
      var given = 0
      func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard given < 100 << 20 else { return 0 }
        buffer.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "x"))
        if given == 0 { buffer.copyBytes(from: Array("a,b\n1,\"SECRET".utf8)) }
        given += buffer.count
        return buffer.count
      }
    }
    let source = Endless()
    let message = complaint {
      let reader = try CSVReader(source: source, name: "t.csv")
      while try reader.next() != nil {}
    }
    #expect(
      message
        == "t.csv:2:3: expected a field of at most 1048576 bytes, found a longer one, in quotes that opened at line 2"
    )
    #expect(source.given < 2 << 20)
  }

  @Test("a missing column is named with the nearest one that is there")
  func missingColumn() throws {
    func message(_ name: String) -> String {
      "\(InputIssue.missingColumn(name, in: ["patient_id", "scor_start"], file: "steps.csv"))"
    }
    #expect(
      message("score_start")
        == "steps.csv: expected a column 'score_start', found none of that name; the nearest is 'scor_start'")
    #expect(message("zzz") == "steps.csv: expected a column 'zzz', found none of that name")
  }

  @Test(
    "where the line of names is missing no cell of the first row is told, and the question is asked",
    arguments: [
      "agnt,1,stort,end", "agnt,x,2024-01-31,y", "agnt,agent@clinic.example,x,y", "agnt,\"12,5\",x,y",
      "agnt, -3 ,x,y", "agnt,2024-01-31T10:00:00,x,y",
    ])
  func noHeader(line: String) async throws {
    let files = BadCohorts.with(["exposures.csv": line + "\n1,CBT,0,9\n"])
    let cohort = try WrittenCohort(files)
    let message = String(describing: try #require(await cohort.refusal()))
    #expect(message.contains("a column 'agent'"))
    #expect(message.contains("is the line with the names of the columns missing?"))
    #expect(!message.contains("agnt") && !message.contains("stort") && !message.contains("clinic"))
    let found = try await CSVCohort(at: cohort.folder.path).validate()
    let names = found.files.flatMap { $0.columns.map(\.name) }
    #expect(!names.contains("agnt") && names.contains("column 1"))
  }

  @Test("lines to skip end where the file ends")
  func skipsNoFurther() {
    var dialect = CSVDialect()
    dialect.rowsToSkip = .max
    let message = complaint {
      _ = try CSVReader(source: .memory("a,b\n1,2\n"), name: "t.csv", dialect: dialect)
    }
    #expect(
      message
        == "t.csv: expected a line with the names of the columns, found the end of the file after the lines that "
        + "'skip_rows' skips")
  }

  @Test("what stands in a cell is told by its kind")
  func kinds() throws {
    let reader = try CSVReader(
      source: .memory("a,b,c,d,e,f,g\n12 mg,,x,3,2.5,2020-01-31,1e999\n"), name: "t.csv")
    let row = try #require(try reader.next())
    #expect(
      (0..<7).map { row.kind(of: $0) } == [
        "a number with text after it", "an empty field", "a text field", "a whole number",
        "a number with decimals", "a date", "a number too large to hold",
      ])
    #expect(
      row.issue(at: 0, expected: "a number in 'a'").description
        == "t.csv:2:1: expected a number in 'a', found a number with text after it")
  }

  @Test("a file or folder that cannot be opened says why")
  func opening() {
    #expect(complaint { _ = try openBytes(path: "/nowhere/x.csv") }.hasPrefix("/nowhere/x.csv is not there."))
    #expect(complaint { _ = try openBytes(path: "/tmp") } == "/tmp cannot be read: it is a folder.")
  }

  @Test("UTF-16 without a byte order mark asks for its byte order")
  func noByteOrderMark() {
    let source = ByteTranscoder(MemoryBytes([0, 97, 0, 10]), from: .utf16, path: "t.csv")
    #expect(complaint { _ = try CSVReader(source: source, name: "t.csv") }.contains("utf-16le or utf-16be"))
  }
}
