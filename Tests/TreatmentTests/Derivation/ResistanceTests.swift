import Testing
import Treatment

/// Named definitions of resistance on drawn roads; expectations were worked by hand from
/// Documentation/Treatment/Resistance.md.
@Suite struct ResistanceTests {
  /// Two adequate failures, established on days 50 and 100, and a third drug from day 101.
  static let twoFailures = """
    sertraline 1-50 @50\nvenlafaxine 51-100 @150\nmirtazapine 101-160 @30
    MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 100 27\ndata end 300
    """

  static func resistant(_ day: Int32) -> ResistanceJudgement { ResistanceJudgement(.resistant, on: day) }

  @Test("EMA and FDA date resistance by the second failure, not by the third drug")
  func isDatedBySecondFailure() throws {
    let judged = try JudgedHistory(Self.twoFailures)
    #expect(judged.judge(RegulatoryRule.ema) == Self.resistant(100))
    #expect(judged.judge(RegulatoryRule.fda) == Self.resistant(100))
  }

  @Test("A failure is established once the trial had lasted long enough, however early its last score")
  func isEstablishedLate() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nvenlafaxine 51-100 @150
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 79 27\ndata end 300
      """)
    #expect(judged.judge(RegulatoryRule.ema) == Self.resistant(92))
  }

  @Test("Intolerance is no failure, unless the option says so")
  func intoleranceIsNoFailure() throws {
    let road = """
      sertraline 1-25 @50 !intolerance\nescitalopram 26-80 @10
      MADRS scores 1 30\nMADRS scores 26 30\nMADRS scores 80 29\ndata end 300
      """
    let judged = try JudgedHistory(road)
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
    #expect(judged.record.trials.filter(\.isAdequateFailure).count == 1)
    #expect(judged.record.trials.filter(\.endedByIntolerance).count == 1)
    var option = DerivationParameters()
    option.intoleranceCounts = true
    #expect(try JudgedHistory(road, option).judge(RegulatoryRule.ema) == Self.resistant(80))
  }

  @Test("The same ingredient tried again is no second failure")
  func retryIsNoSecondFailure() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nsertraline 100-150 @100
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 100 28\nMADRS scores 150 27\ndata end 300
      """)
    #expect(judged.record.trials.count == 2)
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("A failure of an earlier episode does not count in this one")
  func episodesAreApart() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nvenlafaxine 301-350 @150
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 301 28\nMADRS scores 350 27\ndata end 400
      """)
    #expect(judged.record.currentEpisode == 2)
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("Unknown doses leave one failure possible and none indeterminate")
  func doubtIsKept() throws {
    let one = try JudgedHistory(
      "sertraline 1-50 @50\nvenlafaxine 51-100\nMADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 100 27\ndata end 300"
    )
    #expect(one.judge(RegulatoryRule.ema).status == .possible)
    let none = try JudgedHistory(
      "sertraline 1-50\nvenlafaxine 51-100\nMADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 100 27\ndata end 300"
    )
    #expect(none.judge(RegulatoryRule.ema).status == .indeterminate)
    let helped = try JudgedHistory(
      "sertraline 1-50\nvenlafaxine 51-100\nMADRS scores 1 30\nMADRS scores 50 8\nMADRS scores 100 27\ndata end 300"
    )
    #expect(helped.judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("Failures before entry count from the day of entry, and once where trials before entry are recorded")
  func priorFailuresCount() throws {
    let road = "prior failures 2\nsertraline 1-50 @50\nMADRS scores 1 30\nMADRS scores 50 28\ndata end 300"
    #expect(try JudgedHistory(road).judge(RegulatoryRule.ema) == Self.resistant(0))
    let recorded = """
      prior failures 1\nsertraline ~60-~5 @50\nMADRS scores ~60 30\nMADRS scores ~6 28\ndata end 300
      """.replacing("scores ~", with: "scores -")
    #expect(try JudgedHistory(recorded).judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("GSRD asks for the score after the second trial: 22 is resistant, 21 is not")
  func gsrdAsksForTheScore() throws {
    #expect(try JudgedHistory(Self.twoFailures).judge(GSRDRule()) == Self.resistant(100))
    let low = Self.twoFailures.replacing("scores 100 27", with: "scores 100 21")
    // The third drug, of which no score tells, leaves it open.
    #expect(try JudgedHistory(low).judge(GSRDRule()).status == .possible)
    let two = low.replacing("\nmirtazapine 101-160 @30", with: "")
    #expect(try JudgedHistory(two).judge(GSRDRule()).status == .notResistant)
    #expect(try JudgedHistory(low).judge(RegulatoryRule.ema).status == .resistant)
    let edge = Self.twoFailures.replacing("scores 100 27", with: "scores 100 22")
    #expect(try JudgedHistory(edge).judge(GSRDRule()) == Self.resistant(100))
    let fallen =
      "sertraline 1-50 @50\nvenlafaxine 51-100 @150\n"
      + "MADRS scores 1 50\nMADRS scores 50 25\nMADRS scores 100 25\ndata end 300"
    #expect(try JudgedHistory(fallen).judge(GSRDRule()) == Self.resistant(100))
    #expect(GSRDRule().unavailability(in: try JudgedHistory(low, on: "QIDSSR16").context) != nil)
  }

  @Test("KIM: the third treatment after two of more than 28 days, whatever came of them")
  func kimCountsSteps() throws {
    #expect(
      try JudgedHistory("sertraline 1-29\nvenlafaxine 30-58\nECT_BL 59-80 *8\ndata end 200").judge(KIMRule())
        == Self.resistant(59))
    #expect(
      try JudgedHistory("sertraline 1-28\nvenlafaxine 29-58\nECT_BL 59-80 *8\ndata end 200").judge(KIMRule())
        .status == .notResistant)
    #expect(
      try JudgedHistory("sertraline 1-200\nCBT 30-120 *10\nvenlafaxine 201-260\ndata end 300").judge(
        KIMRule()
      )
      .status == .notResistant)
  }

  @Test("Danish: the second switch within 365 days of contact, and an augmentation is no switch")
  func danishCountsSwitches() throws {
    func road(_ third: Int) -> String {
      "sertraline 1-200\nvenlafaxine 201-\(third - 1)\nmirtazapine \(third)-500\ndata end 600"
    }
    #expect(try JudgedHistory(road(366)).judge(DanishRule()) == Self.resistant(366))
    #expect(try JudgedHistory(road(367)).judge(DanishRule()).status == .notResistant)
    #expect(try JudgedHistory("first contact 10\n" + road(367)).judge(DanishRule()) == Self.resistant(367))
    let augmented = "sertraline 1-300\nlithium 100-300\nvenlafaxine 301-400\ndata end 600"
    #expect(try JudgedHistory(augmented).judge(DanishRule()).status == .notResistant)
    let shocked = "sertraline 1-100\nECT_BL 101-120 *8\nvenlafaxine 125-200\ndata end 600"
    #expect(try JudgedHistory(shocked).judge(DanishRule()).status == .notResistant)
    #expect(try JudgedHistory(shocked).judge(DanishRule(countingECT: true)) == Self.resistant(125))
  }

  @Test("Claims: two adequate courses, pauses of at most 180 days, within two years")
  func claimsNeedAdequateCourses() throws {
    #expect(try JudgedHistory(Self.twoFailures).judge(ClaimsRule()) == Self.resistant(101))
    let unknown = Self.twoFailures.replacing(" @150", with: "")
    #expect(try JudgedHistory(unknown).judge(ClaimsRule()).status == .possible)
    let augmented = "sertraline 1-300 @100\nlithium 100-160 @900\nvenlafaxine 301-400 @150\ndata end 600"
    #expect(try JudgedHistory(augmented).judge(ClaimsRule()) == Self.resistant(301))
    let late = "sertraline 1-500 @100\nvenlafaxine 501-731 @150\nmirtazapine 732-900 @30\ndata end 999"
    #expect(try JudgedHistory(late).judge(ClaimsRule()).status == .notResistant)
    #expect(
      try JudgedHistory(late.replacing("732", with: "731").replacing("501-731", with: "501-730")).judge(
        ClaimsRule()) == Self.resistant(731))
  }

  @Test("Fabbri: two switches, six weeks each, at most fourteen weeks between")
  func fabbriCountsDrugs() throws {
    func road(_ second: Int, _ third: Int, last: Int) -> String {
      "sertraline 1-100\nvenlafaxine \(second)-\(second + 41)\nmirtazapine \(third)-\(last)\ndata end 1000"
    }
    #expect(try JudgedHistory(road(199, 339, last: 380)).judge(FabbriRule()) == Self.resistant(380))
    #expect(try JudgedHistory(road(200, 339, last: 380)).judge(FabbriRule()).status == .notResistant)
    #expect(try JudgedHistory(road(199, 340, last: 381)).judge(FabbriRule()).status == .notResistant)
    #expect(try JudgedHistory(road(199, 339, last: 379)).judge(FabbriRule()).status == .notResistant)
    let back = "sertraline 1-100\nvenlafaxine 101-200\nsertraline 201-300\ndata end 400"
    #expect(try JudgedHistory(back).judge(FabbriRule()) == Self.resistant(242))
  }

  @Test("Thresholds of staging scores are dated by the event that passes them")
  func stagingThresholds() throws {
    let judged = try JudgedHistory(Self.twoFailures)
    #expect(judged.judge(StagingRule.msm) == Self.resistant(50))
    #expect(judged.judge(StagingRule.mgh).status == .notResistant)
    let severe = try JudgedHistory(
      """
      sertraline 1-50 @50\nECT_BL 60-80 *10
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 59 29\nMADRS scores 83 27\ndata end 300
      """)
    #expect(severe.judge(StagingRule.mgh) == Self.resistant(83))
    let unscored = try JudgedHistory("sertraline 1-50 @50 !nonresponse\ndata end 300")
    #expect(unscored.judge(StagingRule.msm).status == .possible)
  }

  @Test("A response that is lost again is a failure by option only")
  func breakthrough() throws {
    let road = """
      sertraline 1-200 @50\nvenlafaxine 201-400 @150
      MADRS scores 1 30\nMADRS scores 60 10\nMADRS scores 190 28\nMADRS scores 390 27\ndata end 500
      """
    let judged = try JudgedHistory(road)
    #expect(judged.record.trials[0].isBreakthrough)
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
    var option = DerivationParameters()
    option.breakthroughCounts = true
    #expect(try JudgedHistory(road, option).judge(RegulatoryRule.ema) == Self.resistant(390))
  }

  @Test("An aborted combination is an inadequate trial, however long the overlap may last")
  func abortedIsInadequate() throws {
    var wide = DerivationParameters()
    wide.overlapSwitchMax = 60
    let judged = try JudgedHistory(
      """
      sertraline 1-300 @100\nmirtazapine 101-150 @30
      MADRS scores 1 30\nMADRS scores 95 28\nMADRS scores 148 27\ndata end 400
      """, wide)
    #expect(judged.record.steps.map(\.strategy) == [.firstLine, .combineAborted])
    #expect(judged.record.trials[1].adequacy == .inadequate)
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("Maintenance ECT is no acute trial that failed")
  func maintenanceIsNoTrial() throws {
    let judged = try JudgedHistory(
      """
      ECT_BL 1-21 *10\nECT_BL 40-80 *6\nsertraline 120-190 @100
      MADRS scores 0 40\nMADRS scores 22 8\nMADRS scores 40 12\nMADRS scores 80 20
      MADRS scores 120 30\nMADRS scores 190 28\ndata end 300
      """)
    #expect(judged.record.steps.map(\.strategy).contains(.maintenance))
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
    #expect(judged.staging.mgh.score == 1)
  }

  @Test("A score on day 2 is no baseline of a drug that came with esketamine")
  func lateBaselineOfACompanion() throws {
    let judged = try JudgedHistory(
      "esketamine 1-60 *8\nduloxetine 1-120 @60\nMADRS scores 2 30\nMADRS scores 60 28\ndata end 200")
    #expect(judged.record.trials.allSatisfy { $0.baseline.isNaN })
  }

  @Test("A failure recorded after entry is not among those stated at entry")
  func failureAfterEntry() throws {
    let road =
      "prior failures 1\nsertraline ~10-100 @50\n"
      + "MADRS scores -10 30\nMADRS scores 95 28\ndata end 300"
    #expect(try JudgedHistory(road).judge(RegulatoryRule.ema) == Self.resistant(95))
  }

  @Test("GSRD leaves open what a fall by half to above its threshold may yet come to")
  func gsrdLeavesOpen() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nvenlafaxine 51-100
      MADRS scores 1 50\nMADRS scores 50 50\nMADRS scores 100 25\ndata end 300
      """)
    #expect(judged.judge(GSRDRule()).status == .possible)
  }

  @Test("MGH-s reaches four on the day of its last half point, not before")
  func mghIsDatedByItsLastHalfPoint() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nvenlafaxine 51-120 @150\nmirtazapine 121-260 @15\nlithium 200-260 @900
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 120 28\nMADRS scores 165 27\nMADRS scores 255 27
      data end 400
      """)
    // Three failures by day 165; 12 weeks of mirtazapine on day 204; lithium from day 200.
    #expect(judged.judge(StagingRule.mgh) == Self.resistant(204))
  }
}
