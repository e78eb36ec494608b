import Regression
import Statistics
import TestSupport
import Testing

@testable import Reporting

@Suite("Tables of a regression")
struct RegressionTableTests {
  private func shown(_ result: RegressionResult = DrawnRegression.result) -> SuppressedRegression {
    DrawnRegression.open.applied(to: result, cells: DrawnRegression.cells(rows: 100, events: 30))
  }

  @Test("the terms have the columns of the contract, in its order")
  func termColumns() {
    #expect(
      shown().termsTable.columns.map(\.name) == [
        "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high", "odds_ratio",
        "or_low", "or_high",
      ])
  }

  @Test("the summary is one row with the columns of the contract")
  func summaryColumns() {
    let table = shown().summaryTable
    #expect(table.rows.count == 1)
    #expect(
      table.columns.map(\.name) == [
        "n", "events", "parameters", "log_likelihood", "penalised_log_likelihood", "deviance",
        "null_deviance", "aic", "bic", "mcfadden", "nagelkerke", "auc", "auc_low", "auc_high", "brier",
        "calibration_intercept", "calibration_slope", "rounds", "clusters", "patterns", "method", "se",
        "interval", "level",
      ])
    #expect(table.rows[0].count == table.columns.count)
    #expect(table.rows[0][0] == .count(400))
    #expect(table.rows[0][4] == .absent)
  }

  @Test("the tests of terms have the columns of the contract; a test that was not made is empty")
  func testColumns() {
    let table = shown().testsTable
    #expect(
      table.columns.map(\.name) == ["term", "df", "lr", "lr_p", "score", "score_p", "wald", "wald_p"])
    #expect(table.rendered(as: .csv).contains("site,2,9.1,0.0106,,,8.9,0.0117"))
  }

  @Test("CSV holds every digit of an estimate and of its odds ratio")
  func everyDigit() throws {
    let lines = shown().termsTable.rendered(as: .csv).split(separator: "\n")
    let fields = lines[3].split(separator: ",").map(String.init)
    #expect(fields[0] == "sexM")
    #expect(fields[1] == "0.41")
    // exp(0.41), by bc -l.
    let digits = Tolerance(absolute: 1e-14, reason: "bc's digits after the point, cut after fifteen")
    #expect(digits.admits(try #require(Double(fields[7])), for: 1.506817785112853))
  }

  @Test(
    "a column that repeats others stands in its place of the design, without numbers, and a note says why")
  func aliased() {
    let table = shown().termsTable
    #expect(
      table.rows.map { $0[0] } == DrawnRegression.columns.map { .text($0) })
    #expect(table.rows[5].dropFirst().allSatisfy { $0 == .absent })
    #expect(table.notes.contains { $0.contains("repeats others") && $0.contains("siteTwin") })
  }

  @Test("without the design, aliased columns stand last")
  func aliasedLast() {
    let table = DrawnRegression.open.applied(to: DrawnRegression.result).termsTable
    #expect(table.rows.last?[0] == .text("siteTwin"))
  }

  @Test("people read a small p-value as <0.001, machines every digit")
  func pValues() {
    let table = shown().termsTable
    #expect(table.rendered(as: .markdown).contains("&lt;0.001"))
    #expect(!table.rendered(as: .table).contains("0.000 "))
    #expect(table.rendered(as: .csv).contains("6e-05"))
  }

  @Test("a Firth fit prints and names both log-likelihoods")
  func firth() {
    var result = DrawnRegression.result
    result.options.method = .firth
    result.options.interval = .profile
    result.summary.logLikelihood = -28.287697
    result.summary.penalisedLogLikelihood = -24.037268
    let table = shown(result).summaryTable
    #expect(table.rows[0][3] == .number(-28.287697))
    #expect(table.rows[0][4] == .number(-24.037268))
    let text = shown(result).summaryLines.rendered(as: .table)
    #expect(text.contains("Log-likelihood (unpenalised)") && text.contains("-28.2877"))
    #expect(text.contains("Log-likelihood (penalised)") && text.contains("-24.0373"))
    #expect(table.notes.contains { $0.contains("Jeffreys") })
    #expect(shown(result).testsTable.columns[2].heading == "Penalised LR")
  }

  @Test("measures of performance are called apparent wherever they are printed")
  func apparent() {
    let shown = shown()
    #expect(shown.summaryTable.notes.contains { $0.contains("apparent") })
    #expect(shown.summaryLines.rendered(as: .table).contains("AUC (apparent)"))
    #expect(shown.rocCurve()?.caption.contains("Apparent") == true)
    #expect(shown.calibrationPlot()?.caption.contains("Apparent") == true)
  }

  @Test("an infinite limit is inf in CSV, null in JSON, ∞ for people, and noted")
  func infinite() {
    var result = DrawnRegression.result
    result.terms[2].confHigh = .infinity
    let table = shown(result).termsTable
    #expect(table.rendered(as: .csv).contains(",inf,"))
    #expect(table.rendered(as: .json).contains("\"or_high\": null"))
    #expect(table.rendered(as: .table).contains("∞"))
    #expect(table.notes.contains { $0.contains("no limit on one side") && $0.contains("sexM") })
  }

  @Test("the notes say which limits and which standard errors stand there")
  func notes() {
    var result = DrawnRegression.result
    result.options.standardErrors = .cr1
    result.options.level = 0.9
    let notes = shown(result).termsTable.notes
    #expect(notes[0].contains("90 % Wald limits"))
    #expect(notes[0].contains("robust to clusters (CR1)"))
    #expect(notes.last == "A note of the fit.")
  }

  @Test("per-row values are a table only where they were asked for")
  func rowValues() {
    var result = DrawnRegression.result
    #expect(result.rowsTable == nil)
    result.rows = RegressionResult.Rows(
      fitted: [0.25, 0.5], linearPredictor: [-1.0986, 0], hat: [0.1, 0.2], cook: [0.01, 0.02])
    #expect(
      result.rowsTable?.rendered(as: .csv)
        == "row,fitted,linear_predictor,hat,cook_distance\n1,0.25,-1.0986,0.1,0.01\n2,0.5,0.0,0.2,0.02\n")
  }

  @Test(
    "numbers of any size keep their significant digits",
    arguments: [
      (1.0, "1.00"), (0.95, "0.950"), (9.996, "10.0"), (12.34, "12.3"), (123.4, "123"), (2578.4, "2578"),
      (0.00041234, "0.000412"), (0.0000041, "4.10e-6"), (8.123e7, "8.12e7"), (-0.0211, "-0.0211"), (0, "0"),
      (.infinity, "∞"), (-.infinity, "-∞"), (9.999e-6, "1.00e-5"),
      (Double.leastNonzeroMagnitude, "4.94e-324"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value, digits: 3) == text)
  }

  @Test(
    "a ratio near 1 shows on which side it lies",
    arguments: [
      (1.00041, "1.00041"), (0.99988, "0.99988"), (1.0, "1.00"), (0.997, "0.997"), (1.3, "1.30"),
      (1.0000021, "1.0000021"),
    ])
  func ratio(value: Double, text: String) { #expect(NumberText.ratio(value) == text) }
}
