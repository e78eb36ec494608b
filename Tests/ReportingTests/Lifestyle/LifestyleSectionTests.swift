import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("The section on lifestyle and sleep")
struct LifestyleSectionTests {
  private func paragraphs(_ findings: LifestyleFindings) throws -> [String] {
    var results = Results()
    results.lifestyle = findings
    let shown = Disclosure.none(reason: "drawn").applied(to: results)
    let setting = ReportSetting(design: .cohort, rateHeadings: [])
    let section = try #require(shown.lifestyle?.sections(in: setting).first)
    #expect(section.title == "Lifestyle and sleep")
    return section.blocks.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
  }

  private func compared(_ rows: [Rate]) -> LifestyleFindings {
    .compared(
      ProgrammeComparison(programmeDays: 28).table(
        of: Drawn.table(ProgrammeComparison.sides.map(\.name), rows),
        byKind: Drawn.table(ProgrammeComparison.kinds.map(\.name), [])))
  }

  @Test("A difference never stands without the words that it is uncontrolled and what it leaves out")
  func caution() throws {
    let texts = try paragraphs(
      compared([
        Drawn.rate(["SWITCH_OUT", "2", "none"], n: 50, events: 10),
        Drawn.rate(["SWITCH_OUT", "2", "begun"], n: 20, events: 8),
        Drawn.rate(["SWITCH_OUT", "2", "before"], n: 7, events: 1),
        Drawn.rate(["SWITCH_OUT", "2", "early"], n: 9, events: 0),
      ]))
    #expect(
      texts.contains {
        $0.contains(
          "patients were not randomised to programmes; who begins one has stayed in care and may differ")
      })
    #expect(
      texts.contains(
        "Steps on MADRS: 20 with a programme, 50 without; in neither group 7 before which one ran, 9 that ended before day 28."
      ))
  }

  @Test("A cohort without any programme is told so, and one whose programmes stand alone")
  func nothing() throws {
    let none = try paragraphs(compared([Drawn.rate(["SWITCH_OUT", "2", "none"], n: 50, events: 10)]))
    #expect(none.contains { $0.hasPrefix("No step has a programme that began in its first 28 days") })
    let alone = try paragraphs(
      compared([
        Drawn.rate(["SWITCH_OUT", "2", "none"], n: 50, events: 10),
        Drawn.rate(["SWITCH_OUT", "3", "begun"], n: 9, events: 5),
      ]))
    #expect(alone.contains { $0.hasPrefix("No strategy at a step holds both") })
  }

  @Test("A cohort that cannot tell has its reason in the section")
  func notGiven() throws {
    #expect(try paragraphs(.notGiven(reason: "It cannot tell.")) == ["It cannot tell."])
  }

  @Test("An endpoint before the last day on which a programme may begin is told")
  func earlyEndpoint() throws {
    let rows = [ProgrammeLevel.none, .begun].map {
      Drawn.rate(
        ["SWITCH_OUT", "2", $0.rawValue], endpoint: .nearest(day: 28, window: 7), n: 50, events: 10)
    }
    #expect(try paragraphs(compared(rows)).contains { $0.contains("may lie on day 21, before a programme") })
  }
}
