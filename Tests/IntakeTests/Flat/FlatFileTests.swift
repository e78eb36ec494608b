import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Reading a flat file")
struct FlatFileTests {
  private func written(_ text: String, name: String = "visits.csv") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func table(_ text: String, _ request: FlatRequest) throws -> FlatTable {
    try FlatFile(path: written(text)).table(request)
  }

  private func message(_ text: String, _ request: FlatRequest) -> String {
    do {
      _ = try table(text, request)
      return "no error"
    } catch { return "\(error)" }
  }

  private let sample = """
    patient,age,sex,site,unused
    007,30,F,1,x
    7,NA,M,2A,
    8,41.5,,3,y
    8,-2e1,F,NA,z

    """

  @Test("Columns are numbers where every cell is one, empty and NA are missing, and others are not read")
  func kinds() throws {
    let table = try table(sample, FlatRequest(["site", "age", "sex", "nowhere"], cluster: "patient"))
    #expect(table.names == ["patient", "age", "sex", "site"] && table.rowCount == 4)
    #expect(table["age"]?.values == .numbers([30, .nan, 41.5, -20]))
    #expect(table["sex"] == FlatColumn("sex", texts: ["F", "M", nil, "F"]))
    #expect(table["patient"] == FlatColumn("patient", texts: ["007", "7", "8", "8"]))
    #expect(table["site"]?.values == FlatColumn("site", texts: ["1", "2A", "3", nil]).values)
    #expect(table["site"]?.strayText == "visits.csv:3:8")
    #expect(table.knownNames == ["patient", "age", "sex", "site", "unused"])
  }

  @Test(
    "Quotes, line endings, blank lines and umlauts are read as everywhere, and the quick way gives the same")
  func spellings() throws {
    let quoted = "a,b,c\r\n1,\"x, \"\"y\"\"\",3\r\n\r\n2,Zürich,NaN\r\n"
    let table = try table(quoted, FlatRequest(["a", "b", "c"]))
    #expect(
      table["b"] == FlatColumn("b", texts: ["x, \"y\"", "Zürich"])
        && table["c"]?.values == .numbers([3, .nan]))
    let plain = try self.table("a,b\n1,Zürich\n2,x", FlatRequest(["a", "b"]))
    #expect(plain["b"] == FlatColumn("b", texts: ["Zürich", "x"]) && plain["a"]?.values == .numbers([1, 2]))
    let composed = try self.table("a,b\n1,Zu\u{308}rich\n2,Z\u{fc}rich\n", FlatRequest(["b"]))
    #expect(composed["b"] == FlatColumn("b", texts: ["Zürich", "Zürich"]))
  }

  @Test("Windows of any size give the columns of the row-by-row reader")
  func windows() async throws {
    var text = "id,score,group,note\n"
    for row in 0..<700 {
      text +=
        "\(row),\(row % 9 == 0 ? "" : String(Double(row) / 8)),g\(row % 7),\(row % 3 == 0 ? "é" : "n")\n"
    }
    let path = try written(text)
    let header = ["id", "score", "group", "note"]
    let request = FlatRequest(header)
    let slow = FlatReading(request, header: header, file: "visits.csv", dialect: CSVDialect())
    try slow.read(CSVReader(source: openBytes(path: path), name: "visits.csv"))
    let expected = try slow.table()
    #expect(expected.rowCount == 700)
    for bytes in [40, 64, 97, 1000, 1 << 20] {
      let quick = FlatReading(request, header: header, file: "visits.csv", dialect: CSVDialect())
      #expect(try quick.readQuickly(path: path, from: 20, windowBytes: bytes))
      #expect(try quick.table() == expected)
    }
    for parts in 1...5 {
      let cuts = try #require(try FlatReading.cuts(path: path, from: 20, parts: parts, smallest: 1))
      let reading = try await FlatReading.parts(path: path, cuts: cuts) {
        FlatReading(request, header: header, file: "visits.csv", dialect: CSVDialect())
      }
      #expect(try reading?.table() == expected)
    }
    let ragged = try written("a,b,c\n1\n2,3\n4,5,6\n")
    let quick = FlatReading(
      FlatRequest(["a"]), header: ["a", "b", "c"], file: "visits.csv", dialect: CSVDialect())
    #expect(try !quick.readQuickly(path: ragged, from: 6))
  }

  @Test("A column that only a later part shows to hold texts is read again, with its first text named")
  func laterText() async throws {
    var text = "a,b\n"
    for row in 0..<300 { text += "\(row),\(row == 250 ? "x" : String(row))\n" }
    let path = try written(text)
    let cuts = try #require(try FlatReading.cuts(path: path, from: 4, parts: 3, smallest: 1))
    let parts = try await FlatReading.parts(path: path, cuts: cuts) {
      FlatReading(FlatRequest(["b"]), header: ["a", "b"], file: "visits.csv", dialect: CSVDialect())
    }
    #expect(parts == nil)
    let table = try await FlatFile(path: path).table(FlatRequest(["b"]), threads: 3)
    let plain = try FlatFile(path: path).table(FlatRequest(["b"]))
    #expect(table["b"]?.strayText == "visits.csv:252:5" && table == plain)
  }

  @Test("A filter keeps rows by the grammar of --where")
  func filtered() throws {
    let filter = try Filter(parsing: "age > 0 or sex == M")
    let table = try table(sample, FlatRequest(["site"], where: filter))
    #expect(table.rowCount == 3 && table["sex"]?.values == FlatColumn("sex", texts: ["F", "M", nil]).values)
    #expect(
      try self.table(sample, FlatRequest(["age"], where: Filter(parsing: "sex is missing"))).rowCount == 1)
    #expect(
      try self.table(sample, FlatRequest(["age"], where: Filter(parsing: "site in ('1', '3')"))).rowCount == 2
    )
    #expect(
      try self.table(sample, FlatRequest(["age"], where: Filter(parsing: "not age > 50"))).rowCount == 4)
    #expect(
      message(sample, FlatRequest(["age"], where: try? Filter(parsing: "agr > 3")))
        == "visits.csv: expected a column 'agr' for a filter, found none of that name; the nearest is 'age'")
  }

  @Test(
    "What no model can use is refused at its place, without the cell",
    arguments: [
      ("a,b\n1,2\n3,Inf\n", "b", "visits.csv:3:3: expected a finite number in 'b', found an infinite one"),
      ("a,b\n1,2\n3,-inf\n", "b", "visits.csv:3:3: expected a finite number in 'b', found an infinite one"),
      ("a,b\n1,2\n3,1e999\n", "b", "visits.csv:3:3: expected a finite number in 'b', found an infinite one"),
      (
        "a,w\n1,2\n3,-1\n", "a",
        "visits.csv:3:3: expected a weight of 0 or more in 'w', found a number below 0"
      ),
      ("a,w\n1,2\n3,kg\n", "a", "visits.csv:3:3: expected a number in 'w', found a text field"),
      (
        "a,cl\n1,2\n3,\n", "a",
        "visits.csv:3:3: expected a value in 'cl', which names the clusters, found an empty field"
      ),
      ("a,b\n1,2\n3\n", "a", "visits.csv:3:2: expected 2 fields, found 1"),
      (
        "a,b\n1,2\n3,me@home.org\n", "a",
        "visits.csv:3:3: expected no direct identifier in 'b', found an e-mail address"
      ),
      (
        "a,surname\n1,Berg\n", "a",
        "visits.csv: expected no direct identifier (remove the column, or, where you have looked and it names nobody, --i-have-checked surname), found the column 'surname', which names a person's name"
      ),
      ("a,b\n", "a", "visits.csv: expected at least one row, found only the names of the columns"),
    ])
  func refused(text: String, column: String, expected: String) {
    #expect(message(text, FlatRequest([column], weights: "w", cluster: "cl")) == expected)
  }

  @Test("A row that the filter leaves out needs no cluster, and an infinite cell of a text column is a text")
  func notRefused() throws {
    let filter = try Filter(parsing: "a < 3")
    #expect(try table("a,cl\n1,2\n3,\n", FlatRequest(["a"], cluster: "cl", where: filter)).rowCount == 1)
    let texts = try table("a,b\n1,inf\n3,x\n", FlatRequest(["b"]))
    #expect(texts["b"] == FlatColumn("b", texts: ["inf", "x"]))
  }

  @Test("A compressed file gives the table of the plain one, and pieces together are the whole")
  func pieces() throws {
    var request = FlatRequest(["age", "sex"])
    request.numbers = ["age"]
    request.texts = ["sex"]
    let file = try FlatFile(path: written(sample))
    let whole = try file.table(request)
    var ages: [FlatColumn.Values] = []
    var counts: [Int] = []
    try file.forEachPiece(request, rows: 3) { piece in
      counts.append(piece.rowCount)
      if let age = piece["age"] { ages.append(age.values) }
    }
    #expect(
      counts == [3, 1] && ages == [.numbers([30, .nan, 41.5]), .numbers([-20])] && whole.rowCount == 4)
    let zipped = try written("", name: "visits.csv.gz")
    try Data(gzip(sample)).write(to: URL(fileURLWithPath: zipped))
    #expect(try FlatFile(path: zipped).table(request) == whole)
  }
}
