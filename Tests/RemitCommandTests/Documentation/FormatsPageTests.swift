import Foundation
import Intake
import Reporting
import Statistics
import Testing
import Treatment

@testable import RemitCommand

@Suite("Documentation/Formats says what is read and written today")
struct FormatsPageTests {
  private func page(_ name: String) throws -> DocumentedPage {
    try DocumentedPage("Documentation/Formats/\(name).md")
  }

  @Test(
    "Every column of the cohort's files that the readers know is listed, and no other",
    arguments: TableDeclaration.Kind.allCases)
  func cohortColumns(kind: TableDeclaration.Kind) throws {
    let rows = try page("Cohort").table(under: "\(kind.rawValue).csv")
    func columns(_ needed: String) -> [String] {
      rows.filter { $0["Needed"] == needed }.compactMap { $0["Column"]?.replacing("`", with: "") }
    }
    #expect(Set(columns("yes")) == Set(kind.requiredColumns))
    #expect(Set(columns("no")) == Set(kind.optionalColumns))
    #expect(rows.count == kind.requiredColumns.count + kind.optionalColumns.count)
  }

  @Test("The steps file that is written has the columns of the page, each once")
  func writtenSteps() throws {
    let written = DerivedStepsFile.header.dropLast().split(separator: ",").map(String.init)
    let listed =
      try page("Cohort").column("Column", under: "steps.csv")
      + page("Cohort").column("Covariate", under: "Programmes")
    #expect(Set(listed) == Set(written))
    #expect(Set(written).count == written.count)
  }

  @Test("The words that a column may hold are listed, and no other")
  func words() throws {
    let exposures = try page("Cohort").table(under: "exposures.csv")
    func words(of column: String) -> [String] {
      let row = exposures.first { $0["Column"] == "`\(column)`" }
      return DocumentedPage.codes(in: row?["What it holds"] ?? "")
    }
    #expect(words(of: "stop_reason") == StopReason.allCases.map(\.rawValue))
    #expect(words(of: "indication") == Indication.allCases.map(\.rawValue))
  }

  @Test("Every way to read a missing endpoint is explained, and no other")
  func readings() throws {
    let readings = try page("Scores").column("Reading", under: "A missing endpoint")
    #expect(readings == MissingReading.allCases.map(\.rawValue))
  }

  @Test("Every key of --by is listed as what it is")
  func keys() throws {
    for key in try page("Grammar").column("Key", under: "Groups: `--by`") {
      let parsed = try GroupKey(parsing: key)
      if case .covariate = parsed { Issue.record("\(key) is no key of its own") }
    }
  }

  @Test("Every comparison of --where reads as the page spells it")
  func comparisons() throws {
    for example in try page("Grammar").column("Example", under: "Conditions: `--where`") {
      let filter = try Filter(parsing: example)
      #expect(try Filter(parsing: filter.description) == filter)
    }
  }

  /// The names of a file's columns.
  private func header(of path: String) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    return try #require(text.split(separator: "\n").first).split(separator: ",").map(String.init)
  }

  @Test("The table of rates has the columns of the page, in their order")
  func rates() throws {
    let folder = try ScratchFolder()
    let file = folder.path + "/rates.csv"
    let run = try RemitProcess.run([
      "rates", "Datasets/nimh-ketamine", "--by", "agent", "--format", "csv", "-o", file,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try header(of: file) == ["agent"] + page("Outputs").column("Column", under: "Rates"))
  }

  @Test("The table of benchmarks has the columns of the page, in their order")
  func benchmarks() throws {
    let folder = try ScratchFolder()
    let file = folder.path + "/benchmarks.csv"
    let run = try RemitProcess.run([
      "benchmark", "Datasets/nimh-ketamine", "--against", "STARD-STEP1*", "--format", "csv", "-o", file,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try header(of: file) == page("Outputs").column("Column", under: "Benchmarks"))
  }

  @Test("Every criterion of comparison is explained, in the order of the code, and which can be waived")
  func criteria() throws {
    let rows = try DocumentedPage("Documentation/Benchmarks.md").table(under: "When a row is comparable")
    #expect(
      rows.map { $0["Criterion"]?.replacing("`", with: "") } == ComparisonCriterion.allCases.map(\.rawValue))
    #expect(rows.map { $0["Waive"] == "yes" } == ComparisonCriterion.allCases.map(\.isWaivable))
  }

  @Test("The tables of resistance have the columns of the page, in their order")
  func resistance() throws {
    let folder = try ScratchFolder()
    let run = try RemitProcess.run([
      "resistance", "Datasets/nimh-ketamine", "--staging", "--grid", "--by", "sex", "--format", "csv",
      "-o", folder.path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try page("Outputs").table(under: "Resistance")
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }
    #expect(Set(rows.compactMap { $0["File"]?.replacing("`", with: "") }) == Set(written))
    for row in rows {
      let name = try #require(row["File"]).replacing("`", with: "")
      let columns = DocumentedPage.codes(in: try #require(row["Columns"]))
      let keys = name == "groups.csv" ? ["sex"] : []
      #expect(try header(of: folder.path + "/" + name) == keys + columns, "\(name)")
    }
  }

  @Test("Table 1 and the differences within patients have the columns of the page, in their order")
  func report() throws {
    let folder = try ScratchFolder()
    let run = try RemitProcess.run(["report", "Datasets/nimh-ketamine/STUDY.yaml", "-o", folder.path])
    #expect(run.status == 0, "\(run.errors)")
    for (name, heading) in [
      ("baseline", "Patients at baseline"), ("paired", "Differences within patients"),
    ] {
      #expect(
        try header(of: folder.path + "/tables/\(name).csv")
          == page("Outputs").column("Column", under: heading))
    }
  }

  @Test("The tables of a model have the columns of the page, in their order")
  func model() throws {
    let folder = try ScratchFolder()
    let run = try RemitProcess.run([
      "fit", "Datasets/beat-the-blues", "response ~ agent", "--scale", "BDI2", "--endpoint-day", "61",
      "--endpoint-window", "14", "--disclosure", "none", "--format", "csv", "-o", folder.path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    for row in try page("Outputs").table(under: "Models") {
      let name = try #require(row["File"]).replacing("`", with: "")
      let columns = DocumentedPage.codes(in: try #require(row["Columns"]))
      #expect(try header(of: folder.path + "/" + name) == columns, "\(name)")
    }
  }

  @Test("What data packages say of columns is what the page says, word for word")
  func fields() throws {
    let rows = try page("Outputs").table(under: "Fields of exported tables")
    func bare(_ row: [String: String], _ name: String) -> String { row[name]?.replacing("`", with: "") ?? "" }
    let listed = rows.map { row in
      [bare(row, "Table"), bare(row, "Column"), row["What it is"] ?? "", row["Unit"] ?? ""]
    }
    #expect(listed == ExportedFields.all.map { [$0.table, $0.column, $0.meaning, $0.unit] })
  }

  @Test("Every column of every table of the bundled studies is listed, but for covariates")
  func exportedFields() throws {
    let folder = RemitProcess.root.appendingPathComponent("Notebooks-exports")
    let covariates: Set<String> = ["drug", "GENDER"]
    for study in BundledReportTests.studies {
      let tables = folder.path + "/" + study + "/tables/"
      for file in try FileManager.default.contentsOfDirectory(atPath: tables).sorted() {
        for column in try header(of: tables + file) where !covariates.contains(column) {
          #expect(ExportedFields.field(column, of: String(file.dropLast(4))) != nil, "\(file): \(column)")
        }
      }
    }
  }

  @Test("Every exit code is listed, in the page and in the help, and no other")
  func exitCodes() throws {
    let listed = try page("Outputs").column("Code", under: "Exit codes").compactMap { Int32($0) }
    let families = (0...255).filter { Failure.Family(rawValue: $0) != nil }
    #expect(listed == [0] + families + [64])
    let help = try RemitProcess.run(["--help"]).output.components(separatedBy: "EXIT CODES").last ?? ""
    let helped = help.split(separator: "\n").compactMap { line -> Int32? in
      line.hasPrefix("  ") ? line.split(separator: " ").first.flatMap { Int32($0) } : nil
    }
    #expect(helped == listed)
  }

  @Test("Every rule of disclosure is explained, and no other")
  func disclosure() throws {
    let rules = try page("Disclosure").column("Rule", under: "The three rules")
    #expect(rules == DisclosureOptions.Rule.allCases.map(\.rawValue))
  }
}
