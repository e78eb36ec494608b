import Regression
import Statistics
import Testing

@testable import Reporting

@Suite("Disclosure control of a regression")
struct RegressionDisclosureTests {
  private let open = DrawnRegression.cells(rows: 100, events: 30)

  private func row(_ shown: SuppressedRegression, _ column: String) -> [Cell] {
    shown.termsTable.rows.first { $0[0] == .text(column) } ?? []
  }

  @Test("a model without a small cell is shown whole under ohdsi")
  func nothingSmall() {
    let shown = Disclosure.ohdsi().applied(to: DrawnRegression.result, cells: open)
    #expect(
      shown.termsTable.rows
        == DrawnRegression.open.applied(to: DrawnRegression.result, cells: open).termsTable.rows)
    #expect(shown.modelFileRefusal == nil)
  }

  @Test(
    "few events, non-events or rows of the model hide every number of it",
    arguments: [(400.0, 4.0), (400.0, 397.0), (4.0, 2.0)])
  func fewOfAll(n: Double, events: Double) {
    var result = DrawnRegression.result
    result.summary.n = n
    result.summary.events = events
    let shown = Disclosure.ohdsi().applied(to: result, cells: open)
    #expect(
      shown.termsTable.rows.allSatisfy { $0.dropFirst().allSatisfy { $0 == .hidden || $0 == .absent } })
    #expect(shown.summaryTable.rows[0][0...1].allSatisfy { $0 == .hidden })
    #expect(shown.testsTable.rows.allSatisfy { $0.dropFirst().allSatisfy { $0 == .hidden } })
    #expect(shown.forest() == nil && shown.rocCurve() == nil && shown.calibrationPlot() == nil)
    #expect(shown.modelFileRefusal != nil)
    let texts = [shown.termsTable, shown.summaryTable, shown.testsTable].map { $0.rendered(as: .json) }
    for text in texts { #expect(!text.contains("-220.5") && !text.contains("0.41") && !text.contains("9.1")) }
  }

  @Test("none events at all are not few")
  func noneIsNotFew() {
    var result = DrawnRegression.result
    result.summary.events = 0
    #expect(!Disclosure.ohdsi().applied(to: result, cells: open).hidesAll)
  }

  @Test(
    "a level with few rows, events or non-events hides its factor, the intercept and the measures of fit",
    arguments: [(30.0, 3.0), (30.0, 28.0), (4.0, 0.0)])
  func smallLevel(rows: Double, events: Double) {
    let shown = Disclosure.ohdsi().applied(
      to: DrawnRegression.result, cells: DrawnRegression.cells(rows: rows, events: events))
    // A level of four rows loses its name, too.
    for column in ["(Intercept)", "siteB", rows < 5 ? "siteother" : "siteC"] {
      #expect(row(shown, column).dropFirst().allSatisfy { $0 == .hidden }, "\(column)")
    }
    for column in ["age", "sexM"] { #expect(row(shown, column)[1] != .hidden, "\(column)") }
    let summary = shown.summaryTable
    for (column, cell) in zip(summary.columns, summary.rows[0])
    where ["log_likelihood", "deviance", "aic", "bic", "mcfadden", "auc", "brier"].contains(column.name) {
      #expect(cell == .hidden, "\(column.name)")
    }
    #expect(shown.rocCurve() == nil && shown.calibrationPlot() == nil)
    #expect(shown.notes.contains { $0.contains("site") && $0.contains("Merge the level") })
    #expect(shown.modelFileRefusal?.contains("Merge small levels") == true)
  }

  @Test("no rendering of a hidden estimate holds one of its digits")
  func nothingHiddenIsShown() {
    var result = DrawnRegression.result
    result.terms[4] = DrawnRegression.term("siteC", -0.77123, 0.66321)
    let shown = Disclosure.ohdsi().applied(
      to: result, cells: DrawnRegression.cells(rows: 30, events: 3))
    var text = shown.forest()?.svg ?? ""
    for table in [
      shown.termsTable, shown.termsSummary, shown.summaryTable, shown.summaryLines, shown.testsTable,
    ] {
      for format in OutputFormat.allCases { text += table.rendered(as: format) }
    }
    for digits in ["0.77", "0.66", "220.5", "0.712", "9.1", "0.462"] { #expect(!text.contains(digits)) }
  }

  @Test("few patients behind many rows of a level hide it too")
  func fewClusters() {
    var cells = open
    cells.cells[2].clusters = 3
    let shown = Disclosure.ohdsi().applied(to: DrawnRegression.result, cells: cells)
    #expect(row(shown, "siteother")[1] == .hidden)
    #expect(!shown.rows.contains { $0.column == "siteC" })
  }

  @Test("an interaction with a small cell takes its parts with it, whose margins would give it back")
  func interaction() {
    var result = DrawnRegression.result
    result.terms.append(DrawnRegression.term("sexM:siteB", 0.2, 0.3))
    var cells = open
    cells.columns.append("sexM:siteB")
    cells.terms.append("sex:site")
    cells.cells.append(RegressionCells.Cell(column: "sexM:siteB", term: "sex:site", rows: 20, events: 2))
    let shown = Disclosure.ohdsi().applied(to: result, cells: cells)
    for column in ["sexM:siteB", "sexM", "siteB", "siteC"] {
      #expect(row(shown, column)[1] == .hidden, "\(column)")
    }
    #expect(row(shown, "age")[1] != .hidden)
  }

  @Test("a factor with a small level takes its interactions with it")
  func interactionOfSmall() {
    var result = DrawnRegression.result
    result.terms.append(DrawnRegression.term("age:siteC", 0.2, 0.3))
    var cells = DrawnRegression.cells(rows: 30, events: 3)
    cells.columns.append("age:siteC")
    cells.terms.append("age:site")
    let shown = Disclosure.ohdsi().applied(to: result, cells: cells)
    #expect(row(shown, "age:siteC")[1] == .hidden)
    #expect(row(shown, "age")[1] != .hidden)
  }

  @Test("a smaller minimum shows more")
  func minimum() {
    let cells = DrawnRegression.cells(rows: 30, events: 3)
    let shown = Disclosure.ohdsi(minCellCount: 3).applied(to: DrawnRegression.result, cells: cells)
    #expect(row(shown, "siteC")[1] == .number(-0.2))
  }

  @Test("one small tenth of the calibration takes another with it, so that the totals do not give it back")
  func calibration() {
    var result = DrawnRegression.result
    for place in result.calibration.indices { result.calibration[place].events = place == 0 ? 2 : 13 }
    result.summary.events = 119
    let shown = Disclosure.ohdsi().applied(to: result, cells: open)
    #expect(shown.hiddenCalibrationPoints >= 2)
    #expect(shown.calibration.count == 10 - shown.hiddenCalibrationPoints)
    #expect(!shown.calibration.contains { $0.events == 2 })
    #expect(shown.calibrationPlot()?.caption.contains("Groups hidden") == true)
  }

  @Test("no step of the ROC curve is a small count of events or of non-events; its ends stay")
  func rocSteps() throws {
    let shown = Disclosure.ohdsi().applied(to: DrawnRegression.result, cells: open)
    #expect(shown.roc.count > 10)
    for (first, second) in zip(shown.roc, shown.roc.dropFirst()) {
      let events = ((second.truePositiveRate - first.truePositiveRate) * 120).rounded()
      let others = ((second.falsePositiveRate - first.falsePositiveRate) * 280).rounded()
      #expect(events == 0 || events >= 5)
      #expect(others == 0 || others >= 5)
    }
    #expect(shown.roc.first == DrawnRegression.roc.first && shown.roc.last == DrawnRegression.roc.last)
  }

  @Test("opensafely rounds counts to 5 and estimates to two decimals, and prints no likelihood")
  func openSafely() {
    var result = DrawnRegression.result
    result.summary.n = 403
    result.terms[1].estimate = -0.021234
    let shown = Disclosure.openSafely.applied(to: result, cells: open)
    let cells = Dictionary(
      uniqueKeysWithValues: zip(shown.summaryTable.columns.map(\.name), shown.summaryTable.rows[0]))
    #expect(cells["n"] == .count(405))
    #expect(cells["events"] == .count(120))
    #expect(
      cells["log_likelihood"] == .hidden && cells["null_deviance"] == .hidden && cells["bic"] == .hidden)
    #expect(cells["auc"] == .number(0.71))
    #expect(row(shown, "age")[1] == .number(-0.021))
    #expect(shown.modelFileRefusal != nil)
  }

  @Test(
    "rounding keeps two digits of a small number, so that no limit becomes 0",
    arguments: [(-0.003364, -0.0034), (0.41234, 0.41), (12.3456, 12.35), (0.0, 0.0), (.infinity, .infinity)])
  func rounding(value: Double, rounded: Double) { #expect(SuppressedRegression.rounded(value) == rounded) }

  @Test("without the cells, the notes say that levels were not looked at")
  func withoutCells() {
    let shown = Disclosure.ohdsi().applied(to: DrawnRegression.result)
    #expect(shown.notes.contains { $0.contains("not looked at") })
  }

  @Test("where nothing is hidden the reason is printed")
  func reason() {
    #expect(DrawnRegression.open.applied(to: DrawnRegression.result).notes[0].contains("drawn"))
  }
}
