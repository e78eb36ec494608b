import Foundation
import TestSupport
import Testing

@Suite("The report of a crossover compares within patients")
struct PairedReportTests {
  /// Who computed the expected numbers: `Datasets/check_numbers.py`, from the original files without Remit; p-values and limits by R's
  /// binom.test and the script of `Datasets/reference/paired-proportions`.
  @Test(
    "Ketamine and placebo infusions of the same patients, every endpoint that the study's tables name, once each"
  )
  func nimhKetamine() throws {
    let folder = try ScratchFolder()
    let run = try RemitProcess.run(["report", "Datasets/nimh-ketamine/STUDY.yaml", "-o", folder.path])
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder.path + "/tables/paired.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = lines[0].map(String.init)
    func row(_ baseline: String, _ endpoint: String, _ missing: String) throws -> [String: String] {
      let found = lines.dropFirst().filter {
        $0[2] == "response" && $0[4] == "MADRS" && $0[3] == baseline && $0[5] == endpoint && $0[6] == missing
      }
      try #require(found.count == 1)
      return Dictionary(uniqueKeysWithValues: zip(columns, found[0].map(String.init)))
    }
    func counts(_ row: [String: String]) -> [String?] {
      [
        "both", "only_first", "only_second", "neither", "n_ab", "only_first_ab", "only_second_ab", "n_ba",
        "only_first_ba", "only_second_ba",
      ].map { row[$0] }
    }
    let entry = try row("entry", "2±2", "observed")
    #expect(entry["first"] == "ketamine" && entry["second"] == "placebo")
    #expect(counts(entry) == ["1", "4", "0", "19", "12", "3", "0", "12", "1", "0"])
    let rounding = Tolerance(relative: 1e-12, reason: "the incomplete beta function rounds")
    for (name, expected) in [("exact_p", 0.125), ("mid_p", 0.0625), ("order_p", 0.25)] {
      #expect(rounding.admits(try #require(entry[name].flatMap(Double.init)), for: expected), "\(name)")
    }
    #expect(
      counts(try row("entry", "2±2", "worst-case")) == ["1", "4", "0", "20", "13", "3", "0", "12", "1", "0"])
    #expect(
      counts(try row("step", "2±2", "observed")) == ["0", "5", "0", "19", "12", "4", "0", "12", "1", "0"])
    #expect(
      counts(try row("entry", "10±2", "observed")) == ["0", "1", "0", "21", "11", "0", "0", "11", "1", "0"])

    let page = try String(contentsOfFile: folder.path + "/report.html", encoding: .utf8)
    #expect(page.contains("Differences within patients") && page.contains("such carry-over is weak"))
    #expect(page.contains("@page{size:A4}"))
    let table = try String(contentsOfFile: folder.path + "/tables/baseline.csv", encoding: .utf8)
    // Who had which infusion first is the arm: no level in common.
    #expect(table.contains("infusion_order,ketamine-placebo,everyone,"))
  }
}
