import Testing
import Treatment

/// Names that carry an indication or a route, and those that hold several drugs: F36, F38 and F40 of
/// Documentation/Treatment/README.md, by hand.
@Suite("Names that say more than a drug")
struct NamesThatSayMoreTests {
  @Test(
    "A brand for another indication opens no step and makes no trial (F36)",
    arguments: [
      "Zyban", "zyban", "Qelbree", "Subutex", "Silenor", "Sarafem", "Savella", "Yentreve",
      "bupropion_(smoking)",
      "Subutex_(substitution)",
    ])
  func otherIndication(name: String) throws {
    let alone = try JudgedHistory("\(name) 28-88 @300\nMADRS scores 28 20\nMADRS scores 88 18\ndata end 99")
    #expect(alone.record.steps.isEmpty && alone.trials.isEmpty)
    #expect(alone.record.events.map(\.rule) == [.s01])
    // Beside a drug it is no combination, and the drug's trial runs on.
    let beside = try DrawnHistory("venlafaxine 1-500 @150\n\(name) 42-102 @300\ndata end 500")
    #expect(beside.steps() == ["S04 FIRST_LINE venlafaxine 1-500"])
  }

  @Test("The file's own indication wins over the name, and other brands of the drug say nothing (F36)")
  func ownIndication() throws {
    #expect(
      try DrawnHistory("Zyban 28-88 @300 ?depression").steps() == ["S04 FIRST_LINE bupropion 28-88"])
    #expect(try DrawnHistory("Wellbutrin 28-88 @300").steps() == ["S04 FIRST_LINE bupropion 28-88"])
    #expect(try DrawnHistory("Temgesic 28-88 @0.4").steps() == ["S04 FIRST_LINE_OTHER buprenorphine 28-88"])
  }

  static let courses = [
    (
      "KET_IV and ketamine are one agent, whose route is a tag",
      "sertraline 1-60\nKET_IV 61-65 *3\nketamine 66-80 *3",
      ["S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE ketamine 61-80 intravenous"]
    ),
    (
      "ESK_NS and esketamine are one agent", "sertraline 1-60\nesketamine 61-70\nESK_NS 71-90",
      ["S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE esketamine 61-90 nasal"]
    ),
    (
      "Another route of ketamine keeps its name", "sertraline 1-60\nketamine 61-70\nKET_ORAL 100-120",
      [
        "S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE ketamine 61-70", "S10 KETAMINE KET_ORAL 100-120",
      ]
    ),
    (
      "A further course of ketamine is a step of its own, never a rechallenge",
      "sertraline 1-60\nketamine 61-70\nKET_IV 150-160",
      [
        "S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE ketamine 61-70",
        "S10 KETAMINE ketamine 150-160 repeat intravenous",
      ]
    ),
    (
      "and leads its bundle", "sertraline 1-60\nketamine 61-70\nketamine 150-160\nvenlafaxine 152-250",
      [
        "S04 FIRST_LINE sertraline 1-60", "S10 KETAMINE ketamine 61-70",
        "S10 KETAMINE ketamine+venlafaxine 150-250 bundle newOral repeat",
      ]
    ),
    (
      "A further course of stimulation", "sertraline 1-200\nRTMS_HF 61-90\nRTMS_HF 150-180",
      [
        "S04 FIRST_LINE sertraline 1-60", "S11 NEUROMOD RTMS_HF+sertraline 61-90 addOn",
        "S11 NEUROMOD RTMS_HF+sertraline 150-180 addOn repeat",
      ]
    ),
    (
      "A drug that works within days and is not ketamine stays a rechallenge",
      "zuranolone 1-14\nzuranolone 100-113",
      ["S10 OTHER zuranolone 1-14", "S07 RECHALLENGE zuranolone 100-113"]
    ),
  ]

  @Test("Courses of ketamine, esketamine, ECT and stimulation (F38)", arguments: courses)
  func course(name: String, drawing: String, steps: [String]) throws {
    #expect(try DrawnHistory(drawing).steps() == steps, "\(name)")
  }

  @Test("Sessions of one course under both names add up (F38)")
  func sessions() throws {
    let judged = try JudgedHistory(
      "KET_IV 1-8 *3\nketamine 9-16 *3\nMADRS scores 0 34\nMADRS scores 17 20\ndata end 60")
    #expect(judged.trials == ["ketamine yes nonresponse nonresponse"])
  }

  static let combinations = [
    ("Triptafen 1-90 @150", ["S04 FIRST_LINE amitriptyline+perphenazine 1-90 bundle"]),
    ("Etrafon 1-90", ["S04 FIRST_LINE amitriptyline+perphenazine 1-90 bundle"]),
    ("Symbyax 1-90 @6", ["S04 FIRST_LINE fluoxetine+olanzapine 1-90 bundle"]),
    ("Deanxit 1-90", ["S04 FIRST_LINE flupentixol+melitracen 1-90 bundle"]),
    ("Limbitrol 1-90 @150", ["S04 FIRST_LINE amitriptyline 1-90"]),
    (
      "Parstelin 1-90 @30",
      ["S04 FIRST_LINE tranylcypromine+trifluoperazine 1-90 bundle"]
    ),
    // No switch: the amitriptyline goes on, and perphenazine joins it.
    (
      "amitriptyline 1-60 @150\nTriptafen 61-120 @150",
      ["S04 FIRST_LINE amitriptyline 1-60", "S18 AUGMENT_OTHER perphenazine+amitriptyline 61-120"]
    ),
  ]

  @Test("A fixed combination is its ingredients before anything else (F40)", arguments: combinations)
  func combination(drawing: String, steps: [String]) throws {
    #expect(try DrawnHistory(drawing).steps() == steps)
  }

  @Test("The dose of a row is that of the ingredient left open, in proportion where none is (F40)")
  func doses() throws {
    func doses(_ drawing: String) throws -> [String: Double] {
      let record = try DrawnHistory(drawing).derived()
      return record.eras.reduce(into: [:]) { result, era in
        result[DrawnHistory.catalogue.agents[Int(era.agent)].name] =
          record.segments[Int(era.segments.lowerBound)].dose
      }
    }
    #expect(try doses("Symbyax 1-90 @12") == ["olanzapine": 12, "fluoxetine": 25])
    #expect(try doses("Deanxit 1-90") == ["melitracen": 10, "flupentixol": 0.5])
    #expect(try doses("Deanxit 1-90 @20") == ["melitracen": 20, "flupentixol": 1])
    let triptafen = try doses("Triptafen 1-90 @150")
    #expect(triptafen["amitriptyline"] == 150 && triptafen["perphenazine"]?.isNaN == true)
    // 10 mg of melitracen are never enough; 25 mg of amitriptyline are given for sleep.
    #expect(try JudgedHistory("Deanxit 1-90\ndata end 99").trials.contains("melitracen no unknown unknown"))
    #expect(try DrawnHistory("Triptafen 1-90 @25").derived().eras.contains { $0.kind == .covariate })
  }

  @Test("Ninety-nine days from an MAOI to mianserin are a switch: the washout is added to the pause (F41)")
  func washout() throws {
    func last(_ start: Int, after first: String) throws -> String? {
      try DrawnHistory("\(first)\nmianserin \(start)-300 @60").steps().last
    }
    #expect(try last(160, after: "phenelzine 1-60 @60") == "S19 SWITCH_OUT mianserin 160-300 washout")
    #expect(try last(165, after: "phenelzine 1-60 @60") == "S19 SWITCH_OUT mianserin 165-300 washout")
    #expect(try last(166, after: "phenelzine 1-60 @60") == "S20 SWITCH_AFTER_GAP mianserin 166-300")
    #expect(try last(160, after: "sertraline 1-60") == "S20 SWITCH_AFTER_GAP mianserin 160-300")
    let toMAOI = try DrawnHistory("fluoxetine 1-60\nphenelzine 186-300 @60").steps().last
    #expect(toMAOI == "S19 SWITCH_OUT phenelzine 186-300 washout")
  }
}
