import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Findings of the first page")
struct FindingsTests {
  /// Rates of remission by strategy, each with its limits.
  private func findings(_ rates: [(code: String, n: Int, events: Int, low: Double, high: Double)]) -> [String]
  {
    let rows = rates.map {
      Drawn.rate(
        [$0.code], outcome: .remission, n: $0.n, events: $0.events,
        limits: [$0.low, $0.high, $0.low, $0.high])
    }
    let content = ReportContent(
      title: "T", results: Results(rates: [Drawn.table(["strategy"], rows)]),
      disclosure: .none(reason: "drawn"))
    return Report(content).firstPage.findings.map(\.plain)
  }

  /// ECT and KETAMINE are the extremes and overlap by their width; NEUROMOD lies apart from SWITCH_OUT.
  @Test("that no two lie apart is said of every pair, not of the highest and the lowest rate alone")
  func everyPair() {
    let told = findings([
      ("ECT", 30, 18, 0.30, 0.85), ("NEUROMOD", 400, 200, 0.45, 0.55), ("SWITCH_OUT", 900, 270, 0.27, 0.33),
      ("KETAMINE", 25, 6, 0.10, 0.45),
    ])
    #expect(
      told.first
        == "Of 4 further strategies, over all steps, remission was more frequent after “NEUROMOD”, "
        + "50.0 % (200 of 400; 45.0 to 55.0 %), than after “SWITCH_OUT”, 30.0 % (270 of 900; 27.0 to 33.0 %); "
        + "who had them, and when, differs.")
  }

  @Test("where every two overlap the data do not rank them, and groups of fewer than 20 are in no finding")
  func overlap() {
    let told = findings([
      ("ECT", 30, 12, 0.20, 0.60), ("NEUROMOD", 60, 21, 0.22, 0.50), ("SWITCH_OUT", 80, 24, 0.20, 0.42),
      ("KETAMINE", 19, 19, 0.83, 1),
    ])
    #expect(
      told == [
        "No two of the 3 further strategies have limits of remission that lie apart: these data do not rank them."
      ])
  }

  @Test("a cohort of small groups bears none, and says so")
  func none() {
    #expect(
      findings([("ECT", 12, 6, 0.2, 0.8)]) == [
        "No group has 20 scored steps: this cohort can bear no finding. See the tables."
      ])
  }
}
