import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Runs of rows on their way into a page")
struct StepsStaging {
  @Test(
    "thousands of patients in a row without a score on the wanted scale make the pages of the row-by-row reader",
    arguments: [1, 2])
  func unwantedPatients(threads: Int) async throws {
    let folder = try TemporaryFolder()
    let header = "patient_id,step,strategy,agents,start_day,end_day,scale,score_start,score_end,age\n"
    let text =
      header
      + (0..<7000).map { patient in
        let scale = patient % 6500 == 0 ? "MADRS" : "HAMD17"
        return "P\(10_000 + patient),1,ECT,sertraline,0,42,\(scale),30,12,\(20 + patient % 60)\n"
      }.joined()
    let request = PageRequest(
      scales: ["MADRS"], columns: [.agents, .days], covariates: [CovariateRequest("age", as: .number)])
    let file = try StepsFile(
      path: try folder.write(text.utf8), name: "steps.csv", request: request, catalogue: Example.catalogue)
    for window in [StepsFile.windowBytes, 200_000] {
      let slow = try file.rowByRow(PageTexts(), windowBytes: window, setAside: nil)
      let fast = try await file.workers(
        PageTexts(), size: text.utf8.count, threads: threads, windowBytes: window, readAhead: 4096)
      #expect(try #require(fast).summary == slow.summary)
      let pages = try #require(slow.summary).pages.joined(separator: "\n").split(separator: "\n")
      #expect(pages.count { $0.hasPrefix("patient") } == 7000 && pages.count { $0.contains("MADRS") } == 2)
    }
  }
}
