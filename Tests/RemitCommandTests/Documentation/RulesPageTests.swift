import Intake
import Testing
import Treatment

@testable import Statistics

@Suite("Documentation/Treatment says what the rules do today")
struct RulesPageTests {
  private func page(_ name: String) throws -> DocumentedPage {
    try DocumentedPage("Documentation/Treatment/\(name).md")
  }

  @Test("The decision table and its post-rules list every rule that can fire, and no other")
  func rules() throws {
    let page = try page("Derivation")
    let rules = try page.column("Rule", under: "The decision table")
    let afterwards = try page.column("Rule", under: "Post-rules")
    #expect(rules == DecisionRule.allCases.filter { $0 != .p2 }.map(\.rawValue))
    #expect(afterwards == ["P1", "P2", "P3", "P4", "P5"])
  }

  @Test("The decision table and its post-rules name every strategy of the derivation, and no other")
  func strategies() throws {
    let page = try page("Derivation")
    let cells =
      try page.table(under: "The decision table").compactMap { $0["Strategy"] }
      + page.table(under: "Post-rules").compactMap { $0["Strategy"] }
    let named = Set(cells.flatMap(DocumentedPage.codes))
    #expect(named == Strategy.ofDecisionTable.union(["DECOMBINE", "NONE"]))
  }

  @Test("The page lists every tag of a step, in the order of a file")
  func tags() throws {
    let tags = try page("Derivation").column("Tag", under: "Tags")
    #expect(tags == StepTags.named.map(\.1) + [StepMarks.assessedElsewhere])
  }

  @Test("Every parameter stands with its default, in the order in which reports print them")
  func parameters() throws {
    let page = try page("Parameters")
    let heading = "Parameters and their defaults"
    let documented = zip(
      try page.column("Parameter", under: heading), try page.column("Default", under: heading)
    ).map { "\($0)=\($1)" }
    #expect(documented == DerivationParameters().entries.map { "\($0.name)=\($0.value)" })
  }

  @Test("The grid's settings are those that are run")
  func grid() throws {
    let page = try page("Parameters")
    let heading = "The sensitivity grid"
    let settings = try page.column("Settings", under: heading)
    let expected = [
      SensitivityGrid.overlaps.map(String.init), SensitivityGrid.trialDays.map(String.init),
      SensitivityGrid.eraGaps.map(String.init), DerivationParameters.UnknownDose.allCases.map(\.rawValue),
      ["no", "yes"],
    ]
    #expect(settings == expected.map { $0.joined(separator: ", ") })
    #expect(
      try page.column("Parameter", under: heading)
        == ["overlapSwitchMax", "minTrialDays", "eraGapDays", "unknownDose", "intoleranceCounts"])
  }

  @Test("Every answer of adequacy, outcome and end of a trial is explained, and no other")
  func trials() throws {
    let page = try page("Trials")
    let heading = "The three answers"
    let answers = try page.column("Answer", under: heading)
    #expect(answers == Adequacy.allCases.map(\.rawValue))
    let outcomes = try page.column("Outcome", under: "What came of a trial")
    #expect(outcomes == TrialOutcome.allCases.map { "\($0)" })
    let reasons = try page.column("End", under: "Why a trial ended")
    #expect(Set(reasons) == Set(EndReason.allCases.map(\.rawValue)) && reasons.count == Set(reasons).count)
  }

  @Test("Every definition of resistance stands with its version, in the order of a report")
  func definitions() throws {
    let page = try page("Resistance")
    let heading = "The definitions"
    let documented = zip(
      try page.column("Rule", under: heading), try page.column("Version", under: heading)
    ).map { "\($0) \($1)" }
    #expect(documented == ResistanceRules.all.map { "\($0.id) \($0.version)" })
    // A mark that the page leaves out would pass for a source that was read.
    for (rule, row) in zip(ResistanceRules.all, try page.table(under: heading)) {
      for mark in ["verified", "from memory"] where rule.source.contains(mark) {
        #expect(row["Source"]?.contains(mark) == true, "\(rule.id): \(mark)")
      }
    }
  }

  @Test("Every status of resistance is explained, and no other")
  func statuses() throws {
    let statuses = try page("Resistance").column("Status", under: "The five answers")
    #expect(Set(statuses) == Set(ResistanceStatus.allCases.map(\.rawValue)))
    #expect(statuses.count == ResistanceStatus.allCases.count)
  }

  @Test("Every level of the European staging is listed")
  func levels() throws {
    let levels = try page("Staging").column("Level", under: "European staging")
    #expect(levels == EuropeanStaging.Level.allCases.map(\.rawValue))
  }

  @Test("Rules F1 to F45 and P-01 to P-07 stand in the index, each on the page that the index names")
  func numbers() throws {
    let index = try DocumentedPage("Documentation/Treatment/README.md")
    let rows = try index.table(under: "Rules by number")
    let wanted = (1...45).map { "F\($0)" } + (1...7).map { "P-0\($0)" }
    #expect(rows.compactMap { $0["Rule"] } == wanted)
    for row in rows {
      let (rule, place) = (try #require(row["Rule"]), try #require(row["Where"]))
      for link in place.split(separator: "(").dropFirst().compactMap({ $0.split(separator: ")").first }) {
        let target = "Documentation/Treatment/" + link
        let page = try DocumentedPage(target.replacing("Treatment/../", with: ""))
        let words = Set(page.text.split { !($0.isLetter || $0.isNumber || $0 == "-") })
        #expect(words.contains(Substring(rule)), "\(page.path) does not say which sentence is \(rule)")
      }
    }
  }
}
