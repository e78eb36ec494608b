import Foundation
import Testing

@testable import Reporting

@Suite("Labels that bite come through harmless in every file of a report")
struct HarmlessFilesTests {
  private static let files = Report(NotebookTests.bitten).files

  private func files(_ ending: String) -> [ReportFile] {
    Self.files.filter { $0.path.hasSuffix(ending) }
  }

  /// The cells of a file of comma-separated values, as RFC 4180 reads them.
  private func cells(_ text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let place = rows.count - 1
      let column = rows[place].count - 1
      if scalar == "\"" {
        if !isQuoted, last == "\"" { rows[place][column].unicodeScalars.append(scalar) }
        isQuoted.toggle()
      } else if isQuoted || (scalar != "," && scalar != "\n") {
        rows[place][column].unicodeScalars.append(scalar)
      } else if scalar == "," {
        rows[place].append("")
      } else {
        rows.append([""])
      }
      last = scalar
    }
    return rows.dropLast()
  }

  @Test(
    "Comma-separated values hold every label as it is, a formula behind a mark, each row as many cells as the header"
  )
  func tables() throws {
    let rates = try #require(Self.files.first { $0.path == "tables/rates.csv" })
    let labels = cells(rates.text).dropFirst().map { $0[0] }
    #expect(Set(labels) == Set(NotebookTests.biting.map { ("=@".contains($0.prefix(1)) ? "'" : "") + $0 }))
    for file in files(".csv") {
      let rows = cells(file.text)
      for row in rows {
        #expect(row.count == rows[0].count, "\(file.path)")
        for cell in row where "=+@-".contains(cell.prefix(1)) && !cell.isEmpty {
          #expect(Double(cell) != nil || cell == "-", "\(file.path)")
        }
      }
    }
  }

  @Test("JSON is JSON, and gives the labels back")
  func json() throws {
    for file in files(".json") + files(".ipynb") {
      _ = try JSONSerialization.jsonObject(with: Data(file.text.utf8), options: .fragmentsAllowed)
      #expect(!file.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(file.path)")
    }
    let package = try #require(Self.files.first { $0.path == "datapackage.json" })
    let read = try JSONSerialization.jsonObject(with: Data(package.text.utf8)) as? [String: Any]
    #expect((read?["title"] as? String)?.contains("<script>alert(1)</script>") == true)
  }

  @Test("No page, drawing, Markdown nor LaTeX holds an element or a command of theirs")
  func markup() {
    for ending in [".html", ".svg", ".md", ".qmd", ".tex"] {
      #expect(!files(ending).isEmpty)
      for file in files(ending) {
        #expect(!file.text.contains("<script>alert"), "\(file.path)")
        if ending == ".tex" {
          #expect(!file.text.contains("$x^2$") && !file.text.contains("\u{202E}"), "\(file.path)")
        }
      }
    }
  }
}
