import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Reporting

@Suite("Pathways under disclosure control")
struct PathwayDisclosureTests {
  private static func table(
    _ names: [String], subjects: Int, seed: UInt64, longest: Int = 5
  ) async throws -> PathwayTable {
    var random = SplitMix64(seed: seed)
    let cohorts = CohortSet(
      [.init(id: 1, name: "target", type: .target)]
        + names.enumerated().map { .init(id: $0 + 2, name: $1, type: .event) })
    var page = CohortTablePage()
    for _ in 0..<subjects {
      page.append(.init(cohort: 1, start: Int32(17_000 + 300 * random.below(3)), end: 20_000))
      var day = 18_000
      for _ in 0..<1 + random.below(longest) {
        // Some are common and many are rare.
        let name = min(random.below(names.count), random.below(names.count), random.below(names.count))
        let length = 31 + random.below(60)
        page.append(.init(cohort: name + 2, start: Int32(day), end: Int32(day + length)))
        day += length + 1
      }
      page.endSubject()
    }
    var parameters = PathwayParameters()
    parameters.filterTreatments = .all
    parameters.maxPathLength = 4
    return try await PagedCohort([page]).answer(
      CohortTablePathways(of: cohorts, in: cohorts.targets[0], parameters))
  }

  private static let letters = (0..<12).map { "T\($0)" }

  @Test(
    "no listed count is small, and nothing that listed counts leave over of a sum is",
    arguments: [30, 80, 200, 600, 1500], [UInt64(1), 2, 3])
  func rests(subjects: Int, seed: UInt64) async throws {
    let table = try await Self.table(Self.letters, subjects: subjects, seed: seed)
    let shown = try #require(Disclosure.ohdsi().applied(to: table))
    func isSafe(_ count: Int) -> Bool { count == 0 || count >= 5 }
    let rows = shown.rows.compactMap { row in row.count.map { (PathwayName.treatments(of: row.pathway), $0) }
    }
    #expect(rows.allSatisfy { $0.1 >= 5 })
    if let total = shown.total { #expect(isSafe(total - rows.reduce(0) { $0 + $1.1 })) }
    if let other = shown.other { #expect(isSafe(other)) }
    var ofTreatment: [String: Int] = [:]
    for event in shown.events {
      guard let count = event.count else { continue }
      #expect(count >= 5)
      guard let line = event.line else { continue }
      ofTreatment[event.treatment, default: 0] += count
      let out = shown.transitions.filter { $0.line == line && $0.from == event.treatment }
      #expect(isSafe(count - out.reduce(0) { $0 + ($1.count ?? 0) }))
      let into = shown.transitions.filter { $0.line == line - 1 && $0.next == .treatment(event.treatment) }
      if line > 1 { #expect(isSafe(count - into.reduce(0) { $0 + ($1.count ?? 0) })) }
      let through = rows.filter { $0.0.count >= line && $0.0[line - 1] == event.treatment }
      #expect(isSafe(count - through.reduce(0) { $0 + $1.1 }))
    }
    for event in shown.events where event.line == nil {
      if let count = event.count { #expect(isSafe(count - (ofTreatment[event.treatment] ?? 0))) }
    }
    for step in shown.transitions {
      guard let count = step.count else { continue }
      #expect(count >= 5)
      guard case .treatment(let next) = step.next else { continue }
      let through = rows.filter {
        $0.0.count > step.line && $0.0[step.line - 1] == step.from && $0.0[step.line] == next
      }
      #expect(isSafe(count - through.reduce(0) { $0 + $1.1 }))
    }
    if let total = shown.total {
      #expect(isSafe(total - shown.events.filter { $0.line == 1 }.reduce(0) { $0 + ($1.count ?? 0) }))
    }
    #expect(shown.unproven == 0)
  }

  @Test("least and greatest days are shown where nothing is hidden, and nowhere else")
  func days() async throws {
    let table = try await Self.table(["A", "B"], subjects: 100, seed: 4)
    let open = try #require(Disclosure.none(reason: "made up").applied(to: table))
    #expect(open.events.allSatisfy { $0.days?.least != nil && $0.days?.greatest != nil })
    let hidden = try #require(Disclosure.ohdsi().applied(to: table))
    #expect(!hidden.events.isEmpty)
    #expect(hidden.events.allSatisfy { $0.days?.least == nil && $0.days?.greatest == nil })
    let rounded = try #require(Disclosure.openSafely.applied(to: table))
    #expect(rounded.events.allSatisfy { $0.days == nil && ($0.count ?? 0) % 5 == 0 })
  }

  @Test(
    "names with marks, brackets, quotes, emoji and letters from right to left stand escaped in both figures")
  func oddNames() async throws {
    let names = [
      "<b>\"x\" & y</b>", "L-thyroxine+T3", "🧪 drug", "ليثيوم", "טיפול", String(repeating: "long", count: 40),
    ]
    let shown = try #require(
      Disclosure.ohdsi().applied(to: try await Self.table(names, subjects: 400, seed: 5)))
    #expect(shown.figures.count == 2)
    for figure in shown.figures {
      #expect(!figure.svg.contains("<b>") && figure.svg.contains("&lt;b&gt;"))
      #expect(figure.svg.contains("L-thyroxine+T3") && figure.svg.contains("🧪 drug"))
      #expect(figure.svg.contains("\u{2068}ليثيوم\u{2069}"))
    }
  }

  @Test("one patient and a cohort of small counts have no figure, and the section says so")
  func nothingToDraw() async throws {
    for subjects in [1, 4] {
      let shown = try #require(
        Disclosure.ohdsi().applied(to: try await Self.table(Self.letters, subjects: subjects, seed: 6)))
      #expect(shown.figures.isEmpty, "\(subjects)")
      #expect(
        shown.rows.isEmpty && shown.events.isEmpty && shown.total == nil,
        "\(shown.rows) \(shown.events) \(String(describing: shown.total))")
      let section = try #require(shown.sections(in: ReportSetting(design: .cohort, rateHeadings: [])).first)
      guard case .paragraph(let lead)? = section.blocks.first else {
        Issue.record("no paragraph")
        return
      }
      #expect(lead.contains("Every count of the pathways is hidden"))
    }
  }

  @Test("Four patients with three pathways each are four patients: none of their twelve pathways is told")
  func severalPathways() async throws {
    let cohorts = CohortSet([
      .init(id: 1, name: "target", type: .target), .init(id: 2, name: "T", type: .event),
    ])
    func shown(patients: Int) async throws -> SuppressedPathways {
      var page = CohortTablePage()
      for _ in 0..<patients {
        for target in 0..<3 {
          let start = Int32(1_000 * target)
          page.append(.init(cohort: 1, start: start, end: start + 400))
          page.append(.init(cohort: 2, start: start + 10, end: start + 100))
        }
        page.endSubject()
      }
      var parameters = PathwayParameters()
      parameters.concatTargets = false
      let table = try await PagedCohort([page]).answer(
        CohortTablePathways(of: cohorts, in: cohorts.targets[0], parameters))
      #expect(table.total == 3 * patients)
      return try #require(Disclosure.ohdsi().applied(to: table))
    }
    let four = try await shown(patients: 4)
    #expect(four.rows.isEmpty && four.events.isEmpty && four.total == nil)
    #expect(try await shown(patients: 5).total == 15)
  }

  @Test(
    "forty treatments: at most nine nodes a column besides what is gathered, and the figure says how many that are"
  )
  func forty() async throws {
    let table = try await Self.table((0..<40).map { "S\($0)" }, subjects: 4000, seed: 7)
    let shown = try #require(Disclosure.none(reason: "made up").applied(to: table))
    let columns = SankeyColumns(shown)
    for column in columns.columns {
      #expect(column.filter { if case .treatment = $0.kind { true } else { false } }.count <= 9)
    }
    let first = Set(shown.events.filter { $0.line == 1 }.map(\.treatment)).count
    #expect(first > 20 && columns.gathered[0] == first - 9)
    #expect(shown.figures[0].svg.contains("\(first - 9) others"))
  }

  @Test("a strategy has the same colour whatever else there is")
  func colours() {
    let one = TreatmentColours(["ECT", "KETAMINE", "MY_OWN"], ofStrategies: true)
    let other = TreatmentColours(["MY_OWN", "ECT"], ofStrategies: true)
    #expect(one["ECT"] == other["ECT"] && one["MY_OWN"] == other["MY_OWN"])
    #expect(one["ECT"] != one["KETAMINE"])
  }
}
