import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("What people read in reports")
struct ReportWordsTests {
  @Test("terms of a model are read as what they compare; what is no plain factor stays as it is")
  func terms() {
    let names = ReportNames(columns: ["sex": "Sex"], levels: ["sex": ["f": "women", "m": "men"]])
    let relevel = "relevel(agent, ref = \"placebo\")"
    #expect(TermWords.column(relevel + "ketamine", of: relevel, names) == "ketamine against placebo")
    #expect(TermWords.column("sexf", of: "sex", names) == "Sex: women")
    #expect(TermWords.column("factor(sex)m", of: "factor(sex)", names) == "Sex: men")
    #expect(TermWords.column("age", of: "age", names) == "age")
    #expect(TermWords.column("rcs(age, 3)age'", of: "rcs(age, 3)", names) == "rcs(age, 3)age'")
    #expect(TermWords.column("age:sexf", of: "age:sex", names) == "age:sexf")
  }

  @Test("thousands stand apart, and percentages of fewer than a hundred have no decimal")
  func numbers() {
    #expect(
      [0, 999, 1_000, 12_043, 1_000_000, -4_321].map(NumberText.grouped) == [
        "0", "999", "1,000", "12,043", "1,000,000", "-4,321",
      ])
    #expect(NumberText.percent(1 / 3, of: 99) == "33" && NumberText.percent(1 / 3, of: 100) == "33.3")
  }

  @Test("a matrix writes no number of a hidden cell, and nothing where there is no step")
  func matrix() {
    func row(_ strategy: String, _ step: String, n: Int, events: Int) -> Rate {
      Drawn.rate([strategy, step], n: n, events: events)
    }
    let table = Drawn.table(
      ["strategy", "step"],
      [
        row("ECT", "2", n: 5_043, events: 1_777), row("SWITCH_OUT", "2", n: 6_021, events: 3),
        row("ECT", "3", n: 40, events: 20),
      ])
    let shown = Disclosure.ohdsi().applied(to: Results(rates: [table])).rates[0]
    #expect(shown.rows[1].suppressed == .primary)
    let svg = StepMatrix(
      rows: shown.rows, names: .codes, stepColumn: 1, keys: shown.by, title: "T", id: "m"
    ).drawing().rendered(standalone: true)
    #expect(svg.contains(">35 %<") && svg.contains(">5,043<") && svg.contains(">50 %<"))
    #expect(!svg.contains(">0 %<") && !svg.contains(">6,021<"))
  }

  @Test("a mean of nobody is no number in its line, and the line of the missing says how many they are")
  func meanOfNobody() {
    let table = BaselineTable(
      arms: ["a", "b", "All"], patients: [8, 15, 23],
      rows: [
        .init(
          name: "MADRS", level: "",
          cells: [
            .mean(28.4, standardDeviation: 2.9, n: 7), .missing(15),
            .mean(28.4, standardDeviation: 2.9, n: 7),
          ]),
        .init(name: "MADRS", level: "missing", cells: [.missing(1), .missing(15), .missing(16)]),
      ])
    var results = Results()
    results.baseline = table
    let shown = Disclosure.none(reason: "drawn").applied(to: results).baseline
    #expect(
      shown?.summary.rows == [
        [.text("MADRS, mean (SD)"), .text("28.4 (2.9)"), .absent, .text("28.4 (2.9)")],
        [.text("    missing"), .text("1"), .text("15"), .text("16")],
      ])
  }
}
