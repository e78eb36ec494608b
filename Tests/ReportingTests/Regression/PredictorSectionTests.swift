import Regression
import Statistics
import Testing

@testable import Reporting

@Suite("Predictors in a report")
struct PredictorSectionTests {
  private var content: ReportContent {
    var content = Drawn.content
    content.predictors = [Self.section]
    return content
  }

  static var section: PredictorSection {
    let model = DrawnRegression.open.applied(
      to: DrawnRegression.result, cells: DrawnRegression.cells(rows: 100, events: 30))
    return PredictorSection(
      name: "Response", heading: "Who responds", definition: ["response ~ age + sex + site"], model: model,
      notes: ["leakage: not checked"])
  }

  private func text(_ path: String) -> String {
    Report(content).files.first { $0.path == path }?.text ?? ""
  }

  @Test("a model adds its section, its tables and its figures")
  func files() {
    let added = Report(content).files.map(\.path).filter {
      !Report(Drawn.content).files.map(\.path).contains($0)
    }
    #expect(
      added == [
        "tables/predictors-response-terms.csv", "tables/predictors-response-summary.csv",
        "tables/predictors-response-tests.csv", "tables/predictors-response-roc.csv",
        "tables/predictors-response-calibration.csv", "figures/predictors-response-odds-ratios.svg",
        "figures/predictors-response-roc.svg", "figures/predictors-response-calibration.svg",
        "checklist-tripod-ai.csv", "checklist-tripod-ai.html",
      ])
  }

  @Test("page and Markdown hold heading, definition, numbers and notes")
  func rendered() {
    for path in ["report.html", "report.md"] {
      let text = text(path)
      for part in ["Predictors", "Who responds", "Odds ratio", "1.51", "leakage: not checked"] {
        #expect(text.contains(part), "\(part) in \(path)")
      }
    }
    #expect(text("report.html").contains("<h2 id=\"predictors\">Predictors</h2>"))
    #expect(text("report.md").contains("(figures/predictors-response-roc.svg)"))
  }

  @Test("the file of the terms has every digit and the contract's columns")
  func csv() {
    #expect(
      text("tables/predictors-response-terms.csv").hasPrefix(
        "term,estimate,std_error,statistic,p_value,conf_low,conf_high,odds_ratio,or_low,or_high\n"))
  }

  @Test("a test that no term has is no column of the page, and stays one of the file")
  func emptyColumns() {
    #expect(!text("report.md").contains("p (score)"))
    #expect(text("report.md").contains("p (Wald)"))
    #expect(text("tables/predictors-response-tests.csv").contains("score_p"))
  }

  @Test("ids on the page are there once")
  func ids() {
    let ids = text("report.html").matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
  }

  @Test("a report without models is the same bytes as before")
  func withoutModels() {
    #expect(!Report(Drawn.content).files.contains { $0.text.contains("redictors") })
  }
}
