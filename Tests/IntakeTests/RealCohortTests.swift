import Foundation
import Testing
import Treatment

@testable import Intake

/// Counts are taken from the original files by `Self.table`, which shares no code with the reader.
@Suite("The four real cohorts")
struct RealCohortTests {
  static let datasets =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Datasets/"

  /// A plain table: no field of these four files holds a delimiter, and quotes only surround.
  static func table(_ path: String, _ delimiter: Character) throws -> [[String: String]] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: datasets + path)), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: delimiter, omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private func read(_ name: String, _ request: PageRequest) async throws -> CollectedRows.Summary {
    let (summary, attrition) = try await CSVCohort(at: Self.datasets + name).read(CollectedRows(request))
    #expect(attrition.files.values.allSatisfy { $0.setAside == 0 })
    return summary
  }

  @Test("nimh-ketamine: every participant, every infusion on three scales, every score")
  func ketamine() async throws {
    let people = try Self.table("nimh-ketamine/original/participants.tsv", "\t")
    let scores = try Self.table("nimh-ketamine/original/phenotype.tsv", "\t")
    let infusions = people.flatMap { [$0["infusion_1"] ?? "", $0["infusion_2"] ?? ""] }
      .count { ["d", "p"].contains($0) }
    let held = scores.flatMap { row in ["MADRS_Total", "HAMD_Bech", "HAM17_Total"].map { row[$0] ?? "" } }
      .count { !["n/a", ""].contains($0) }
    let summary = try await read(
      "nimh-ketamine",
      PageRequest(columns: [.agents, .assessments], covariates: [CovariateRequest("group", as: .text)]))
    #expect(summary.patients.count == people.count)
    #expect(summary.rows.count == infusions * 3)
    #expect(summary.assessments == held)
    #expect(
      summary.rows.count { $0.contains("ketamine") }
        == 3 * people.count { $0["infusion_1"] == "d" || $0["infusion_2"] == "d" })
    #expect(summary.patientsWithoutSteps == 6)
    #expect(summary.patients.count { $0.hasPrefix("MDD ") } == people.count { $0["group"] == "MDD" })
    #expect(CSVCohort.design(of: Self.datasets + "nimh-ketamine") == .crossover)
  }

  @Test("beat-the-blues: one step a patient, arms and scores as in the original wide file")
  func beatTheBlues() async throws {
    let people = try Self.table("beat-the-blues/original/BtheB.csv", ",")
    let columns = ["bdi.pre", "bdi.2m", "bdi.3m", "bdi.5m", "bdi.8m"]
    let summary = try await read(
      "beat-the-blues",
      PageRequest(
        endpoint: .nearest(day: 61, window: 14), columns: [.agents, .assessments],
        covariates: [CovariateRequest("drug", as: .text)]))
    #expect(summary.patients.count == people.count)
    #expect(summary.rows.count == people.count)
    #expect(
      summary.assessments
        == people.flatMap { row in columns.map { row[$0] ?? "" } }.count { !$0.isEmpty && $0 != "NA" })
    for (arm, name) in [("BtheB", "PSYCH_ADD BDI2 CCBT"), ("TAU", "USUAL_CARE BDI2 TAU")] {
      #expect(summary.rows.count { $0.contains(name) } == people.count { $0["treatment"] == arm })
    }
    let expected = people.map { row in
      func score(_ name: String) -> String { (row[name] ?? "").isEmpty ? "." : row[name] ?? "." }
      let arm = row["treatment"] == "TAU" ? "USUAL_CARE BDI2 TAU" : "PSYCH_ADD BDI2 CCBT"
      return "step=1 \(arm) \(score("bdi.pre"))->\(score("bdi.2m")) \(row["drug"] ?? "")"
    }
    #expect(summary.rows == expected.sorted())
  }

  @Test("dia-antidepressant: a baseline once, visits at nominal days, the visit's own day kept")
  func dia() async throws {
    let rows = try Self.table("dia-antidepressant/original/antidepressant_data.csv", ",")
    let people = Dictionary(grouping: rows) { $0["PATIENT"] ?? "" }
    let summary = try await read(
      "dia-antidepressant",
      PageRequest(
        endpoint: .nearest(day: 42, window: 0), columns: [.agents, .assessments],
        covariates: [CovariateRequest("RELDAYS", as: .number), CovariateRequest("GENDER", as: .text)]))
    #expect(people.count == 172 && rows.count == 608)
    #expect(summary.patients.count == people.count)
    #expect(summary.assessments == people.count + rows.count)
    let expected = people.values.map { visits in
      let first = visits[0]
      let last = visits.first { $0["VISIT"] == "7" }
      let arm = first["THERAPY"] == "DRUG" ? "STUDY_DRUG HAMD17 study_drug" : "PLACEBO HAMD17 placebo"
      return "step=1 \(arm) \(first["BASVAL"] ?? "")->\(last?["HAMDTL17"] ?? ".") "
        + "\(last?["RELDAYS"] ?? ".") \(first["GENDER"] ?? "")"
    }
    #expect(summary.rows == expected.sorted())
    #expect(summary.rows.count { $0.contains("study_drug") } == 84)
  }

  @Test("neurofeedback-cbt: three groups, pre and post on three scales")
  func neurofeedback() async throws {
    let people = try Self.table("neurofeedback-cbt/original/participants.tsv", "\t")
    let columns = [
      "MADRS_ses-pre", "MADRS_ses-post", "BDI_ses-pre", "BDI_ses-post", "Zung_SDS_ses-pre",
      "Zung_SDS_ses-post",
    ]
    let summary = try await read(
      "neurofeedback-cbt",
      PageRequest(columns: [.agents, .assessments], covariates: [CovariateRequest("age", as: .number)]))
    #expect(summary.patients.count == people.count)
    #expect(summary.rows.count == people.count * 3)
    #expect(summary.assessments == people.flatMap { row in columns.map { row[$0] } }.count { $0 != "n/a" })
    let expected = people.flatMap { row in
      [("MADRS", "MADRS"), ("BDI", "BDI1"), ("Zung_SDS", "ZUNGSDS")].map { column, scale in
        func score(_ session: String) -> String {
          let cell = row["\(column)_ses-\(session)"] ?? "n/a"
          return cell == "n/a" ? "." : cell
        }
        let arm =
          [
            "depr_no_treatment": ("NO_TREATMENT", "no_treatment"), "depr_cbt": ("FIRST_LINE_OTHER", "CBT"),
            "depr_nfb": ("OTHER", "neurofeedback"),
          ][row["group"] ?? ""] ?? ("", "")
        return "step=1 \(arm.0) \(scale) \(arm.1) \(score("pre"))->\(score("post")) \(row["age"] ?? "")"
      }
    }
    #expect(summary.rows == expected.sorted())
  }
}

extension CSVCohort {
  fileprivate static func design(of path: String) -> StudyDesign? {
    try? CSVCohort(at: path).declaration.design
  }
}
