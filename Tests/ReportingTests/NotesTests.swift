import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Notes below rates")
struct NotesTests {
  private let note = "There is no remission on BDI: the catalogue holds no cut-off."

  @Test(
    "what a table of rates has to say stands below it, under every rule",
    arguments: [OutputFormat.table, .markdown])
  func carried(format: OutputFormat) {
    let table = Drawn.table(["s"], [Drawn.rate(["A"], n: 40, events: 20)], notes: [note])
    for rule in [Disclosure.ohdsi(), .openSafely, .none(reason: "drawn")] {
      let rates = rule.applied(to: Results(rates: [table])).rates[0]
      #expect(rates.notes == [note])
      #expect(rates.rendered(as: format).contains(note))
    }
  }

  @Test("a report says a table's notes, once")
  func inReports() {
    var content = Drawn.content
    content.results.rates[0].notes = [note]
    for file in Report(content).files.prefix(2) {
      #expect(file.text.components(separatedBy: note) == 2, "\(file.path)")
    }
  }

  @Test("a report explains hidden rows also where only a later outcome has them")
  func laterSections() {
    // Of the drawn content only remission has a hidden row.
    #expect(Report(Drawn.content).files[1].text.contains("hidden (primary)"))
  }

  /// Two sites of four patients each, and eight rows in the file that is named beside them: two counts of 1 to 4 that add
  /// up to eight are four each, whatever is hidden.
  private var unprovable: Results {
    Results(
      rates: [
        Drawn.table(["s"], ["A", "B"].map { Drawn.rate([$0], n: 4, events: 2) }),
        Drawn.table([], [Drawn.rate([], n: 8, events: 4)]),
      ], knownTotals: [8])
  }

  @Test("a hidden count that known totals give back stays hidden, and the doubt is said below every table")
  func doubt() {
    let shown = Disclosure.ohdsi().applied(to: unprovable)
    #expect(shown.unproven > 0)
    #expect(shown.rates[0].rows.allSatisfy { $0.patients == nil && $0.events == nil })
    for rates in shown.rates {
      #expect(rates.notes.contains { $0.contains("could not be proved safe") })
      for format in [OutputFormat.table, .markdown] {
        #expect(rates.rendered(as: format).contains("have this table reviewed"))
      }
    }
    var content = Drawn.content
    content.results = unprovable
    for file in Report(content).files.prefix(2) {
      #expect(file.text.contains("could not be proved safe"), "\(file.path)")
    }
  }

  @Test("nothing is said where everything is proved")
  func noDoubt() {
    let table = Drawn.table(
      ["s"], [Drawn.rate(["A"], n: 40, events: 2), Drawn.rate(["B"], n: 40, events: 20)])
    #expect(Disclosure.ohdsi().applied(to: Results(rates: [table])).rates[0].notes == [])
  }

  @Test("notes below the rates count starts that cannot respond or are in remission, without small numbers")
  func starts() {
    func sentences(_ disclosure: Disclosure) -> [String] {
      var content = Drawn.content
      content.disclosure = disclosure
      content.results = Results(rates: [
        Drawn.table(
          ["agent"],
          [
            Drawn.rate(["lithium"], notEvaluable: 12, n: 50, events: 20),
            Drawn.rate(["placebo"], notEvaluable: 3, n: 50, events: 20),
            Drawn.rate(["TAU"], notEvaluable: 0, n: 50, events: 20),
            Drawn.rate(["lithium"], outcome: .remission, remittedAtBaseline: 4, n: 50, events: 20),
            Drawn.rate(["placebo"], outcome: .remission, remittedAtBaseline: 9, n: 50, events: 2),
            Drawn.rate(["TAU"], outcome: .remission, remittedAtBaseline: 5, n: 50, events: 20),
          ])
      ])
      let report = Report(
        content,
        recomputing: Recomputation(rate: { events, n, _, _ in
          Recomputation.Limits(estimate: Double(events) / Double(n), low: 0, high: 1)
        }))
      return report.shown.rates.flatMap(\.notes).filter { $0.hasPrefix("On MADRS, steps") }
    }
    let lowest =
      "On MADRS, steps whose score at the start of the step is the lowest there is cannot respond, and are in no N of response: "
    let remitted = "On MADRS, steps in remission already at the start of the step stay in N of remission: "
    #expect(
      sentences(.ohdsi()) == [
        lowest + "lithium 12 and placebo some.", remitted + "lithium some and TAU 5.",
      ])
    #expect(
      sentences(.openSafely) == [
        lowest + "lithium about 10 and placebo some.", remitted + "lithium some and TAU some.",
      ])
    #expect(
      sentences(.none(reason: "drawn")) == [
        lowest + "lithium 12 and placebo 3.", remitted + "lithium 4, placebo 9 and TAU 5.",
      ])
  }
}

extension String {
  /// How many pieces a text falls into at each place where another stands in it.
  fileprivate func components(separatedBy text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count
  }
}
