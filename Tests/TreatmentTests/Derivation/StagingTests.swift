import Testing
import Treatment

/// The methods of Documentation/Treatment/Staging.md, as formulas and drawn as roads.
@Suite struct StagingTests {
  @Test("Thase and Rush: its examples")
  func thaseRush() {
    func stage(_ classes: Set<Formulary.ThaseRushClass>, ect: Bool = false) -> ThaseRush {
      ThaseRush(failedClasses: classes, bilateralECTFailed: ect)
    }
    #expect(stage([]).stage == 0)
    #expect(stage([.ssri]).stage == 1)
    #expect(stage([.ssri, .snri]).stage == 2)
    #expect(stage([.ssri, .tca]).stage == 2)
    #expect(stage([.ssri, .tca]).lenientStage == 3)
    #expect(stage([.ssri, .snri, .tca]).stage == 3)
    #expect(stage([.ssri, .snri, .tca, .maoi]).stage == 4)
    #expect(stage([.ssri, .snri, .tca, .maoi], ect: true).stage == 5)
    let outOfOrder = stage([.ssri, .snri], ect: true)
    #expect(outOfOrder.stage == 2 && outOfOrder.isECTOutOfOrder)
    #expect(!stage([.ssri, .snri, .tca, .maoi], ect: true).isECTOutOfOrder)
  }

  @Test("Maudsley: examples a to e, and the edges of each dimension")
  func maudsley() throws {
    func score(_ days: Int, _ severity: Int, _ failed: Int, _ augmented: Bool, _ ect: Bool) throws -> Maudsley
    {
      try #require(
        Maudsley(days: days, severity: severity, failed: failed, usedAugmentation: augmented, failedECT: ect))
    }
    #expect(try score(240, 3, 2, false, false).score == 5)
    #expect(try score(240, 3, 2, false, false).band == .mild)
    #expect(try score(600, 4, 4, true, false).score == 9)
    #expect(try score(600, 4, 4, true, false).band == .moderate)
    #expect(try score(1200, 5, 8, true, true).score == 14)
    #expect(try score(1200, 5, 8, true, true).band == .severe)
    #expect(try score(1200, 5, 11, true, true).score == 15)
    #expect(try score(30, 1, 1, false, false).score == 3)
    #expect(Maudsley(days: 900, severity: 5, failed: 0, usedAugmentation: true, failedECT: true) == nil)
    for (days, points) in [(365, 1), (366, 2), (730, 2), (731, 3)] {
      #expect(try score(days, 1, 1, false, false).score == points + 2)
    }
    for (failed, points) in [(2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (10, 4), (11, 5)] {
      #expect(try score(1, 1, failed, false, false).score == points + 2)
    }
  }

  @Test("MGH: its examples")
  func mgh() {
    func score(_ failed: Int, dose: Int = 0, augmented: Int = 0, ect: Bool = false) -> Double {
      MGHStaging(
        failed: failed, doseOptimised: dose, durationOptimised: 0, augmented: augmented, failedECT: ect
      ).score
    }
    #expect(score(2) == 2)
    #expect(score(2, dose: 1, augmented: 1) == 3)
    #expect(score(3, augmented: 1, ect: true) == 6.5)
  }

  @Test("European: its examples")
  func european() {
    func level(_ failed: Int, weeks: Int, lithium: Bool = false) -> EuropeanStaging {
      EuropeanStaging(failed: failed, days: weeks * 7, usedAugmentation: lithium, failedECT: false)
    }
    #expect(level(1, weeks: 7).level == .nonResponder)
    #expect(level(2, weeks: 14).level == .trd1)
    #expect(!level(2, weeks: 14).isOutsideWeeks)
    #expect(level(2, weeks: 30).isOutsideWeeks)
    #expect(level(3, weeks: 20).level == .trd2)
    #expect(level(4, weeks: 60, lithium: true).level == .chronic)
    #expect(level(4, weeks: 60).level == .trd3)
    #expect(level(4, weeks: 52, lithium: true).level == .trd3)
  }

  @Test("ATHF, long form: an adequate trial is level 3, lithium and courses of ECT raise it")
  func longForm() {
    #expect(ATHFLongForm.rating(days: 0, dose: 50, level3: 50) == 0)
    #expect(ATHFLongForm.rating(days: 27, dose: 50, level3: 50) == 1)
    #expect(ATHFLongForm.rating(days: 28, dose: 25, level3: 50) == 2)
    #expect(ATHFLongForm.rating(days: 28, dose: 50, level3: 50) == 3)
    #expect(ATHFLongForm.rating(days: 28, dose: 100, level3: 50) == 4)
    #expect(ATHFLongForm.rating(days: 28, dose: 100, level3: 50, lithiumDays: 14) == 5)
    #expect(ATHFLongForm.rating(days: 28, dose: 50, level3: 50, stoppedEarly: true) == 2)
    #expect(ATHFLongForm.rating(days: 28, dose: .nan, level3: 50) == nil)
    let courses = [(3, 1, 1), (6, 2, 2), (9, 4, 3), (10, 5, 4), (12, 5, 4), (13, 5, 5)]
    for (sessions, bilateral, unilateral) in courses {
      #expect(ATHFLongForm.rating(sessions: sessions, isBilateral: true) == bilateral)
      #expect(ATHFLongForm.rating(sessions: sessions, isBilateral: false) == unilateral)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var drawing: String
    var isTRD: Bool
    var thaseRush: Int
    var maudsley: Int
    var mgh: Double
    var european: EuropeanStaging.Level
    var testDescription: String { name }
  }

  /// Doses stay below three quarters of the usual maximum and trials below twelve weeks, so that nothing is optimised.
  static let cases = [
    Case(
      name: "sertraline failed",
      drawing: "sertraline 1-50 @50\nMADRS scores 1 30\nMADRS scores 50 28\ndata end 365",
      isTRD: false, thaseRush: 1, maudsley: 5, mgh: 1, european: .nonResponder),
    Case(
      name: "citalopram failed too: the same class",
      drawing: """
        sertraline 1-50 @50\ncitalopram 51-100 @20
        MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 100 27\ndata end 365
        """,
      isTRD: true, thaseRush: 1, maudsley: 5, mgh: 2, european: .trd1),
    Case(
      name: "venlafaxine not tolerated",
      drawing: """
        sertraline 1-50 @50\nvenlafaxine 51-64 @150 !intolerance
        MADRS scores 1 30\nMADRS scores 50 28\ndata end 365
        """,
      isTRD: false, thaseRush: 1, maudsley: 5, mgh: 1, european: .nonResponder),
    Case(
      name: "venlafaxine failed, and lithium added to it",
      drawing: """
        sertraline 1-50 @50\nvenlafaxine 51-130 @150\nlithium 100-130 @900
        MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 99 27\nMADRS scores 130 26\ndata end 365
        """,
      isTRD: true, thaseRush: 2, maudsley: 6, mgh: 2.5, european: .trd1),
    Case(
      name: "then nortriptyline, phenelzine and bilateral ECT failed",
      drawing: """
        sertraline 1-50 @50\nvenlafaxine 51-130 @150\nlithium 100-130 @900
        nortriptyline 131-180 @75\nphenelzine 195-250 @45\nECT_BL 270-300 *10
        MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 99 27\nMADRS scores 130 26\nMADRS scores 180 28
        MADRS scores 195 28
        MADRS scores 250 27\nMADRS scores 269 29\nMADRS scores 303 27\ndata end 365
        """,
      isTRD: true, thaseRush: 5, maudsley: 8, mgh: 7.5, european: .trd3),
  ]

  @Test("The same patient, drawn as a road, has the stage of each method", arguments: cases)
  func methodsAgreeWithTheTable(_ example: Case) throws {
    let judged = try JudgedHistory(example.drawing)
    let staging = judged.staging
    #expect((judged.judge(RegulatoryRule.ema).status == .resistant) == example.isTRD)
    #expect(staging.thaseRush.stage == example.thaseRush)
    #expect(staging.maudsley?.score == example.maudsley)
    #expect(staging.mgh.score == example.mgh)
    #expect(staging.european.level == example.european)
  }

  @Test("Severity is a range where psychosis or the score is not known")
  func severityIsARange() throws {
    let scale = DrawnHistory.catalogue.scales[try #require(DrawnHistory.catalogue.scale(named: "MADRS"))]
    #expect(Maudsley.severity(of: 40, on: scale, psychotic: true) == 5...5)
    #expect(Maudsley.severity(of: 40, on: scale, psychotic: false) == 4...4)
    #expect(Maudsley.severity(of: 40, on: scale, psychotic: nil) == 4...5)
    #expect(Maudsley.severity(of: 30, on: scale, psychotic: nil) == 3...3)
    #expect(Maudsley.severity(of: .nan, on: scale, psychotic: true) == 1...5)
  }

  @Test("ATHF counts take four weeks at the minimum dose, whatever the trial's parameter says")
  func athfCounts() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-30 @50\nvenlafaxine 31-57 @150\nCBT 31-120 *10\nECT_BL 130-150 *8
      MADRS scores 1 30\nMADRS scores 29 30\nMADRS scores 155 29\nMADRS scores 129 30\ndata end 200
      """)
    let counts = ATHFCounts(judged.record)
    #expect(counts[.pharmacotherapy].trials == 2)
    #expect(counts[.pharmacotherapy].adequate == 1)
    #expect(counts[.pharmacotherapy].failed == 1)
    #expect(counts[.brainStimulation].failed == 1)
    #expect(counts[.psychotherapy].adequate == 1)
  }

  @Test("An augmenter that began with its drug augments it")
  func bundledAugmentation() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-60 @50\nlithium 3-60 @900
      MADRS scores 1 30\nMADRS scores 60 28\ndata end 300
      """)
    #expect(judged.staging.mgh.score == 1.5)
    #expect(judged.staging.maudsley?.score == 6)
  }

  @Test("MGH-s counts trials of six weeks, whatever shorter trials count elsewhere")
  func mghNeedsSixWeeks() throws {
    var short = DerivationParameters()
    short.minTrialDays = 28
    let judged = try JudgedHistory(
      "sertraline 1-35 @50\nMADRS scores 1 30\nMADRS scores 35 28\ndata end 300", short)
    #expect(judged.record.trials[0].isAdequateFailure)
    #expect(judged.staging.mgh.score == 0)
  }
}
