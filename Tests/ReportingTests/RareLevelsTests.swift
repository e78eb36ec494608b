import Testing
import Treatment

@testable import Reporting

@Suite("Levels that too few patients have")
struct RareLevelsTests {
  private let patients = ["porter": 1, "midwife": 3, "diver": 2, "nurse": 40, "smith": 2, "": 3]

  @Test("rare levels go together under a name that tells how many they are; declared and common ones stand")
  func together() throws {
    let pool = try #require(Disclosure.ohdsi().rareLevels(of: patients, declared: ["smith"]))
    #expect(pool.levels == ["porter", "midwife", "diver"])
    #expect(pool.label == "other (3 levels)")
    #expect(pool.patients == 3...12)
    #expect(pool.name(of: "nurse") == "nurse" && pool.name(of: "diver") == pool.label)
  }

  @Test(
    "a group that is itself small does not tell of how many levels it is: four of one patient each are four patients"
  )
  func untold() throws {
    let few = ["a": 1, "b": 1, "c": 1, "d": 1, "z": 50]
    let pool = try #require(Disclosure.ohdsi().rareLevels(of: few, declared: []))
    #expect(pool.label == "other" && pool.patients == nil)
    #expect(
      try #require(Disclosure.openSafely.rareLevels(of: ["a": 7, "b": 8], declared: [])).levels == ["a"])
  }

  @Test("a level of the data that is called as the group would be is not taken in")
  func clash() throws {
    let pool = try #require(Disclosure.ohdsi().rareLevels(of: ["a": 1, "other": 30], declared: []))
    #expect(pool.label == "other, rare")
  }

  @Test("nothing goes together where nothing is hidden, or every level is common")
  func nothing() {
    #expect(Disclosure.none(reason: "drawn").rareLevels(of: patients, declared: []) == nil)
    #expect(Disclosure.ohdsi().rareLevels(of: ["a": 5, "b": 90], declared: []) == nil)
  }

  @Test(
    "a range that a name tells is reckoned with: the only other count that fits lies beyond it",
    arguments: [false, true])
  func bounds(isTold: Bool) {
    var audit = CountAudit(minCellCount: 5)
    let (small, other) = (audit.variable(4), audit.variable(8))
    for count in [small, other] { _ = audit.unit(printing: [count], sensitive: [count], cost: 10) }
    audit.fix([small, other])
    if isTold { audit.bound([other], within: 2...8) }
    audit.protect()
    // Down from 4 takes the other one from 8 to 9; up to 5 would make the mark untrue.
    #expect(audit.unproven == (isTold ? 1 : 0))
  }
}
