import Testing

@testable import Treatment

@Suite("Nearest names")
struct NearestNameTests {
  private let catalogue = TestCatalogue.catalogue

  @Test("A misspelt agent or scale is found by any of its names, and named by its own")
  func hints() {
    #expect(catalogue.nearestAgents(to: "sertralin") == ["sertraline"])
    #expect(catalogue.nearestAgents(to: "Zolof") == ["sertraline"])
    #expect(catalogue.nearestAgents(to: "plasebo") == ["PLACEBO"])
    #expect(catalogue.nearestScales(to: "MARDS") == ["MADRS"])
    #expect(catalogue.nearestScales(to: "MADR") == ["MADRS"])
    #expect(catalogue.nearestScales(to: "CGI") == ["CGII", "CGIS"])
    #expect(catalogue.nearestAgents(to: "aspirin") == [])
    #expect(catalogue.nearestAgents(to: "") == [])
  }

  @Test("Nearer names come first, equally near ones in Unicode order, and no more than asked for")
  func order() {
    let names = ["strategies", "step", "strategy", "scale"]
    #expect(NearestName.nearest("stratégy", among: names) == ["strategy"])
    #expect(NearestName.nearest("sten", among: ["stem", "step", "ten"], limit: 2) == ["stem", "step"])
    #expect(NearestName.nearest(String(repeating: "x", count: 1_000_000), among: names) == [])
  }

  @Test("The distance is that of the plain recursion")
  func distances() {
    func slow(_ first: ArraySlice<Unicode.Scalar>, _ second: ArraySlice<Unicode.Scalar>) -> Int {
      guard let one = first.last, let other = second.last else { return max(first.count, second.count) }
      return min(
        slow(first.dropLast(), second) + 1, slow(first, second.dropLast()) + 1,
        slow(first.dropLast(), second.dropLast()) + (one == other ? 0 : 1))
    }
    let words = ["", "a", "ab", "ba", "madrs", "mards", "hamd", "bdi2", "zung"].map {
      Array($0.unicodeScalars)
    }
    for first in words {
      for second in words { #expect(NearestName.distance(first, second) == slow(first[...], second[...])) }
    }
  }
}
