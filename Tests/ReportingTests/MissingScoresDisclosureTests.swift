import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

@Suite("Disclosure of who was not assessed and of steps without a baseline")
struct MissingScoresDisclosureTests {
  /// A row of remission in the worst case, whose n is the steps less those of patients not assessed.
  private func row(_ group: String, steps: Int, events: Int, notAssessed: Int, noBaseline: Int = 0) -> Rate {
    var rate = Drawn.rate(
      [group], outcome: .remission, missing: .worstCase, patients: steps, steps: steps,
      noBaseline: noBaseline,
      n: steps - notAssessed, events: events)
    (rate.notAssessed, rate.notAssessedSteps) = (notAssessed, notAssessed)
    rate.noBaselineWider = [noBaseline, 0]
    return rate
  }

  private func notes(_ rows: [Rate], under rule: Disclosure) -> String {
    var table = Drawn.table(["arm"], rows)
    table.baselineWindow = BaselineWindow()
    return rule.applied(to: Results(rates: [table])).rates[0].notes.joined(separator: " ")
  }

  @Test("Of a group that is hidden nothing is said; of few it is said that there are some")
  func sentences() {
    let rows = [
      row("a", steps: 60, events: 20, notAssessed: 12), row("b", steps: 50, events: 20, notAssessed: 3),
      row("c", steps: 4, events: 1, notAssessed: 2), row("d", steps: 40, events: 20, notAssessed: 0),
    ]
    let said = notes(rows, under: .ohdsi())
    #expect(said.contains("a 12 patients (12 steps)") && said.contains("b some patients (some steps)"))
    #expect(!said.contains("c some"))
    let rounded = notes(rows, under: .openSafely)
    #expect(rounded.contains("a about 10 patients") && rounded.contains("b some patients"))
    #expect(notes(rows, under: .none(reason: "x")).contains("c 2 patients (2 steps)"))
  }

  @Test(
    "A hidden cell is not given back by who was not assessed, nor by the total without a baseline",
    arguments: 0..<120)
  func hiddenCell(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var rows: [Rate] = []
    for arm in ["a", "b", "c"] {
      let steps = Int.random(in: 6...20, using: &random)
      let notAssessed = Int.random(in: 0...3, using: &random)
      rows.append(
        row(
          arm, steps: steps, events: Int.random(in: 0...(steps - notAssessed), using: &random),
          notAssessed: notAssessed, noBaseline: Int.random(in: notAssessed...5, using: &random)))
    }
    var all = rows[0]
    all.group = []
    for one in rows.dropFirst() {
      all.patients += one.patients
      all.steps += one.steps
      all.noBaseline += one.noBaseline
      all.notAssessed += one.notAssessed
      all.notAssessedSteps += one.notAssessedSteps
      all.n += one.n
      all.events += one.events
    }
    var tables = [Drawn.table(["arm"], rows), Drawn.table([], [all])]
    for place in tables.indices { tables[place].baselineWindow = BaselineWindow() }
    let shown = Disclosure.ohdsi().applied(to: Results(rates: tables))
    #expect(shown.unproven == 0)
    // Counts of one hidden arm: events plus those of the others are the total, n is steps less not assessed.
    let hidden = shown.rates[0].rows.indices.filter { shown.rates[0].rows[$0].events == nil }
    if hidden.count == 1, shown.rates[1].rows[0].events != nil {
      let others = shown.rates[0].rows.compactMap(\.events).reduce(0, +)
      let given = (shown.rates[1].rows[0].events ?? 0) - others
      Issue.record("arm \(hidden[0]) has \(given) events by subtraction")
    }
    for (place, row) in shown.rates[0].rows.enumerated() where row.n == nil {
      let name = ["a", "b", "c"][place]
      #expect(!shown.rates[0].notes.joined().contains(" \(name) "), "\(shown.rates[0].notes)")
    }
  }

  @Test(
    "Limits of cumulative remission go with the reading that is hidden, and few not assessed are not told")
  func cumulative() {
    func row(_ step: Int, _ n: Int, _ remitted: Int, _ worst: Int) -> CumulativeRemissionRow {
      var row = CumulativeRemissionRow(
        scale: "HAMD17", step: step, entered: n, scored: n, remitted: remitted, chained: 0.1 * Double(step),
        observedN: 100, observedEvents: worst, observed: Double(worst) / 100, worstCaseN: 100,
        worstCaseEvents: worst, worstCase: Double(worst) / 100)
      row.notAssessed = 3
      (row.chainedLow, row.chainedHigh) = (0.05, 0.6)
      (row.observedLow, row.observedHigh) = (0.04, 0.5)
      (row.worstCaseLow, row.worstCaseHigh) = (0.03, 0.4)
      return row
    }
    let rows = [row(1, 100, 20, 20), row(2, 60, 3, 23), row(3, 40, 10, 33)]
    for rule in [Disclosure.ohdsi(), .openSafely] {
      for shown in rule.applied(to: Results(cumulative: rows)).cumulative {
        #expect(shown.notAssessed == nil)
        #expect(shown.chained != nil || (shown.chainedLow == nil && shown.chainedHigh == nil))
        #expect(shown.observed != nil || (shown.observedLow == nil && shown.observedHigh == nil))
        #expect(shown.worstCase != nil || (shown.worstCaseLow == nil && shown.worstCaseHigh == nil))
      }
    }
    let open = Disclosure.none(reason: "x").applied(to: Results(cumulative: rows)).cumulative
    #expect(open.map(\.notAssessed) == [3, 3, 3] && open[0].chainedLow == 0.05)
  }
}
