import Testing
import Treatment

/// The examples of Documentation/Treatment/Examples.md by their numbers; expected steps were written by hand from
/// Documentation/Treatment/Derivation.md, "The decision table".
@Suite struct WorkedExamplesTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var drawing: String
    var steps: [String]
    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "1: a short tail is a cross-taper",
      drawing: "sertraline 1-70\nvenlafaxine 60-150",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S23 SWITCH_OUT venlafaxine 60-150"]),
    Example(
      name: "2: two antidepressants that go on are a combination",
      drawing: "sertraline 1-200\nmirtazapine 60-200",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S25 COMBINE mirtazapine+sertraline 60-200"]),
    Example(
      name: "3: a dose that halves is a slow taper",
      drawing: "sertraline 1-64 @100\nsertraline 65-100 @50\nvenlafaxine 60-…",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S24 SWITCH_OUT venlafaxine 60-100 slowTaper"]),
    Example(
      name: "4: aripiprazole on sertraline is augmentation",
      drawing: "sertraline 1-200\naripiprazole 61-120",
      steps: ["S04 FIRST_LINE sertraline 1-60", "S18 AUGMENT_AAP aripiprazole+sertraline 61-120"]),
    Example(
      name: "5: quetiapine 50 mg at night is no step",
      drawing: "sertraline 1-200\nquetiapine 61-200 @50",
      steps: ["S04 FIRST_LINE sertraline 1-200"]),
    Example(
      name: "6: quetiapine augments from the day of 200 mg",
      drawing: "sertraline 1-200\nquetiapine 61-89 @50\nquetiapine 90-200 @200",
      steps: ["S04 FIRST_LINE sertraline 1-89", "S18 AUGMENT_AAP quetiapine+sertraline 90-200"]),
    Example(
      name: "7: the same class is a switch within",
      drawing: "sertraline 1-60\ncitalopram 61-…\ndata end 120",
      steps: ["S04 FIRST_LINE sertraline 1-60", "S23 SWITCH_WITHIN citalopram 61-120"]),
    Example(
      name: "8: a higher dose is no new step",
      drawing: "sertraline 1-29 @100\nsertraline 30-60 @200",
      steps: ["S04 FIRST_LINE sertraline 1-60"]),
    Example(
      name: "9: a gap of 90 days is a switch",
      drawing: "sertraline 1-40\nvenlafaxine 131-180",
      steps: ["S04 FIRST_LINE sertraline 1-40", "S19 SWITCH_OUT venlafaxine 131-180"]),
    Example(
      name: "9: a gap of 91 days is a switch after a gap",
      drawing: "sertraline 1-40\nvenlafaxine 132-180",
      steps: ["S04 FIRST_LINE sertraline 1-40", "S20 SWITCH_AFTER_GAP venlafaxine 132-180"]),
    Example(
      name: "10: an overlap that the data cut short stays undetermined",
      drawing: "sertraline 1-…\nvenlafaxine 100-…\ndata end 110",
      steps: ["S04 FIRST_LINE sertraline 1-99", "S21 UNDETERMINED venlafaxine+sertraline 100-110"]),
    Example(
      name: "11: esketamine with a new oral drug is one step",
      drawing: "sertraline 1-60\nesketamine 61-88\nduloxetine 61-150",
      steps: ["S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE duloxetine+esketamine 61-150 bundle newOral"]),
    Example(
      name: "12: an add-on that stopped is no switch and the return none either",
      drawing: "sertraline 1-120\nmirtazapine 40-55",
      steps: ["S04 FIRST_LINE sertraline 1-39", "S22 COMBINE_ABORTED mirtazapine+sertraline 40-55"]),
    Example(
      name: "13: an intolerated drug and its successor are two steps",
      drawing: "sertraline 1-25 !intolerance\nescitalopram 26-80",
      steps: ["S04 FIRST_LINE sertraline 1-25", "S23 SWITCH_WITHIN escitalopram 26-80"]),
    Example(
      name: "14: a pause of 14 days is inside the era",
      drawing: "sertraline 1-60\nsertraline 75-130",
      steps: ["S04 FIRST_LINE sertraline 1-130"]),
    Example(
      name: "15: lithium from long before is background",
      drawing: "lithium ~4000-…\nsertraline 1-90",
      steps: ["S04 FIRST_LINE sertraline 1-90"]),
  ]

  @Test("The worked examples of the specification come out", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try DrawnHistory(example.drawing).steps() == example.steps)
  }

  static let traps = [
    Example(
      name: "an augmenter whose antidepressant stops within 14 days is not augmentation",
      drawing: "sertraline 1-72\naripiprazole 60-150",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S16 OTHER_MONO aripiprazole 60-150 augmentAborted"]),
    Example(
      name: "an augmenter whose antidepressant goes on for 14 days is",
      drawing: "sertraline 1-73\naripiprazole 60-150",
      steps: ["S04 FIRST_LINE sertraline 1-59", "S18 AUGMENT_AAP aripiprazole+sertraline 60-150"]),
    Example(
      name: "one augmenter for another is a swap",
      drawing: "sertraline 1-200\nlithium 60-100\naripiprazole 110-200",
      steps: [
        "S04 FIRST_LINE sertraline 1-59", "S18 AUGMENT_LI lithium+sertraline 60-100",
        "S17 AUGMENT_AAP aripiprazole+sertraline 110-200 augmentSwap",
      ]),
    Example(
      name: "the same drug again is no second trial",
      drawing: "sertraline 1-60\nvenlafaxine 70-140\nsertraline 150-220",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S19 SWITCH_OUT venlafaxine 70-140",
        "S07 RECHALLENGE sertraline 150-220",
      ]),
    Example(
      name: "a brand name is the ingredient",
      drawing: "sertraline 1-60\nZoloft 61-120",
      steps: ["S04 FIRST_LINE sertraline 1-120"]),
    Example(
      name: "two antidepressants from the start are one step",
      drawing: "sertraline 1-120\nmirtazapine 4-120",
      steps: ["S02 COMBINE_FROM_START mirtazapine+sertraline 1-120 bundle"]),
    Example(
      name: "psychotherapy beside a drug that goes on is added, after it a switch",
      drawing: "sertraline 1-100\nCBT 61-160 *12\nIPT 300-400 *12",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S12 PSYCH_ADD CBT+sertraline 61-160",
        "S13 PSYCH_SWITCH IPT 300-400",
      ]),
    Example(
      name: "more ECT within 28 days of a course is maintenance",
      drawing: "sertraline 1-60\nECT 70-90 *9\nECT 118-118 *1",
      steps: [
        "S04 FIRST_LINE sertraline 1-60", "S09 ECT ECT_UNSPEC 70-90 replace",
        "S08 MAINTENANCE ECT_UNSPEC 118-118 repeat",
      ]),
    Example(
      name: "a fixed combination is its two ingredients",
      drawing: "olanzapine-fluoxetine 1-90 @6",
      steps: ["S04 FIRST_LINE fluoxetine+olanzapine 1-90 bundle"]),
    Example(
      name: "181 treatment-free days end the episode",
      drawing: "sertraline 1-60\nvenlafaxine 242-300",
      steps: ["S04 FIRST_LINE sertraline 1-60", "S04 FIRST_LINE venlafaxine 242-300 newEpisode"]),
    Example(
      name: "bupropion for smoking is no step",
      drawing: "sertraline 1-200\nbupropion 60-120 ?smoking",
      steps: ["S04 FIRST_LINE sertraline 1-200"]),
  ]

  @Test("What the naive reading gets wrong, and the neighbours of the examples", arguments: traps)
  func trap(_ example: Example) throws {
    #expect(try DrawnHistory(example.drawing).steps() == example.steps)
  }

  @Test("An overlap of 30 days is a switch and one of 31 a combination", arguments: [29, 30, 31])
  func overlap(days: Int) throws {
    let steps = try DrawnHistory("sertraline 1-\(59 + days)\nvenlafaxine 60-200").steps()
    #expect(steps.last?.split(separator: " ")[1] == (days <= 30 ? "SWITCH_OUT" : "COMBINE"))
  }

  @Test("A pause of 30 days stays one era and one of 31 makes a rechallenge", arguments: [29, 30, 31])
  func pause(days: Int) throws {
    let steps = try DrawnHistory("sertraline 1-60\nsertraline \(61 + days)-200").steps()
    #expect(steps.count == (days <= 30 ? 1 : 2))
    if days > 30 { #expect(steps.last == "S07 RECHALLENGE sertraline 92-200") }
  }

  @Test("The tail of fluoxetine is no exposure: a drug begun nine days after its last day meets none running")
  func fluoxetine() throws {
    let record = try DrawnHistory("fluoxetine 1-60\nvenlafaxine 70-150").derived()
    #expect(record.steps.map(\.rule) == [.s04, .s19])
    #expect(record.steps.last?.facts.longestTail == 0)
    #expect(record.steps.last?.facts.gap == 9)
  }

  @Test(
    "Sixty closed days of remission before a new drug begin a new episode, 59 do not", arguments: [59, 60])
  func episode(days: Int) throws {
    // F37: 36 to 95 is 60.
    let drawing =
      "sertraline 1-100\nHAMD17 scores 36 5\nHAMD17 scores \(36 + days - 1) 5\nvenlafaxine 110-200"
    let record = try DrawnHistory(drawing).derived()
    #expect(record.steps.map(\.episode) == (days < 60 ? [1, 1] : [1, 2]))
    #expect(record.steps.last?.strategy == (days < 60 ? .switchOut : .firstLine))
  }
}
