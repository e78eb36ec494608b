import TestSupport
import Testing
import Treatment

@Suite("Names in pathways")
struct PathwayNameTests {
  @Test(
    "a name with marks of its own reads back as it was, alone, in a combination and in a pathway",
    arguments: ["A", "L-thyroxine", "5-HT+NA", "\\", "a\\-b", "-", "+-+", "", "é🧪 אב", "a\u{301}-"])
  func comesBack(_ name: String) {
    let own = PathwayName.escaped(name)
    #expect(PathwayName.unescaped(own) == name)
    let treatment = own + "+" + PathwayName.escaped("x-y")
    let pathway = treatment + "-" + own + "-" + own
    let treatments = PathwayName.treatments(of: pathway)
    #expect(treatments == [treatment, own, own])
    #expect(
      PathwayName.members(of: treatments[0]).map { Array($0.unicodeScalars) }
        == [name, "x-y"].map { Array($0.unicodeScalars) })
  }

  @Test("any texts come back from a pathway of theirs")
  func drawn() {
    var random = SplitMix64(seed: 7)
    let letters = Array("-+\\ab")
    for _ in 0..<500 {
      let names = (0..<1 + random.below(4)).map { _ in
        String((0..<random.below(5)).map { _ in letters[random.below(letters.count)] })
      }
      let pathway = names.map(PathwayName.escaped).joined(separator: "-")
      #expect(PathwayName.treatments(of: pathway).map(PathwayName.unescaped) == names)
    }
  }
}
