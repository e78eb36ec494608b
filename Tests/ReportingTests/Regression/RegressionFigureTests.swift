import Foundation
import Regression
import Statistics
import Testing

@testable import Reporting

@Suite("Figures of a regression")
struct RegressionFigureTests {
  private let shown = DrawnRegression.open.applied(
    to: DrawnRegression.result, cells: DrawnRegression.cells(rows: 100, events: 30))

  private func forest(_ terms: [RegressionResult.Term]) throws -> String {
    var result = DrawnRegression.result
    result.terms = terms
    result.aliased = []
    return try #require(DrawnRegression.open.applied(to: result).forest()).svg
  }

  @Test("the forest prints every odds ratio with limits and p, and not the intercept's")
  func forestText() throws {
    let svg = try #require(shown.forest()).svg
    #expect(svg.contains("1.51 (1.02 to 2.23)"))
    #expect(svg.contains("&lt;0.001"))
    #expect(!svg.contains(">(Intercept)<"))
    #expect(svg.contains(">site<") && svg.contains(">B<") && svg.contains(">C<"))
    #expect(svg.contains("repeats other columns"))
  }

  @Test("each figure has a title, a description that holds its numbers, and a caption")
  func accessible() throws {
    let figures = [shown.forest(), shown.rocCurve(), shown.calibrationPlot()].compactMap { $0 }
    #expect(figures.count == 3)
    for figure in figures {
      #expect(figure.svg.contains("<title id=\"figure-\(figure.name)-title\">"))
      #expect(figure.svg.contains("role=\"img\""))
      #expect(figure.svg.contains("prefers-color-scheme:dark"))
      #expect(!figure.caption.isEmpty)
    }
    #expect(figures[0].svg.contains("sex: M: 1.51 (1.02 to 2.23), p = 0.040"))
    #expect(figures[1].svg.contains("AUC 0.712 (0.650 to 0.770)"))
    #expect(figures[1].caption.contains("AUC 0.712 (0.650 to 0.770)"))
    #expect(figures[2].svg.contains("Slope 1.00"))
  }

  @Test("a limit that is infinite or far away is an arrow, and the figure says what arrows mean")
  func arrows() throws {
    let svg = try forest([
      DrawnRegression.term("a", 1, 1, limits: (-0.5, .infinity)),
      DrawnRegression.term("b", -1, 1, limits: (-.infinity, 0.3)),
    ])
    #expect(svg.contains("Arrow: the value or limit lies beyond the axis."))
    #expect(svg.contains("2.72 (0.607 to ∞)") && svg.contains("0.368 (0 to 1.35)"))
    #expect(!(try forest([DrawnRegression.term("a", 1, 0.2)])).contains("Arrow"))
  }

  @Test(
    "whatever the sizes of ratios and limits, every coordinate is a number inside the drawing",
    arguments: [
      [(0.0, 0.0, 0.0)], [(1e-9, -1e-9, 2e-9)], [(50, 40, 60)], [(-700, -.infinity, .infinity)],
      [(0.4, 0.1, 0.7), (30, 1, .infinity), (-30, -.infinity, -1)], [(800, 700, 900)],
    ] as [[(Double, Double, Double)]])
  func inside(terms: [(Double, Double, Double)]) throws {
    let svg = try forest(
      terms.enumerated().map { place, term in
        DrawnRegression.term("x\(place)", term.0, 1, limits: (term.1, term.2))
      })
    for match in svg.matches(of: /\ (x1|x2|x|cx)="([^"]*)"/) {
      let value = try #require(Double(match.output.2), "\(match.output.2)")
      #expect(value.isFinite && value >= 0 && value <= 860)
    }
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test("forty terms stand apart, one line each")
  func forty() throws {
    let svg = try forest((0..<40).map { DrawnRegression.term("term\($0)", 0.1, 0.2) })
    let places = svg.matches(of: /y="([0-9.]+)" font-size="13"/).compactMap { Double($0.output.1) }
    #expect(places.count == 40)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 20 })
  }

  @Test("a name from data cannot break out of the drawing")
  func escaped() throws {
    let svg = try forest([DrawnRegression.term("<script>&\"", 0.1, 0.2)])
    #expect(!svg.contains("<script>"))
  }

  @Test("columns of a spline are left to its curve")
  func splines() throws {
    var result = DrawnRegression.result
    result.terms.append(DrawnRegression.term("rcs(age, 3)age'", 0.1, 0.2))
    let figure = try #require(DrawnRegression.open.applied(to: result).forest())
    #expect(!figure.svg.contains("rcs(age"))
    #expect(figure.caption.contains("splines are drawn as curves"))
  }

  private let curve = RegressionCurve(
    term: "rcs(age, 3)", variable: "age",
    points: (0...20).map {
      let x = 20 + 2 * Double($0)
      return RegressionCurve.Point(
        x: x, estimate: 0.01 * (x - 40), low: 0.01 * (x - 40) - 0.1, high: 0.01 * (x - 40) + 0.1)
    }, quantiles: [25, 40, 55], reference: 40)

  @Test("a curve tells its reference value and draws a band, a rug and the line at 1")
  func curveDrawn() throws {
    let figure = try #require(shown.figure(of: curve))
    #expect(figure.name == "curve-age")
    #expect(figure.svg.contains("against age = 40"))
    #expect(figure.svg.contains("fill-opacity"))
    #expect(figure.svg.contains("at 20: 0.819 (0.741 to 0.905)"))
  }

  @Test("the curve of a term that is hidden is not drawn")
  func curveHidden() {
    var cells = DrawnRegression.cells(rows: 100, events: 30)
    cells.cells.append(RegressionCells.Cell(column: "x", term: "rcs(age, 3)", rows: 20, events: 1))
    #expect(Disclosure.ohdsi().applied(to: DrawnRegression.result, cells: cells).figure(of: curve) == nil)
  }

  @Test("the axis of ratios keeps 1 and round ticks in order, with room between")
  func ticks() {
    for (low, high) in [(0.3, 5.0), (0.001, 1000), (0.98, 1.01), (0.0000001, 10_000_000), (0.9, 1.1)] {
      let axis = LogAxis(low: low, high: high, start: 0, end: 300)
      let ticks = axis.ticks(apart: 40)
      #expect(ticks.contains(1))
      #expect(ticks.count >= 2 && ticks.count <= 8, "\(low) to \(high): \(ticks)")
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { axis.position($1) - axis.position($0) >= 40 })
    }
  }
}
