import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Reports of cohorts that are hard to show")
struct HardCohortTests {
  /// Each is made once.
  private static let reports = HardCohort.all.map { cohort in (cohort.name, Result { try cohort.report() }) }

  private static func report(_ name: String) throws -> (page: String, figures: [String: String]) {
    try #require(reports.first { $0.0 == name }?.1).get()
  }

  /// A failure shows the text that is missing, not the page.
  private func holds(_ page: String, _ text: String) -> Bool { page.contains(text) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  @Test(
    "Nothing is cut, collides, fades or scrolls sideways on their pages",
    .enabled(if: Browser.path != nil, "no Chromium on the PATH; `make browser` installs it"))
  func pages() throws {
    let audit = try PageAudit(try Self.reports.map { ($0.0, try $0.1.get().page) })
    #expect(audit.findings == [])
    #expect(audit.answers.count == HardCohort.all.count * PageAudit.modes.count)
  }

  @Test("Hyphens, plus signs, markup, quotes, emoji and letters from right to left are names like any other")
  func names() throws {
    let (page, figures) = try Self.report("names")
    #expect(!holds(page, "<b>bold"))
    #expect(holds(page, "<title>Names &lt;b&gt;that&lt;/b&gt; bite</title>"))
    let rates = try #require(figures["key-rates"])
    for name in HardCohort.names where name.count < 25 {
      #expect(holds(rates, Self.escaped(name)), "\(name) is not in the main figure")
    }
    // A name that runs from right to left is kept from turning the numbers beside it.
    for text in [page, rates] { #expect(holds(text, "\u{2068}טיפול ראשון\u{2069}")) }
    for (name, figure) in figures {
      #expect(XMLParser(data: Data(figure.utf8)).parse(), "\(name) is no XML")
    }
  }

  @Test("One patient is one patient, and bears no finding")
  func onePatient() throws {
    let page = try Self.report("one patient").page
    #expect(holds(page, "1 patient; 1 of them, with 2 steps of treatment, is scored for the main rates."))
    #expect(holds(page, "this cohort can bear no finding"))
  }

  @Test("Of one strategy there is a main figure, and no step after the first")
  func oneStrategy() throws {
    let (page, figures) = try Self.report("one strategy")
    #expect(figures["key-rates"]?.contains("First treatment") == true)
    #expect(holds(page, "<h2 id=\"flow\">Flow of patients</h2>"))
    #expect(!holds(page, "Cumulative remission"), "of one step nothing adds up")
  }

  @Test("Of forty strategies each figure says what it left out")
  func forty() throws {
    let figures = try Self.report("forty strategies").figures
    #expect(figures["key-rates"]?.contains("10 further groups stand in the tables.") == true)
    #expect(figures["pathways-sunburst"]?.contains("and 20 others, in the tables") == true)
    #expect(figures["pathways-sankey"]?.contains(" others") == true)
  }

  @Test("Where every rate is hidden the page says so, and draws no empty frame")
  func allHidden() throws {
    let (page, figures) = try Self.report("all hidden")
    #expect(holds(page, "Every rate is hidden: the groups are too small for their numbers to be shown."))
    #expect(holds(page, "Every number of cumulative remission on MADRS is hidden."))
    #expect(holds(page, "Every count of the pathways is hidden"))
    #expect(figures["key-rates"] == nil)
    #expect(figures.keys.allSatisfy { !$0.hasPrefix("cumulative") && !$0.hasPrefix("pathways") })
  }

  @Test("What the cohort cannot give is said where it would stand")
  func cannot() throws {
    let page = try Self.report("cannot").page
    func section(_ id: String) -> Substring {
      guard let start = page.range(of: "<h2 id=\"\(id)\">") else { return "" }
      return page[start.upperBound...].prefix { $0 != "\u{0}" }.prefix(6000)
    }
    #expect(section("course").contains("The cohort is a file of steps, which holds no scores between"))
    #expect(section("lifestyle").contains("nothing is known of programmes"))
    #expect(section("resistance").contains("Stages and the sensitivity grid need exposures"))
  }
}
