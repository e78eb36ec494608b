import TestSupport
import Treatment

/// A catalogue small enough to see through.
enum TestCatalogue {
  static let bands = [
    SeverityBand(name: "none", upTo: 6), SeverityBand(name: "mild", upTo: 19),
    SeverityBand(name: "moderate", upTo: 34), SeverityBand(name: "severe", upTo: 60),
  ]
  static let madrs = Scale(
    id: "MADRS", name: "Montgomery-Asberg Depression Rating Scale", lowest: 0, highest: 60,
    remissionCutoff: 10, severityBands: bands)
  static let hamd6 = Scale(
    id: "HAMD6", name: "Hamilton Depression Rating Scale 6-item", lowest: 0, highest: 22)
  static let cgis = Scale(
    id: "CGIS", name: "Clinical Global Impression - Severity", lowest: 1, highest: 7,
    responseRule: .points(2), remissionCutoff: 2)
  static let cgii = Scale(
    id: "CGII", name: "Clinical Global Impression - Improvement", lowest: 1, highest: 7,
    responseRule: .atMost(2), remissionCutoff: 1)

  static let agents = [
    drug("sertraline", "antidepressant", ["Zoloft", "Lustral"]),
    drug("venlafaxine", "antidepressant", ["Effexor"]), drug("mirtazapine", "antidepressant"),
    drug("lithium", "augmenter"), drug("ketamine", "rapid-acting"), drug("zuranolone", "rapid-acting"),
    drug("zopiclone", "sleep"), procedure("CBT", "PSYCHOTHERAPY"), procedure("ECT_RUL", "ECT", group: "ECT"),
    procedure("ECT_MAINT", "MAINTENANCE", group: "ECT"), procedure("ITBS", "NEUROMOD"),
    procedure("TDCS", "NEUROMOD"), procedure("EXERCISE", "LIFESTYLE"), procedure("SUPPORTIVE", "OTHER"),
    Agent(name: "PLACEBO", label: "placebo", kind: .procedure, group: "control", strategyCode: "PLACEBO"),
    procedure("TAU", "USUAL_CARE", group: "control"),
  ]
  static let catalogue = Catalogue(scales: [madrs, hamd6, cgis, cgii], agents: agents)

  private static func drug(_ name: String, _ role: String, _ synonyms: [String] = []) -> Agent {
    Agent(name: name, kind: .drug, role: role, synonyms: synonyms)
  }

  private static func procedure(_ name: String, _ code: String, group: String = "") -> Agent {
    Agent(name: name, kind: .procedure, group: group, strategyCode: code)
  }
}

/// Pages of patients that never were, with everything missing now and then.
enum SeededPage {
  static let strategies = ["FIRST_LINE", "SWITCH", "AUGMENT_LI", "KETAMINE"]
  static let request = PageRequest(
    columns: .all,
    covariates: [
      CovariateRequest("site", as: .text), CovariateRequest("age", as: .number),
      CovariateRequest("prior_failures", as: .text), CovariateRequest("age", as: .text),
      CovariateRequest("lifestyle", as: .text),
    ])

  static func page(patients: Int, seed: UInt64) -> PatientPage {
    var generator = SplitMix64(seed: seed)
    var page = PatientPage(
      catalogue: TestCatalogue.catalogue, vocabulary: Vocabulary(), design: .cohort, request: request)
    var covariates: [[String]] = [[], [], []]
    func text(_ values: [String], _ generator: inout SplitMix64) -> String {
      generator.happens(20) ? "" : values[Int.random(in: 0..<values.count, using: &generator)]
    }
    var perRow: [[String]] = [[], [], []]
    for _ in 0..<patients {
      let own = [
        text(["A", "B b", "O'Hara"], &generator), text(["29", "30", "49.5", "50", "71"], &generator),
        text(["0", "1", "2"], &generator),
      ]
      for (place, value) in own.enumerated() { covariates[place].append(value) }
      for step in 0..<Int.random(in: 0...4, using: &generator) {
        for scale in 0..<Int.random(in: 1...3, using: &generator) {
          add(step: Int32(step + 1), scale: UInt16(scale), to: &page, &generator)
          for (place, value) in own.enumerated() { perRow[place].append(value) }
        }
      }
      page.patientCount += 1
      page.rowStart.append(page.rows.count)
    }
    page.patientCovariates = columns(covariates, page.vocabulary)
    page.rowCovariates = columns(perRow, page.vocabulary)
    return page
  }

  private static func columns(_ values: [[String]], _ vocabulary: Vocabulary) -> [CovariateColumn] {
    [
      .text(values[0].map(vocabulary.code(of:))), .number(values[1].map { Double($0) ?? .nan }),
      .text(values[2].map(vocabulary.code(of:))), .text(values[1].map(vocabulary.code(of:))),
      .text(values[2].map { vocabulary.code(of: ["0": "none", "1": "sleep", "2": "exercise"][$0] ?? "") }),
    ]
  }

  private static func add(
    step: Int32, scale: UInt16, to page: inout PatientPage, _ generator: inout SplitMix64
  ) {
    let highest = Int(TestCatalogue.catalogue.scales[Int(scale)].highest)
    func score(_ generator: inout SplitMix64) -> Double {
      generator.happens(20) ? .nan : Double(Int.random(in: 0...highest, using: &generator))
    }
    func code(_ values: [String], _ generator: inout SplitMix64) -> UInt32 {
      generator.happens(10)
        ? 0 : page.vocabulary.code(of: values[Int.random(in: 0..<values.count, using: &generator)])
    }
    page.rows.step.append(generator.happens(5) ? step + 100 : step)
    page.rows.scale.append(scale)
    page.rows.strategy.append(code(strategies, &generator))
    page.rows.baseline.append(score(&generator))
    page.rows.entry.append(score(&generator))
    page.rows.endpoint.append(score(&generator))
    page.rows.last.append(score(&generator))
    page.rows.episode.append(1)
    page.rows.agent.append(code(["sertraline", "placebo"], &generator))
    page.rows.agents.append(code(["sertraline", "sertraline+lithium"], &generator))
    page.rows.startDay.append(40 * step)
    page.rows.endDay.append(generator.happens(30) ? StepColumns.missingDay : 40 * step + 39)
  }
}
