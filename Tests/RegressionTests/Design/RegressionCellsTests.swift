import Regression
import Testing

@Suite("Cells behind the columns of a design")
struct RegressionCellsTests {
  /// Intercept, age, sexM, siteB, siteC and sexM:siteB over eight rows of five patients.
  private var design: Design {
    let rows: [(age: Double, male: Double, site: Character, event: Double, patient: Int32)] = [
      (40, 1, "A", 1, 0), (41, 0, "A", 0, 0), (42, 1, "B", 1, 1), (43, 1, "B", 0, 1), (44, 0, "B", 1, 2),
      (45, 0, "C", 0, 3), (46, 1, "C", 0, 4), (47, 0, "A", 1, 4),
    ]
    return Design(
      columns: ["(Intercept)", "age", "sexM", "siteB", "siteC", "sexM:siteB"],
      assignment: [-1, 0, 1, 2, 2, 3],
      terms: ["age", "sex", "site", "sex:site"], count: rows.count,
      x: rows.flatMap { row -> [Double] in
        let (b, c) = (row.site == "B" ? 1.0 : 0, row.site == "C" ? 1.0 : 0)
        return [1, row.age, row.male, b, c, row.male * b]
      }, y: rows.map(\.event), clusters: rows.map(\.patient))
  }

  private func cell(_ name: String, _ design: Design) -> RegressionCells.Cell? {
    RegressionCells(design).cells.first { $0.column == name }
  }

  @Test("a 0/1 column counts its rows, events and patients")
  func columns() {
    #expect(
      cell("siteB", design)
        == RegressionCells.Cell(column: "siteB", term: "site", rows: 3, events: 2, clusters: 2))
    #expect(cell("age", design) == nil)
    #expect(cell("(Intercept)", design) == nil)
  }

  @Test("the reference level of a factor is a cell, though it has no column")
  func reference() {
    #expect(
      cell("reference of site", design)
        == RegressionCells.Cell(column: "reference of site", term: "site", rows: 3, events: 2, clusters: 2))
  }

  @Test("an interaction's other cells are the rows of a part that lack it")
  func interaction() {
    #expect(cell("sexM:siteB", design)?.rows == 2)
    #expect(cell("sexM without sexM:siteB", design)?.rows == 2)
    #expect(cell("siteB without sexM:siteB", design)?.rows == 1)
  }

  @Test("a level whose name holds a colon is found in its interaction")
  func colons() {
    let design = Design(
      columns: ["(Intercept)", "ga:b", "m", "ga:b:m"], assignment: [-1, 0, 1, 2], terms: ["g", "m", "g:m"],
      count: 3,
      x: [1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0], y: [0, 1, 1])
    #expect(cell("ga:b without ga:b:m", design)?.rows == 1)
    #expect(cell("m without ga:b:m", design)?.rows == 1)
  }

  @Test("weight 2 counts as two rows, weight 0 as none")
  func weights() {
    var design = design
    design.weights[2] = 2
    design.weights[4] = 0
    #expect(cell("siteB", design)?.rows == 3)
    #expect(cell("siteB", design)?.events == 2)
    #expect(cell("siteB", design)?.clusters == 1)
  }

  @Test("a coding without a reference level has no such cell")
  func withoutReference() {
    let design = Design(
      columns: ["a", "b"], assignment: [0, 0], terms: ["f"], count: 3, x: [1, 0, 0, 1, 0, 1], y: [0, 1, 1])
    #expect(RegressionCells(design).cells.map(\.column) == ["a", "b"])
    #expect(RegressionCells(design).cells.first?.clusters == nil)
  }
}
