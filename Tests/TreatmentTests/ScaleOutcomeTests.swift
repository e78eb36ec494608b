import Testing
import Treatment

@Suite("Outcomes on a scale")
struct ScaleOutcomeTests {
  private let madrs = TestCatalogue.madrs
  private let cgis = TestCatalogue.cgis
  private let cgii = TestCatalogue.cgii

  @Test(
    "Response is a fall of at least half of the start",
    arguments: [
      (30.0, 15.0, true), (30, 15.01, false), (30, 0, true), (30, 30, false), (30, 40, false), (1, 0, true),
      (1, 1, false), (31, 15, true), (31, 16, false), (60, 30, true),
    ])
  func half(start: Double, end: Double, expected: Bool) {
    #expect(madrs.responds(from: start, to: end) == expected)
  }

  @Test("Exactly half is response for every decimal of one and two places")
  func decimals() {
    for tenths in 1...600 {
      let start = Double(2 * tenths) / 10
      #expect(madrs.responds(from: start, to: Double(tenths) / 10) == true)
      #expect(madrs.responds(from: start, to: Double(10 * tenths + 1) / 100) == false)
    }
  }

  @Test("Exactly the fraction is response for other fractions too", arguments: [25, 30, 40, 60, 70, 75])
  func otherFractions(percent: Int) {
    var scale = madrs
    scale.responseRule = .fall(fraction: Double(percent) / 100)
    for hundredths in 1...300 {
      let start = Double(hundredths) / 10
      // start (100 - percent) / 100, in thousandths.
      let end = Double(hundredths * (100 - percent)) / 1000
      #expect(scale.responds(from: start, to: end) == true)
      #expect(scale.responds(from: start, to: Double(hundredths * (100 - percent) + 1) / 1000) == false)
    }
  }

  @Test("A start at the minimum and a missing score are not evaluable")
  func notEvaluable() {
    #expect(madrs.responds(from: 0, to: 0) == nil)
    #expect(cgis.responds(from: 1, to: 1) == nil)
    #expect(madrs.responds(from: .nan, to: 3) == nil)
    #expect(madrs.responds(from: 20, to: .nan) == nil)
    #expect(cgis.responds(from: .nan, to: 1) == nil)
    #expect(cgii.responds(from: .nan, to: .nan) == nil)
    #expect(madrs.remits(at: .nan) == nil)
    #expect(madrs.severity(of: .nan) == nil)
  }

  @Test("CGI-S responds by points, to the decimal, and CGI-I by its own score whatever the start")
  func otherRules() {
    #expect(cgis.responds(from: 5, to: 3) == true)
    #expect(cgis.responds(from: 5, to: 4) == false)
    #expect(cgis.responds(from: 3.3, to: 1.3) == true)
    #expect(cgis.responds(from: 3.3, to: 1.4) == false)
    #expect(cgii.responds(from: .nan, to: 2) == true)
    #expect(cgii.responds(from: 1, to: 3) == false)
    #expect(cgii.responds(from: 4, to: 1) == true)
  }

  @Test("A percentage of a scale that does not begin at 0 is refused, with its reason")
  func shiftedScale() {
    let zung = Scale(id: "X", name: "X", lowest: 20, highest: 80)
    #expect(zung.responds(from: 60, to: 25) == nil)
    #expect(
      zung.unavailability(of: .response)
        == "X does not begin at 0, so a percentage fall of its raw score has no meaning")
    var none = zung
    none.responseRule = .none(reason: "no rule was ever agreed")
    #expect(none.responds(from: 60, to: 25) == nil)
    #expect(none.unavailability(of: .response) == "no rule was ever agreed")
  }

  @Test("Remission is at or below the cut-off, and not available without one")
  func remission() {
    #expect(madrs.remits(at: 10) == true)
    #expect(madrs.remits(at: 10.5) == false)
    #expect(TestCatalogue.hamd6.remits(at: 0) == nil)
    #expect(
      TestCatalogue.hamd6.unavailability(of: .remission)
        == "the catalogue sets no remission cut-off for HAMD6")
    #expect(madrs.unavailability(of: .remission) == nil)
    #expect(madrs.unavailability(of: .response) == nil)
    #expect(TestCatalogue.hamd6.unavailability(of: .response) == nil)
    #expect(cgii.unavailability(of: .response) == nil)
  }

  @Test(
    "Severity is the first band that reaches the score",
    arguments: [
      (0.0, "none"), (6, "none"), (6.5, "mild"), (7, "mild"), (19, "mild"), (20, "moderate"),
      (34, "moderate"),
      (35, "severe"), (60, "severe"),
    ])
  func severity(score: Double, band: String) {
    #expect(madrs.severity(of: score) == band)
  }

  @Test("There is no severity outside the scale, without bands or without a name")
  func noSeverity() {
    #expect(madrs.severity(of: -1) == nil)
    #expect(madrs.severity(of: 61) == nil)
    #expect(TestCatalogue.hamd6.severity(of: 5) == nil)
    var unnamed = madrs
    unnamed.severityBands[0].name = ""
    #expect(unnamed.severity(of: 3) == nil)
  }

  @Test("Rapid-acting agents and every kind of ECT are known as such")
  func rapid() {
    let rapid = TestCatalogue.agents.filter(\.isRapidActingOrECT).map(\.name)
    #expect(rapid == ["ketamine", "zuranolone", "ECT_RUL", "ECT_MAINT"])
  }
}
