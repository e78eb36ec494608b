import Foundation
import Intake
import Regression
import Statistics
import Summaries
import Testing
import Treatment

@Suite("The steps of a cohort as a flat table")
struct CohortTableTests {
  private func written(patients: Int, scales: [String] = ["HAMD17"]) throws -> String {
    var text =
      "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,episode,age,arm\n"
    for patient in 0..<patients {
      for step in 1...(1 + patient % 3) {
        for scale in scales {
          let end = patient % 5 == 4 ? "" : String((patient * 7 + step * 3) % 25)
          text +=
            "p\(String(patient + 10_000)),\(step),\(step == 1 ? "first_line" : "switch"),sertraline,\(step * 60),\(step * 60 + 50),"
          text +=
            "\(scale),\(20 + patient % 6),\(end),1,\(patient % 11 == 3 ? "" : String(20 + patient % 50)),\(patient % 2 == 0 ? "a" : "b")\n"
        }
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("steps-\(UUID().uuidString).csv")
      .path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func table(_ path: String, _ statistic: CohortTable, threads: Int = 1) async throws -> FlatTable {
    let cohort = try CSVCohort(at: path, options: IntakeOptions(threads: threads))
    return try #require(await cohort.answer(statistic).table)
  }

  @Test("A row is a scored step, its response by the scale's rule, its patient a number")
  func rows() async throws {
    let table = try await table(
      written(patients: 6),
      CohortTable(
        ["response", "remission", "step", "strategy", "baseline", "score_end", "age", "arm"],
        covariates: [CovariateRequest("age", as: .number), CovariateRequest("arm", as: .text)]))
    #expect(table.rowCount == 12)
    #expect(table[CohortTable.cluster]?.values == .numbers([0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 5]))
    #expect(table["step"]?.values == .numbers([1, 1, 2, 1, 2, 3, 1, 1, 2, 1, 2, 3]))
    #expect(table["baseline"]?.values == .numbers([20, 21, 21, 22, 22, 22, 23, 24, 24, 25, 25, 25]))
    #expect(table["score_end"]?.values == .numbers([3, 10, 13, 17, 20, 23, 24, .nan, .nan, 13, 16, 19]))
    #expect(table["response"]?.values == .numbers([1, 1, 0, 0, 0, 0, 0, .nan, .nan, 0, 0, 0]))
    #expect(table["remission"]?.values == .numbers([1, 0, 0, 0, 0, 0, 0, .nan, .nan, 0, 0, 0]))
    #expect(table["age"]?.values == .numbers([20, 21, 21, 22, 22, 22, .nan, 24, 24, 25, 25, 25]))
    let (design, _, missing) = try table.design(
      Formula(parsing: "response ~ step + arm + age"), cluster: CohortTable.cluster)
    #expect(missing.used == 9 && missing.columns.map(\.name) == ["response", "age"])
    #expect(
      design.columns == ["(Intercept)", "step", "armb", "age"]
        && design.clusters == [0, 1, 1, 2, 2, 2, 3, 3, 3])
  }

  @Test("Any number of workers gives the rows in the file's order")
  func threads() async throws {
    let path = try written(patients: 12_000)
    let statistic = CohortTable(
      ["response", "strategy", "step"], covariates: [CovariateRequest("arm", as: .text)],
      where: try Filter(parsing: "step < 3"))
    let one = try await table(path, statistic)
    let three = try await table(path, statistic, threads: 3)
    #expect(one == three && one.rowCount == 20_000)
    guard case .numbers(let patients)? = one[CohortTable.cluster]?.values else {
      Issue.record("No clusters.")
      return
    }
    #expect(patients == patients.sorted())
  }

  @Test("Scales are never pooled, and the patient is no predictor")
  func refused() async throws {
    let path = try written(patients: 8, scales: ["HAMD17", "MADRS"])
    await #expect(throws: StatisticError.self) { try await table(path, CohortTable(["response"])) }
    #expect(try await table(path, CohortTable(["response"], scale: "MADRS")).rowCount == 15)
    #expect(try await table(path, CohortTable(["response", "scale"])).rowCount == 30)
    let named = try await table(path, CohortTable(["response", "patient_id"], scale: "MADRS"))
    #expect(named.names == ["response"])
  }
}
