import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("What a report says of its own doubts")
struct LimitationsTests {
  private func sentences(
    _ tables: [RateTable], _ disclosure: Disclosure = .none(reason: "drawn"),
    design: StudyDesign = .randomised
  ) -> [String] {
    let report = report(Results(rates: tables), disclosure, design: design)
    return Limitations.sentences(for: report.content, report.shown)
  }

  private func report(
    _ results: Results, _ disclosure: Disclosure = .none(reason: "drawn"), design: StudyDesign = .randomised
  ) -> Report {
    var content = Drawn.content
    content.design = design
    content.disclosure = disclosure
    content.results = results
    return Report(content)
  }

  /// Response of an arm at a day, of 48 steps.
  private func rates(_ arm: String, _ day: Int, n: Int, by: [String] = ["agent"]) -> RateTable {
    let endpoint = Endpoint.nearest(day: day, window: 14)
    return Drawn.table(
      by,
      [
        Drawn.rate([arm], endpoint: endpoint, patients: 48, steps: 48, n: n, events: 9),
        Drawn.rate([arm], endpoint: endpoint, missing: .worstCase, patients: 48, steps: 48, n: 48, events: 9),
      ])
  }

  @Test("missing endpoints are counted at every endpoint, an arm a sentence, a table given twice once")
  func everyEndpoint() {
    let said = sentences([rates("TAU", 61, n: 45), rates("TAU", 244, n: 25), rates("TAU", 244, n: 25)]).filter
    {
      $0.contains("have no endpoint")
    }
    #expect(
      said == [
        "TAU: 3 of 48 steps from which response on MADRS can be judged have no endpoint at day 61±14, 23 of 48 at day 244±14; at day 244±14, "
          + "where most are missing, response against the start of the step is 18.8 % if all of them failed and 36.0 % "
          + "among those observed."
      ])
  }

  @Test("of many groups those that lack the most endpoints are named")
  func worstGroups() {
    let said = sentences((0..<9).map { rates("arm \($0)", 61, n: 45 - $0) }).filter {
      $0.contains("no endpoint") || $0.contains("lack endpoints")
    }
    #expect(said.count == 7)
    #expect(said.first?.hasPrefix("arm 3: 6 of 48") == true)
    #expect(said.last == "Other groups lack endpoints as well: see N beside steps in the tables.")
  }

  @Test("a missing endpoint of a cell that is hidden is not said")
  func hiddenEndpoints() {
    let table = Drawn.table(
      ["agent"],
      [
        Drawn.rate(["A"], patients: 3, steps: 9, n: 7, events: 6),
        Drawn.rate(["A"], missing: .worstCase, patients: 3, steps: 9, n: 9, events: 6),
      ])
    #expect(sentences([table]).contains { $0.contains("have no endpoint") })
    #expect(!sentences([table], .ohdsi()).contains { $0.contains("have no endpoint") })
  }

  @Test("few patients are those with a step in N, in the limitations and below the rates")
  func fewPatients() {
    let table = Drawn.table(
      ["agent"],
      [
        Drawn.rate(["CBT"], patients: 24, steps: 24, n: 15, events: 9),
        Drawn.rate(["TAU"], patients: 40, steps: 40, n: 35, events: 9),
        Drawn.rate(["ECT"], patients: 21, steps: 30, n: 26, events: 9),
      ])
    #expect(
      sentences([table]).contains(
        "Robust limits rest on fewer than 20 patients, where they may be too narrow, in: CBT (15) and ECT (17 to 21)."
      ))
    let below =
      "Patients in N on whom robust limits rest, where they are fewer than 20: CBT 15 and ECT 17 to 21."
    let all = report(Results(rates: [table]))
    #expect(all.shown.rates[0].table.notes.contains(below))
    #expect(all.files[1].text.contains(below))
    #expect(!Report(Drawn.content).files[1].text.contains("on whom robust limits rest"))
  }

  @Test("a cohort is said to be not randomised, never to be without a control group")
  func notRandomised() {
    for file in report(Drawn.content.results, design: .cohort).files.prefix(2) {
      #expect(file.text.contains("atients were not randomised to their groups"))
      #expect(!file.text.contains("control group"))
    }
  }

  @Test("a scale on which a group was never scored is no failure in the brief, and is explained")
  func neverScored() {
    func rows(_ arm: String, n: Int, noBaseline: Int) -> [Rate] {
      [MissingReading.observed, .worstCase].map { reading in
        Drawn.rate(
          [arm], outcome: .remission, missing: reading, patients: 25, steps: 25, noBaseline: noBaseline,
          n: reading == .observed ? n : 25, events: arm == "CBT" ? 6 : 0)
      }
    }
    let all = report(
      Results(rates: [
        Drawn.table(["agent"], rows("CBT", n: 24, noBaseline: 0) + rows("untreated", n: 0, noBaseline: 25))
      ]))
    let brief = all.firstPage.findings.map(\.plain)
    #expect(brief.first?.contains("remitted with CBT") == true)
    #expect(brief.allSatisfy { !$0.contains("untreated") })
    #expect(
      Limitations.sentences(for: all.content, all.shown).contains(
        "No patient of untreated has a score on MADRS at the start of the step, so that no course on it is known; the "
          + "worst case of remission counts all 25 steps as failures and says nothing of this group."))
    // The row itself stays.
    #expect(all.shown.rates[0].rows.last?.n == 25)
  }

  @Test("the brief of many endpoints and readings is short, and says that differences are not adjusted")
  func shortBrief() {
    var results = Results()
    for day in [61, 91, 152, 244] {
      results.rates.append(rates("CCBT", day, n: 40))
      for outcome in [Outcome.response, .remission] {
        for reading in [MissingReading.observed, .worstCase, .locf] {
          results.differences.append(
            RateDifference(
              first: "CCBT", second: "TAU", outcome: outcome, baseline: .step, scale: "BDI2",
              endpoint: .nearest(day: day, window: 14), missing: reading, firstEvents: 20, firstN: 40,
              secondEvents: 10, secondN: 40, estimate: 0.25, confLow: 0.05, confHigh: 0.43))
        }
      }
    }
    let all = report(results)
    let brief = all.firstPage.findings.map(\.plain)
    #expect(brief.count <= 5)
    #expect(
      brief.contains(
        "CCBT − TAU · remission on BDI2, day 61±14: +25.0 points (95 % CI +5.0 to +43.0); worst case +25.0 (+5.0 to +43.0)."
      ))
    #expect(!brief.contains { $0.contains("152") || $0.contains("last carried") })
    #expect(
      all.firstPage.caveat.hasSuffix("The 24 differences of this report are not adjusted for multiplicity."))
  }
}
