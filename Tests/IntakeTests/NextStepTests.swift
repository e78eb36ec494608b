import Testing
import Treatment

@testable import Intake

/// Endpoints of a file of steps beside the start of the step that follows (Documentation/Formats/Scores.md).
@Suite("An endpoint and the next step")
struct NextStepTests {
  @Test(
    "an endpoint lies before the patient's next step, on whatever scale that is rated and on every way of reading"
  )
  func nextStep() async throws {
    let header = StepsAgreement.columns + ",score_last,end_score_day"
    let rows = [
      // The day of the next start, a day before it, and long after it.
      "P1,1,ECT,sertraline,0,42,MADRS,30,12,12,60", "P1,2,ECT,sertraline,60,90,MADRS,30,12,12,80",
      "P2,1,ECT,sertraline,0,55,MADRS,30,12,12,59", "P2,2,ECT,sertraline,60,90,HAMD17,20,12,12,80",
      "P3,1,ECT,sertraline,0,55,MADRS,30,12,12,61", "P3,1,ECT,sertraline,0,55,HAMD17,20,12,12,59",
      "P3,2,ECT,sertraline,60,90,HAMD17,20,12,12,",
      // Steps out of order, and a start that is not known.
      "P4,2,ECT,sertraline,60,90,MADRS,30,12,12,80", "P4,1,ECT,sertraline,0,55,MADRS,30,12,12,60",
      "P5,1,ECT,sertraline,0,55,MADRS,30,12,12,60", "P5,2,ECT,sertraline,,,MADRS,30,12,12,",
    ]
    let expected = [
      "P1": ["1 MADRS 30->. last=.", "2 MADRS 30->12 last=12"], "P2": ["1 MADRS 30->12 last=12"],
      "P3": ["1 MADRS 30->. last=."], "P4": ["1 MADRS 30->. last=.", "2 MADRS 30->12 last=12"],
      "P5": ["1 MADRS 30->12 last=12", "2 MADRS 30->12 last=12"],
    ].sorted { $0.key < $1.key }.flatMap {
      $0.value.map { "step=" + $0.replacing(" MADRS", with: " ECT MADRS") }
    }
    let request = PageRequest(scales: ["MADRS"], columns: [.last])
    for written in try StepsAgreement.cohorts(header, rows) {
      #expect(try await written.read(request).rows.sorted() == expected.sorted())
    }
    // Wherever the windows and the stages end.
    let many = (0..<900).flatMap { number in
      rows.map { "Q\(10_000 + number)" + $0.dropFirst(0) }
    }
    let text = ([header] + many).joined(separator: "\n")
    let folder = try TemporaryFolder()
    let path = try folder.write(text.utf8)
    for window in [700, 5000, 1 << 19] {
      let file = try StepsFile(path: path, name: "steps.csv", request: request, catalogue: Example.catalogue)
      let slow = try file.rowByRow(PageTexts(), windowBytes: window, setAside: nil)
      let fast = try await file.workers(
        PageTexts(), size: text.utf8.count, threads: 2, windowBytes: window, readAhead: 64)
      let lines = try #require(slow.summary).pages.joined(separator: "\n").split(separator: "\n")
      #expect(lines.count { $0.contains("30.0 nan") } == 900 * 3)
      #expect(try #require(fast).summary == slow.summary)
    }
  }
}
