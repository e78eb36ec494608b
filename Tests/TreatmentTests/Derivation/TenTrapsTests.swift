import Testing
import Treatment

/// The ten traps of the field: what a naive reading of the rows would say, and what the derivation says instead.
@Suite struct TenTrapsTests {
  private func strategies(_ drawing: String) throws -> [String] {
    try JudgedHistory(drawing).record.steps.map(\.strategy.name)
  }

  @Test("1: a drug stopped for intolerance is not a failed one, though two drugs were stopped")
  func intolerance() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-25 @100 !intolerance\nescitalopram 26-80 @20 !nonresponse\nvenlafaxine 81-200 @150
      data end 300
      """)
    let stopped = judged.record.trials.filter { !$0.isCensored }.count - 1
    #expect(stopped == 2)
    #expect(judged.record.trials.filter(\.isAdequateFailure).count == 1)
    // One failure; what came of the third drug nobody recorded.
    #expect(judged.judge(RegulatoryRule.ema).status == .possible)
  }

  @Test("2: the five weeks that fluoxetine lasts in the body are no overlap")
  func fluoxetineTail() throws {
    // With a tail of 35 days fluoxetine would run on for 44 days, which would be a combination.
    #expect(
      try strategies("fluoxetine 1-70 @20\nvenlafaxine 61-150 @150\ndata end 200") == [
        "FIRST_LINE", "SWITCH_OUT",
      ])
    #expect(
      try strategies("fluoxetine 1-104 @20\nvenlafaxine 61-150 @150\ndata end 200") == [
        "FIRST_LINE", "COMBINE",
      ])
  }

  @Test("3: an add-on that was stopped early is no switch, nor is the return to the old drug")
  func abortedAddOn() throws {
    #expect(
      try strategies("sertraline 1-120 @100\nmirtazapine 40-55 @30\ndata end 200") == [
        "FIRST_LINE", "COMBINE_ABORTED",
      ])
  }

  @Test("4: resistance dates from the second failure, not from the day of the third drug")
  func thirdDrug() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50\nvenlafaxine 51-100 @150\nmirtazapine 161-220 @30
      MADRS scores 1 30\nMADRS scores 50 28\nMADRS scores 98 27\ndata end 300
      """)
    #expect(judged.record.steps.last?.start == 161)
    #expect(judged.judge(RegulatoryRule.ema).day == 98)
  }

  @Test("5: quetiapine for sleep is no augmentation")
  func lowDoseQuetiapine() throws {
    #expect(try strategies("sertraline 1-200 @100\nquetiapine 61-200 @50\ndata end 250") == ["FIRST_LINE"])
    #expect(
      try strategies("sertraline 1-200 @100\nquetiapine 61-200 @200\ndata end 250") == [
        "FIRST_LINE", "AUGMENT_AAP",
      ])
  }

  @Test("6: esketamine with its new oral drug is one step")
  func esketamine() throws {
    #expect(
      try strategies("sertraline 1-60 @100\nesketamine 61-88 *8\nduloxetine 64-200 @60\ndata end 250")
        == ["FIRST_LINE", "KETAMINE"])
  }

  @Test("7: the same ingredient tried again, under whatever name, is no second failure")
  func retriedIngredient() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-50 @50 !nonresponse\nZoloft 100-160 @150 !nonresponse\ndata end 300
      """)
    #expect(judged.record.trials.filter(\.isAdequateFailure).count == 2)
    #expect(judged.record.steps.map(\.strategy.name) == ["FIRST_LINE", "RECHALLENGE"])
    #expect(judged.judge(RegulatoryRule.ema).status == .notResistant)
  }

  @Test("8: lithium from long before the episode is background, not augmentation")
  func backgroundLithium() throws {
    #expect(try strategies("lithium ~400-300 @900\nsertraline 1-200 @100\ndata end 300") == ["FIRST_LINE"])
    #expect(
      try strategies("sertraline 1-200 @100\nlithium 50-200 @900\ndata end 300") == [
        "FIRST_LINE", "AUGMENT_LI",
      ])
  }

  @Test("9: a step is judged against its own baseline: half of entry is no response of the second step")
  func stepBaseline() throws {
    let judged = try JudgedHistory(
      """
      sertraline 1-60 @50\nvenlafaxine 61-130 @150
      MADRS scores 1 40\nMADRS scores 58 24\nMADRS scores 128 18\ndata end 200
      """)
    // 40 to 18 at entry's baseline is a fall by 55 %; 24 to 18 at the step's is one by a quarter.
    #expect(2 * 18 <= 40)
    #expect(judged.record.trials.last?.baseline == 24)
    #expect(judged.record.trials.last?.outcome == .nonresponse)
  }

  @Test("10: an overlap that the data end cuts short is neither a switch nor a combination yet")
  func censoredOverlap() throws {
    #expect(
      try strategies("sertraline 1-… @100\nvenlafaxine 100-… @150\ndata end 110") == [
        "FIRST_LINE", "UNDETERMINED",
      ])
    #expect(
      try strategies("sertraline 1-… @100\nvenlafaxine 100-… @150\ndata end 130") == [
        "FIRST_LINE", "COMBINE",
      ])
  }

  @Test(
    "A brand name in place of the generic one changes nothing",
    arguments: [
      ("sertraline", "Zoloft"), ("venlafaxine", "Effexor"), ("aripiprazole", "Abilify"),
    ])
  func brandName(generic: String, brand: String) throws {
    let drawing = "sertraline 1-90 @100\nvenlafaxine 80-300 @150\naripiprazole 150-250 @10\ndata end 400"
    let renamed = drawing.replacing(generic, with: brand)
    // As texts, because a score that is not there equals no other.
    #expect(try "\(JudgedHistory(drawing).record)" == "\(JudgedHistory(renamed).record)")
  }
}
