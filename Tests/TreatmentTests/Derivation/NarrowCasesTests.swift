import Testing
import Treatment

/// Cases in which the derivation and its slow twin once disagreed, decided from
/// Documentation/Treatment/Derivation.md.
@Suite struct NarrowCasesTests {
  typealias Example = WorkedExamplesTests.Example

  static let eras = [
    Example(
      name: "F6: a course of ECT is named for its own placements, not for those of another course",
      drawing: "sertraline 1-60\nECT_BL 70-80\nECT_RUL 200-220",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S09 ECT ECT_BL 70-80 replace",
        "S09 ECT ECT_RUL 200-220 replace repeat",
      ]),
    Example(
      name: "F6: sessions of neurofeedback a week apart are one course",
      drawing: "NEUROFEEDBACK 1-1\nNEUROFEEDBACK 8-8\nNEUROFEEDBACK 15-15",
      steps: ["F11 OTHER NEUROFEEDBACK 1-15"]),
  ]

  static let rules = [
    Example(
      name: "S07: a second course of esketamine within the era gap is no rechallenge",
      drawing: "sertraline 1-60\nesketamine 61-70\nesketamine 85-90",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE esketamine 61-70",
        "S10 KETAMINE esketamine 85-90 repeat",
      ]),
    Example(
      name: "S08 looks back to any ECT, whatever its episode (F6)",
      drawing: "ECT_BL 1-70\nECT_BL 90-95\nHAMD17 scores 5 5\nHAMD17 scores 65 5",
      steps: ["S09 ECT ECT_BL 1-70 replace", "S08 MAINTENANCE ECT_BL 90-95 newEpisode"]),
    Example(
      name: "S15 lists what goes on beyond 30 days, not 14 (F13)",
      drawing: "CBT 1-80\naripiprazole 60-200",
      steps: ["S04 FIRST_LINE_OTHER CBT 1-59", "S15 OTHER_MONO aripiprazole 60-200"]),
    Example(
      name: "S17: an augmenter that still runs was not swapped",
      drawing: "citalopram 1-…\nquetiapine 50-… @300\nlithium 120-140\ndata end 145",
      steps: [
        "S04 FIRST_LINE citalopram 1-49", "S18 AUGMENT_AAP quetiapine+citalopram 50-119",
        "S18 AUGMENT_LI lithium+citalopram+quetiapine 120-140",
      ]),
    Example(
      name: "S18: an augmenter's own bundle has the antidepressant that it augments, begun before it",
      drawing: "CBT 1-40\nsertraline 50-150\naripiprazole 53-150",
      steps: [
        "S04 FIRST_LINE_OTHER CBT 1-40",
        "S18a FIRST_LINE aripiprazole+sertraline 50-150 bundle afterNonAD AUGMENT_AAP",
      ]),
    Example(
      name:
        "S24: a halved drug that runs on for more than 60 days is a combination, though the data end cuts it",
      drawing: "sertraline 1-64 @100\nsertraline 65-… @50\nvenlafaxine 60-200\ndata end 300",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S25 COMBINE venlafaxine+sertraline 60-200"]),
    Example(
      name: "S24: a halved drug that the data end cuts within 60 days leaves it open (F22)",
      drawing: "sertraline 1-64 @100\nsertraline 65-… @50\nvenlafaxine 60-…\ndata end 110",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S24 UNDETERMINED venlafaxine+sertraline 60-110"]),
    Example(
      name: "S24: days of unknown dose between two known doses hide no taper",
      drawing: "bupropion 1-50 @300\nbupropion 51-57\nbupropion 58-91 @150\namitriptyline 57-132 @150",
      steps: ["S04 FIRST_LINE bupropion 1-56", "S24 SWITCH_OUT amitriptyline 57-132 slowTaper"]),
    Example(
      name: "P3: an MAOI in the same bundle warns",
      drawing: "citalopram 1-60\nphenelzine 1-60",
      steps: ["S02 COMBINE_FROM_START citalopram+phenelzine 1-60 bundle dataWarning"]),
    Example(
      name: "P3: a rechallenge beside an MAOI warns too",
      drawing: "venlafaxine 1-60\nphenelzine 75-…\nvenlafaxine 138-192\ndata end 300",
      steps: [
        "S04 FIRST_LINE venlafaxine 1-60", "S19 SWITCH_OUT phenelzine 75-137",
        "S07 RECHALLENGE venlafaxine+phenelzine 138-192 dataWarning",
      ]),
    Example(
      name: "P3: a companion of ketamine beside an MAOI warns too",
      drawing: "phenelzine 1-…\nesketamine 60-70\nduloxetine 70-150\ndata end 300",
      steps: [
        "S04 FIRST_LINE phenelzine 1-59",
        "S10 KETAMINE duloxetine+esketamine+phenelzine 60-150 newOral dataWarning",
      ]),
    Example(
      name: "F13: only S16-S18, S21 and F21's rules list a drug because the data end cuts it",
      drawing: "sertraline 1-…\nmirtazapine 280-290\ndata end 300",
      steps: ["S04 FIRST_LINE sertraline 1-279", "S22 COMBINE_ABORTED mirtazapine 280-290"]),
  ]

  static let bundles = [
    Example(
      name: "S02: the oral drug of a bundle that ECT leads is its companion",
      drawing: "sertraline 1-60\nECT_BL 70-90\nvenlafaxine 73-150",
      steps: ["S04 FIRST_LINE sertraline 1-60", "S09 ECT ECT_BL+venlafaxine 70-150 bundle newOral replace"]),
    Example(
      name: "F18: a drug taken before is a rechallenge in the bundle and no companion",
      drawing: "sertraline 1-60\nvenlafaxine 61-120\nesketamine 130-150\nsertraline 132-200",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S23 SWITCH_OUT venlafaxine 61-120",
        "S10 KETAMINE esketamine+sertraline 130-200 bundle RECHALLENGE",
      ]),
    Example(
      name: "F18: a drug that starts with the next step is no companion",
      drawing: "sertraline 1-60\nesketamine 61-68\naripiprazole 71-150\nvenlafaxine 71-150",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE esketamine 61-68",
        "S19 SWITCH_OUT aripiprazole+venlafaxine 71-150 bundle AUGMENT_AAP",
      ]),
    Example(
      name: "F18: a companion runs for what comes after it",
      drawing: "esketamine 2-7\nbupropion 13-83\nmethylphenidate 20-109",
      steps: [
        "S10 KETAMINE bupropion+esketamine 2-19 newOral",
        "S18 AUGMENT_OTHER methylphenidate+bupropion 20-109",
      ]),
    Example(
      name: "F18: a companion anchors no bundle of its own",
      drawing: "esketamine 2-7\nbupropion 13-83\nlithium 19-109\nmirtazapine 24-109",
      steps: [
        "S10 KETAMINE bupropion+esketamine 2-18 newOral",
        "S25 COMBINE lithium+mirtazapine+bupropion 19-109 bundle AUGMENT_LI",
      ]),
    Example(
      name: "S02: what begins with the antidepressant that closes a bundle goes with it",
      drawing: "mirtazapine 18-22\nRTMS_HF 25-80\nvenlafaxine 25-150",
      steps: [
        "S04 FIRST_LINE mirtazapine 18-22", "S11 NEUROMOD RTMS_HF+venlafaxine 25-150 bundle newOral replace",
      ]),
    Example(
      name: "F14: a rechallenge in a bundle of antidepressants becomes a tag",
      drawing: "moclobemide 1-50\nbupropion 96-150\nmoclobemide 96-150",
      steps: [
        "S04 FIRST_LINE moclobemide 1-50", "S02 COMBINE bupropion+moclobemide 96-150 bundle RECHALLENGE",
      ]),
    Example(
      name: "F14: psilocybin in a bundle that ECT leads becomes a tag",
      drawing: "ECT_BL 1-20\npsilocybin 3-3",
      steps: ["S09 ECT ECT_BL+PSY_PSILO 1-20 bundle replace RAPID"]),
    Example(
      name: "F4: remission counts since the last onset of a bundle, not since its first",
      drawing:
        "sertraline 1-100\nlithium 6-100\nvenlafaxine 110-200\nHAMD17 scores 4 5\nHAMD17 scores 64 5",
      steps: ["S04 FIRST_LINE lithium+sertraline 1-100 bundle", "S19 SWITCH_OUT venlafaxine 110-200"]),
  ]

  @Test("What the reference derivation found comes out as the text has it", arguments: eras + rules + bundles)
  func narrow(_ example: Example) throws {
    #expect(try DrawnHistory(example.drawing).steps() == example.steps)
  }
}
