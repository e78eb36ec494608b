import Testing
import Treatment

@Suite("Lifestyle programmes of a step (F45)")
struct ProgrammeTests {
  /// `lifestyle lifestyle_landmark` of each step.
  private func levels(_ drawing: String, days: Int32 = 28) throws -> [String] {
    var parameters = DerivationParameters()
    parameters.programmeDays = days
    return try DrawnHistory(drawing).derived(parameters).steps.map { step in
      ProgrammeColumn.allCases.map { $0.level(of: step).rawValue }.joined(separator: " ")
    }
  }

  @Test(
    "A programme counts up to day 28 of the step and no later",
    arguments: [(0, "sleep begun"), (28, "sleep begun"), (29, "none none"), (90, "none none")])
  func lastDay(day: Int, expected: String) throws {
    #expect(try levels("sertraline 0-100 @100\nCBTI \(day)-130") == [expected])
  }

  @Test("The number of days is a parameter")
  func parameter() throws {
    let drawing = "sertraline 0-100 @100\nEXERCISE 14-60"
    #expect(try levels(drawing, days: 14) == ["exercise begun"])
    #expect(try levels(drawing, days: 13) == ["none none"])
  }

  @Test("One that began before a step counts where it runs on the step's first day, and is on neither side")
  func before() throws {
    let steps = "sertraline 0-60 @100\nvenlafaxine 61-130 @150\n"
    #expect(try levels(steps + "EXERCISE 50-61") == ["none none", "exercise before"])
    #expect(try levels(steps + "EXERCISE 50-60") == ["none none", "none none"])
    #expect(try levels(steps + "EXERCISE ~30-200") == ["exercise before", "exercise before"])
    #expect(try levels(steps + "EXERCISE 0-70") == ["exercise begun", "exercise before"])
  }

  @Test("One that begins after the step's end is none of the step's")
  func afterTheEnd() throws {
    #expect(
      try levels("sertraline 0-10 @100\nEXERCISE 20-60\nvenlafaxine 40-90 @150") == [
        "none early", "exercise before",
      ])
  }

  @Test("A step that ended before the landmark is on neither side, with a programme or without")
  func early() throws {
    #expect(try levels("sertraline 0-27 @100\nEXERCISE 5-60") == ["exercise early"])
    #expect(try levels("sertraline 0-28 @100\nEXERCISE 5-60") == ["exercise begun"])
  }

  @Test(
    "Of several kinds the level is sleep before exercise before other, whichever began first",
    arguments: [
      ("EXERCISE 0-60\nCBTI 9-40", "sleep begun"), ("BLT 0-60\nEXERCISE 9-40", "exercise begun"),
      ("BLT 3-60", "other begun"), ("SLEEP_HYG 3-3", "sleep begun"), ("SLEEP_DEP 3-5", "other begun"),
    ])
  func several(programmes: String, expected: String) throws {
    #expect(try levels("sertraline 0-100 @100\n" + programmes) == [expected])
  }

  @Test("What a programme was given for does not matter, and what is none is none")
  func otherIndications() throws {
    #expect(try levels("sertraline 0-100 @100\nCBTI 3-40 ?sleep") == ["sleep begun"])
    #expect(try levels("sertraline 0-100 @100\nzopiclone 3-40 @7.5") == ["none none"])
    #expect(try levels("sertraline 0-100 @100\nSUPPORTIVE 3-40") == ["none none"])
  }

  @Test("A programme closes no step, opens none and changes none")
  func noStep() throws {
    let alone = try DrawnHistory("sertraline 0-100 @100\nvenlafaxine 101-190 @150").steps()
    let beside = try DrawnHistory("sertraline 0-100 @100\nvenlafaxine 101-190 @150\nCBTI 40-120").steps()
    #expect(alone == beside)
  }
}
