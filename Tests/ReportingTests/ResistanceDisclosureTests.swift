import Regression
import Reporting
@testable import Statistics
import Testing
import Treatment

@Suite("Disclosure of resistance")
struct ResistanceDisclosureTests {
  private func share(_ rule: String, _ counts: [Int]) -> ResistanceTable.Share {
    ResistanceTable.Share(
      rule: rule, version: 1, title: rule, statement: "A rule.", source: "this test", notResistant: counts[0],
      possible: counts[1], resistant: counts[2], indeterminate: counts[3],
      estimate: Double(counts[2]) / Double(counts.reduce(0, +)), confLow: 0.1, confHigh: 0.9,
      days: counts[2] > 0 ? [1, 2, 3] : nil, unavailability: nil)
  }

  private func table(
    _ shares: [ResistanceTable.Share], agreements: [ResistanceTable.Agreement] = [],
    stages: [Int] = [], patients: Int? = nil
  ) -> ResistanceTable {
    let first = shares[0]
    let n = first.notResistant + first.possible + first.resistant + first.indeterminate
    return ResistanceTable(
      patients: patients ?? n, n: n, level: 0.95, interval: .wilson, shares: shares, agreements: agreements,
      stages: stages.enumerated().map {
        ResistanceTable.Stage(method: "method", stage: "\($0)", patients: $1)
      }, athf: [],
      trials: ResistanceTable.Trials(
        adequate: 50, inadequate: 30, unknown: 20, drugs: 100, drugsWithoutDose: 10,
        adequateWithoutCoverage: 50, withoutOutcome: 0, breakthrough: 0, startingLow: 0), withContact: 0)
  }

  /// Texts of a column, `hidden` where it is.
  private func texts(_ table: Table, _ name: String) -> [String] {
    let place = table.columns.firstIndex { $0.name == name } ?? 0
    return table.rows.map { row in
      switch row[place] {
      case .count(let count): "\(count)"
      case .hidden: "hidden"
      case .text(let text): text
      case .number(let number): "\(number)"
      case .absent: "–"
      }
    }
  }

  @Test("A few who cannot be told hide the other statuses, and not the share of the resistant")
  func smallStatus() {
    let shown = Disclosure.ohdsi().applied(
      to: table([share("a", [60, 3, 27, 10]), share("b", [60, 0, 30, 10])]))
    #expect(texts(shown.rulesTable, "resistant") == ["27", "30"])
    #expect(texts(shown.rulesTable, "estimate") == ["0.27", "0.3"])
    #expect(texts(shown.rulesTable, "possible") == ["hidden", "0"])
    #expect(texts(shown.rulesTable, "indeterminate") == ["hidden", "10"])
    #expect(texts(shown.rulesTable, "not_resistant") == ["hidden", "60"])
    #expect(texts(shown.rulesTable, "suppressed") == ["primary", ""])
    #expect(texts(shown.rulesTable, "n") == ["100", "100"])
  }

  @Test("A share of few resistant patients, or of few who are not, is hidden with its limits and days")
  func smallShare() {
    for counts in [[60, 20, 3, 17], [1, 1, 96, 2]] {
      let shown = Disclosure.ohdsi().applied(to: table([share("a", counts)]))
      for name in ["resistant", "estimate", "conf_low", "days_p50"] {
        #expect(texts(shown.rulesTable, name) == ["hidden"], "\(name) of \(counts)")
      }
    }
  }

  @Test("A small cell of a pair hides the pair and leaves the rules, whose counts do not give it back")
  func smallCellOfAPair() {
    let shown = Disclosure.ohdsi().applied(
      to: table(
        [share("a", [70, 0, 30, 0]), share("b", [60, 0, 40, 0])],
        agreements: [
          ResistanceTable.Agreement(
            first: "a", second: "b", both: 28, onlyFirst: 2, onlySecond: 12, neither: 58, kappa: 0.6)
        ]))
    #expect(texts(shown.agreementTable, "both") == ["hidden"])
    #expect(texts(shown.agreementTable, "kappa") == ["hidden"])
    #expect(texts(shown.rulesTable, "resistant") == ["30", "40"])
  }

  @Test("A small stage takes another one with it, since all of them add up to everybody")
  func smallStage() {
    let shown = Disclosure.ohdsi().applied(
      to: table([share("a", [60, 0, 40, 0])], stages: [70, 27, 3]))
    let hidden = texts(shown.stagesTable, "patients").filter { $0 == "hidden" }
    #expect(hidden.count == 2)
    #expect(texts(shown.stagesTable, "suppressed").sorted() == ["", "primary", "secondary"])
  }

  @Test("opensafely rounds counts to 5, hides those up to 7 and gives no kappa")
  func openSafely() {
    let shown = Disclosure.openSafely.applied(
      to: table([share("a", [58, 0, 42, 0]), share("b", [93, 0, 7, 0])]))
    #expect(texts(shown.rulesTable, "resistant") == ["40", "hidden"])
    #expect(texts(shown.rulesTable, "n") == ["100", "100"])
  }

  @Test("The number of patients without a step is told only where it is not small")
  func withoutStep() {
    func notes(_ patients: Int) -> String {
      Disclosure.ohdsi().applied(to: table([share("a", [60, 0, 40, 0])], patients: patients)).rulesTable.notes
        .joined(separator: " ")
    }
    #expect(notes(103).contains("too few to say"))
    #expect(notes(110).contains("10 have none"))
  }

  @Test("Where no trial has a dose the table says why nobody is resistant")
  func saysWhyNobodyIs() {
    var results = table([share("ema", [100, 0, 0, 0])])
    results.trials.drugsWithoutDose = 100
    let notes = Disclosure.none(reason: "public").applied(to: results).rulesTable.notes.joined(separator: " ")
    #expect(notes.contains("No dose is known of any drug trial, so none is adequate"))
  }

  @Test("Sentences about trials give no hidden count back by subtraction")
  func sentencesAboutTrials() throws {
    var results = table([share("ema", [60, 0, 40, 0])])
    results.trials = ResistanceTable.Trials(
      adequate: 40, inadequate: 2, unknown: 30, drugs: 60, drugsWithoutDose: 10, adequateWithoutCoverage: 40,
      withoutOutcome: 0, breakthrough: 0, startingLow: 0)
    let notes = Disclosure.ohdsi().applied(to: results).rulesTable.notes.joined(separator: " ")
    let told = try #require(notes.firstMatch(of: /Trials of the current episodes: [^.]*\./)?.output)
    #expect(told.contains(" inadequate, and ") && told.contains(" some "))
    #expect(notes.contains("Of the adequate drug trials, "))
    // 2 = all less adequate less unknown, and the 40 adequate ones stand in a sentence of their own.
    let counts = ["72", "40", "30"].filter { notes.contains(" \($0)") }
    #expect(counts.count < 3)
  }

  @Test("A row of the ATHF whose inadequate trials are few is hidden")
  func fewInadequate() {
    var results = table([share("ema", [60, 0, 40, 0])])
    results.athf = [
      ResistanceTable.ATHFRow(domain: "pharmacotherapy", trials: 40, adequate: 38, unknown: 0, failed: 20)
    ]
    #expect(texts(Disclosure.ohdsi().applied(to: results).athfTable, "trials") == ["hidden"])
  }
}
