import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Intake

/// Numbers are the examples of python-stdnum 2.2, whose own tests hold them to be valid, and made-up ones that it
/// takes as valid; no person stands behind them.
@Suite("Direct identifiers, by the name of a column and what is in it")
struct ColumnScreenTests {
  struct Column: Sendable, CustomStringConvertible {
    var name: String
    var cells: [String]
    /// What the issue says; `nil` where the column names nobody.
    var found: String?
    var description: String { "\(name): \(cells.first ?? "")… \(found ?? "nobody")" }

    init(_ name: String, _ cells: [String], _ found: String?) {
      (self.name, self.cells, self.found) = (name, cells, found)
    }
  }

  static let harmlessNames: [Column] = [
    Column("code", ["211062-5629", "010190-0001"], "Danish CPR numbers"),
    Column("code", ["2110625629"], "Danish CPR numbers"),
    Column("code", ["880320-0016", "811228-9841"], "Swedish personal numbers"),
    Column("code", ["198803200016", "19811228-9841"], "Swedish personal numbers"),
    Column("code", ["15108695088"], "Norwegian birth numbers"),
    Column("code", ["131052-308T", "131052A308T"], "Finnish personal identity codes"),
    Column(
      "code", ["9434765870", "943 476 5919", "4010232137", "401 023 2137", "943-476-5870"], "NHS numbers"),
    Column("code", ["536-90-4399", "", ""], "US social security numbers"),
    Column("code", ["111222333", "1112.22.333", "123456782", "100000009"], "Dutch citizen service numbers"),
    Column("code", ["295109912611193", "2 95 10 99 126 111 93"], "French social security numbers"),
    Column("code", ["253072B07300470", "253072A07300443"], "French social security numbers"),
    Column("code", ["36574261809", "36 574 261 809"], "German tax identification numbers"),
    Column("code", ["RCCMNL83S18D969H"], "Italian tax codes"),
    Column("code", ["54362315K", "54362315-K", "x-2482300w"], "Spanish identity numbers"),
    Column("code", ["44051401359", "02122401358"], "Polish PESEL numbers"),
    Column("code", ["7569217076985", "756.9217.0769.85"], "Swiss AHV numbers"),
    Column("account", ["GB82 WEST 1234 5698 7654 32", "DK5000400440116243"], "account numbers (IBAN)"),
    Column("reach", ["+45 12 34 56 78", "0045 12345678", "06 12 34 56 78"], "phone numbers"),
    Column("reach", ["(212) 555-0100", "212-555-0199"], "phone numbers"),
    Column("host", ["192.168.0.12", "10.0.0.1"], "IP addresses"),
    Column("host", ["2001:db8::ff00:42:8329"], "IP addresses"),
    Column("who", ["Anna Berg", "SMITH, John", "Karl von Stein", "M"], "names of persons"),
    Column("note", ["sleeps badly", "see 211062-5629 of last week", "well"], "Danish CPR numbers"),
    Column("note", ["letter to RCCMNL83S18D969H, sent", "well"], "Italian tax codes"),
    Column("patient_id", ["211062-5629", "010190-0001"], "Danish CPR numbers"),
  ]

  static let telling: [Column] = [
    Column("cpr", ["Yes", "No", "Yes"], nil), Column("cpr", ["1", "0"], nil),
    Column("cpr", ["Yes", "2110625629"], "a national number"),
    Column("nir", ["0.1234567", "812.25"], nil), Column("nie", ["", "nie"], nil),
    Column("dob", ["1960", "1971"], nil), Column("dob", ["03/02/1960", ""], "a date of birth"),
    Column("dob", ["21952"], "a date of birth"), Column("age at DOB", ["1"], nil),
    Column("mobile", ["yes", "no"], nil), Column("mobile", ["12345678"], "a phone number"),
    Column("cell", ["A1", "B2"], nil), Column("name", ["1", "2"], nil),
    Column("name", ["Berg", "Holm"], "a person's name"), Column("Vorname", ["Uwe"], "a person's name"),
    Column("name", (0..<60).map { ["Nord", "Syd"][$0 % 2] }, nil),
    Column("address", (0..<60).map { "Road \($0)" }, "an address"),
    Column("mail", ["sent", "not sent"], nil), Column("mrn", ["A-17", "A-18"], "a record number"),
    Column("cpr", [], nil), Column("name", ["(Intercept)", "age", "poly(age, 2)1"], nil),
    Column("name", ["sertraline", "lithium"], nil), Column("surname", ["berg"], "a person's name"),
    Column("name", ["anna berg"], "a person's name"),
  ]

  static let nobody: [Column] = [
    // Days, scores, doses, codes, times, versions, sites, drugs, and identifiers of studies and of OMOP.
    Column("start", ["2020-01-31", "2021-02-03"], nil),
    Column("at", ["2020-01-31 10:20:30", "10:20:30"], nil),
    Column("stamp", ["1609459200", "1609459261", "1609459322"], nil),
    Column("id", (0..<40).map { "\(1_000_000_001 + $0)" }, nil),
    Column("id", (0..<40).map { "\(100_000_001 + $0)" }, nil),
    Column("person_id", ["3589912774911670296", "-3210373572193940939"], nil),
    Column("concept", ["40221901", "19129655", "1118084"], nil),
    Column("ndc", ["0002-3228-30", "00071015524"], nil), Column("version", ["1.2.3", "2.10.0"], nil),
    Column("site", ["San Francisco", "New York", "St. Gallen", "Aarhus N"], nil),
    Column("agent", ["Lithium Carbonate", "Sertraline", "Valproate, Semisodium"], nil),
    Column("note", ["Mark improved", "Will return", "May be better", "April visit"], nil),
    Column("dose", ["+12345678", "1.5e-7", "-12345678"], nil), Column("p", ["0.123456789"], nil),
    Column("icd", ["F33.2", "F32.1"], nil), Column("pid", ["p00000001", "p00000002"], nil),
  ]

  @Test("A table of names and cells", arguments: harmlessNames + telling + nobody)
  func columns(column: Column) throws {
    let folder = try TemporaryFolder()
    let rows = (column.cells.isEmpty ? [""] : column.cells).map { "x,\"\($0)\"\n" }.joined()
    let path = try folder.write("key,\"\(column.name)\"\n\(rows)".utf8, as: "t.csv")
    let issues = try IdentifierScreen(path: path, name: "t.csv", dialect: CSVDialect()).issues()
    #expect(issues.count == (column.found == nil ? 0 : 1))
    let message = issues.map(\.description).joined()
    if let found = column.found { #expect(message.contains(found)) }
    for cell in column.cells where cell.count > 5 { #expect(!message.contains(cell)) }
  }

  @Test("A wrong check digit, a day that is none or a group that is never given is no such number")
  func wrong() {
    for text in [
      "211162-562", "310262-5628", "880320-0018", "15108695077", "131052-308U", "310252-308Y", "536-00-4399",
      "666-12-3456", "295109912611199", "36574261890", "36554266806", "RCCMNL83S18D969A", "54362315Z",
      "x-2482300a", "44051401358", "756.9217.0769.84", "GB82WEST12345698765431",
    ] {
      var text = text
      #expect(text.withUTF8 { IdentifyingContent.of($0) } == nil, "\(text)")
    }
  }

  @Test("A name that the first rows acquit is judged by all rows, and one that somebody checked by none")
  func whole() throws {
    let folder = try TemporaryFolder()
    let late = String(repeating: "x,No\n", count: IdentifierScreen.headRows * 2) + "y,2110625629\n"
    let path = try folder.write(("key,cpr\n" + late).utf8, as: "t.csv")
    var dialect = CSVDialect()
    func issues() throws -> [InputIssue] {
      try IdentifierScreen(path: path, name: "t.csv", dialect: dialect).issues()
    }
    #expect(try issues().count == 1)
    dialect.checkedColumns = ["cpr"]
    #expect(try issues().isEmpty)
  }

  @Test("A column of a few names over many patients is a site's, over few patients a person's")
  func shared() throws {
    let folder = try TemporaryFolder()
    func issues(_ rows: [String]) throws -> [InputIssue] {
      let text = "patient_id,name\n" + rows.joined(separator: "\n") + "\n"
      let path = try folder.write(text.utf8, as: "t.csv")
      return try IdentifierScreen(
        path: path, name: "t.csv", dialect: CSVDialect(), patientColumn: "patient_id"
      ).issues()
    }
    #expect(try issues((0..<60).map { "p\($0),\(["Nord", "Syd"][$0 % 2])" }).isEmpty)
    #expect(try issues((0..<60).map { "p\($0 / 30),\(["Berg", "Holm"][$0 / 30])" }).count == 1)
  }

  @Test("No column of the bundled data names anybody")
  func bundled() throws {
    var files = 0
    let enumerator = FileManager.default.enumerator(atPath: Repository.root.appending(path: "Datasets").path)
    while let name = enumerator?.nextObject() as? String {
      guard name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") || name.hasSuffix(".tsv") else { continue }
      files += 1
      var dialect = CSVDialect()
      if name.hasSuffix(".tsv") { dialect.delimiter = UInt8(ascii: "\t") }
      let issues = try IdentifierScreen(
        path: Repository.root.appending(path: "Datasets/" + name).path, name: name, dialect: dialect
      )
      .issues()
      #expect(issues.isEmpty, "\(issues)")
    }
    #expect(files > 30)
  }
}
