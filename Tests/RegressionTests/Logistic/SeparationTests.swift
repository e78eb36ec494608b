import Regression
import Summaries
import Testing

@Suite("Separation is found and named")
struct SeparationTests {
  private func error(_ design: Design) -> StatisticError? {
    do throws(StatisticError) {
      _ = try LogisticRegression(options()).fit(design)
      return nil
    } catch {
      return error
    }
  }

  @Test("endometrial is refused for NV, and Firth is named as the way out")
  func endometrial() throws {
    let found = try #require(error(try ReferenceDesign.named("endometrial").design))
    #expect(found == .separated(term: "NV", levels: ["NV = 1: every row has the event"]))
    #expect(found.description.contains("--method firth"))
    #expect(found.description.contains("NV = 1"))
  }

  @Test("Complete separation by a threshold names it")
  func complete() {
    let design = DrawnDesign.line((1...20).map(Double.init), (1...20).map { $0 > 12 ? 1 : 0 })
    #expect(error(design) == .separated(term: "x", levels: ["x above 12: every row has the event"]))
    let fewer = DrawnDesign.line((1...20).map { -Double($0) }, (1...20).map { $0 > 12 ? 1 : 0 })
    #expect(error(fewer) == .separated(term: "x", levels: ["x below -12: every row has the event"]))
  }

  @Test("One point on the border with both outcomes is quasi-complete separation")
  func quasiComplete() {
    let design = DrawnDesign.line((1...20).map(Double.init) + [12], (1...20).map { $0 > 12 ? 1 : 0 } + [1])
    #expect(error(design) == .separated(term: "x", levels: ["x above 12: every row has the event"]))
  }

  @Test("One point on the wrong side is no separation")
  func overlap() throws {
    let design = DrawnDesign.line((1...20).map(Double.init) + [11.5], (1...20).map { $0 > 12 ? 1 : 0 } + [1])
    #expect(error(design) == nil)
  }

  @Test("A single event on a level is not separation where another row of the level has none")
  func rare() {
    let x = (0..<100).map { $0 < 10 ? 1.0 : 0.0 }
    #expect(error(DrawnDesign.line(x, (0..<100).map { $0 == 3 || ($0 > 10 && $0 % 4 == 0) ? 1 : 0 })) == nil)
    #expect(
      error(DrawnDesign.line(x, (0..<100).map { $0 > 10 && $0 % 4 == 0 ? 1 : 0 }))
        == .separated(term: "x", levels: ["x = 1: no row has the event"]))
  }

  @Test("Two columns that separate only together are both named")
  func together() {
    var x: [Double] = []
    var y: [Double] = []
    for i in 0..<12 {
      for j in 0..<12 {
        x += [1, Double(i), Double(j)]
        y.append(i + j > 11 ? 1 : 0)
      }
    }
    let design = Design(
      columns: ["(Intercept)", "a", "b"], assignment: [-1, 0, 1], terms: ["a", "b"], count: y.count, x: x,
      y: y)
    #expect(error(design) == .separated(term: "a + b", levels: []))
  }

  @Test("Large linear predictors without separation are fitted")
  func steep() throws {
    // One event and one non-event at every border value keep the estimate finite, however steep.
    let x = (0..<400).map { Double($0) / 4 } + [49.9, 50.1]
    let y = (0..<400).map { $0 >= 200 ? 1.0 : 0.0 } + [1, 0]
    let result = try LogisticRegression(options()).fit(DrawnDesign.line(x, y))
    #expect(result.terms[1].estimate > 1)
  }
}
