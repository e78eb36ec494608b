import Testing

@testable import Reporting

@Suite("Amounts in sentences")
struct AmountTests {
  @Test(
    "Every count that a rule hides reads the same, a single one too",
    arguments: [Disclosure.ohdsi(), .ohdsi(minCellCount: 11), .openSafely])
  func hidden(by disclosure: Disclosure) {
    let small = (1...40).filter { disclosure.isSmall(Double($0)) }
    let sentences = small.map { Amount($0, under: disclosure)?.of("patient", "patients") }
    #expect(small.count >= 4)
    #expect(Set(sentences) == ["some patients"])
  }

  @Test("A count that is shown has its noun in the right number, and of none nothing is said")
  func shown() {
    let open = Disclosure.none(reason: "made-up data")
    #expect(Amount(1, under: open)?.of("patient", "patients") == "1 patient")
    #expect(Amount(2, under: open)?.of("patient", "patients") == "2 patients")
    #expect(Amount(12, under: .ohdsi())?.of("patient", "patients") == "12 patients")
    #expect(Amount(12, under: .openSafely)?.of("patient", "patients") == "about 10 patients")
    #expect(Amount(0, under: open) == nil)
  }
}
