import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

@Suite("Totals that stand elsewhere")
struct KnownTotalsTests {
  private func results(scale: [String] = ["MADRS"], totals: [Int]) -> Results {
    let rows = scale.flatMap { scale in
      [
        Drawn.rate(["A"], scale: scale, patients: 38, steps: 40, n: 40, events: 20),
        Drawn.rate(["B"], scale: scale, patients: 3, steps: 3, n: 3, events: 1),
      ]
    }
    return Results(rates: [Drawn.table(["site"], rows)], knownTotals: totals)
  }

  @Test("the rows of the input less the steps shown do not give a hidden row back")
  func rowTotals() {
    // Without the total the other row may stay.
    #expect(Disclosure.ohdsi().applied(to: results(totals: [])).rates[0].rows[0].steps == 40)
    let shown = Disclosure.ohdsi().applied(to: results(totals: [43]))
    #expect(shown.rates[0].rows.allSatisfy { $0.steps == nil })
    #expect(shown.unproven == 0)
  }

  @Test("a total of rows on all scales together counts as well")
  func allScales() {
    let scales = ["MADRS", "HAMD17"]
    let shown = Disclosure.ohdsi().applied(to: results(scale: scales, totals: [86]))
    #expect(shown.rates[0].rows.filter { $0.group == ["A"] }.contains { $0.steps == nil })
    #expect(
      Disclosure.ohdsi().applied(to: results(scale: scales, totals: [87])).rates[0].rows.filter {
        $0.group == ["A"]
      }.allSatisfy { $0.steps == 40 })
  }

  @Test("rounded counts hide nothing more for a total")
  func rounding() {
    func rows(_ totals: [Int]) -> [SuppressedRates.Row] {
      Disclosure.openSafely.applied(to: results(totals: totals)).rates[0].rows
    }
    #expect(rows([43]) == rows([]))
  }

  @Test("the rows in the provenance are known totals, and are left out beside rounded counts")
  func provenance() throws {
    var content = Drawn.content
    content.results = results(totals: [])
    content.provenance.inputs[0].rows = 43
    let small = Report(content)
    #expect(small.shown.rates[0].rows.allSatisfy { $0.steps == nil })
    #expect(try #require(small.files.last).text.contains("\"rows\": 43"))
    content.disclosure = .openSafely
    #expect(try !#require(Report(content).files.last).text.contains("\"rows\""))
    content.disclosure = .none(reason: "drawn")
    #expect(try #require(Report(content).files.last).text.contains("\"rows\": 43"))
  }

  @Test(
    "readers who know the total of a column find no hidden number of patients or steps", arguments: 0..<60)
  func attack(seed: Int) {
    var random = SplitMix64(seed: UInt64(7000 + seed))
    let steps = (0..<Int.random(in: 2...4, using: &random)).map { _ in Int.random(in: 1...12, using: &random)
    }
    let rows = steps.enumerated().map { place, steps in Drawn.rate(["\(place)"], n: steps, events: 0) }
    let total = steps.reduce(0, +)
    guard total > 4 else { return }
    let shown = Disclosure.ohdsi().applied(
      to: Results(rates: [Drawn.table(["site"], rows)], knownTotals: [total]))
    // Where the audit says that it found no proof, a reader may find the number.
    guard shown.unproven == 0 else { return }
    let candidates = shown.rates[0].rows.map { row -> [Int] in
      if let known = row.steps { return [known] }
      return row.suppressed == .primary ? Array(1...4) : Array(5...20)
    }
    func sums(without place: Int) -> Set<Int> {
      var result: Set<Int> = [0]
      for (other, values) in candidates.enumerated() where other != place {
        result = Set(result.flatMap { sum in values.map { sum + $0 } })
      }
      return result
    }
    for (place, row) in shown.rates[0].rows.enumerated() where row.steps == nil && row.suppressed == .primary
    {
      let found = candidates[place].filter { sums(without: place).contains(total - $0) }
      #expect(found.contains(steps[place]))
      #expect(found.count > 1, "row \(place) of seed \(seed) can be worked out")
    }
  }
}
