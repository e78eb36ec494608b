import Testing

@testable import Treatment

@Suite("Grouping keys")
struct GroupKeyTests {
  @Test(
    "A list of keys reads as it is written",
    arguments: [
      ("strategy,step", [GroupKey.strategy, .step]),
      ("prior_failures, agent, scale", [.priorFailures, .agent, .scale]),
      ("baseline_severity,design", [.baselineSeverity, .design]), ("site", [.covariate("site")]),
      ("cut(age, 30, 50, 65),sex", [.cut("age", [30, 50, 65]), .covariate("sex")]),
      ("cut('age at entry',-1.5)", [.cut("age at entry", [-1.5])]), ("'a, b'", [.covariate("a, b")]),
      ("cut", [.covariate("cut")]), ("cut(cut, 1)", [.cut("cut", [1])]),
      ("cut(prior_failures, 2)", [.cut("prior_failures", [2])]),
    ])
  func lists(text: String, expected: [GroupKey]) throws {
    let keys = try GroupKey.list(parsing: text)
    #expect(keys == expected)
    #expect(try GroupKey.list(parsing: keys.map(\.description).joined(separator: ", ")) == keys)
  }

  @Test(
    "A mistake is named by its column and by what was expected",
    arguments: [
      ("", 1, "a key"), ("step,", 6, "a key"), ("step agent", 6, "','"), ("step,step", 6, "each column once"),
      ("age,cut(age, 3)", 5, "each column once"), ("cut(age)", 8, "the bounds"),
      ("cut()", 5, "a numeric covariate"),
      ("cut(age, x)", 10, "a number"), ("cut(age, 5, 5)", 13, "a number above"), ("cut(age, 5", 11, "')'"),
      ("cut(step, 2)", 5, "a numeric covariate"), ("age == 3", 5, "','"),
    ])
  func mistakes(text: String, column: Int, expected: String) throws {
    let error = try #require(throws: TreatmentError.self) { try GroupKey.list(parsing: text) }
    guard case .doesNotParse(_, let place, let wanted) = error else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(place == column)
    #expect(wanted.contains(expected))
  }

  @Test("One key alone is one key")
  func single() throws {
    #expect(try GroupKey(parsing: "strategy") == .strategy)
    #expect(throws: TreatmentError.self) { try GroupKey(parsing: "strategy, step") }
  }

  @Test("Each key reads what it needs and no more")
  func reads() {
    #expect(GroupKey.strategy.reads.columns == [])
    #expect(GroupKey.agent.reads.columns == .agents)
    #expect(GroupKey.priorFailures.reads.covariates == [CovariateRequest("prior_failures", as: .text)])
    #expect(GroupKey.covariate("site").reads.covariates == [CovariateRequest("site", as: .text)])
    #expect(GroupKey.cut("age", [3]).reads.covariates == [CovariateRequest("age", as: .number)])
  }

  @Test("Ranges of a cut are named by their bounds, the lower one inside")
  func labels() {
    #expect(GroupKey.labels(of: [30, 50]) == ["<30", "30-<50", ">=50"])
    #expect(GroupKey.labels(of: [2.5]) == ["<2.5", ">=2.5"])
  }

  private static let keys: [GroupKey] = [
    .strategy, .step, .priorFailures, .agent, .scale, .baselineSeverity, .design, .lifestyle,
    .covariate("site"),
    .cut("age", [30, 50]), .cut("age", [0]),
  ]

  @Test("The codes of a page stand for the texts of each row", arguments: keys, BaselineKind.allCases)
  func slowTwin(key: GroupKey, baseline: BaselineKind) {
    for seed in 1...5 as ClosedRange<UInt64> {
      let page = SeededPage.page(patients: 80, seed: seed)
      let texts = key.codes(in: page, baseline: baseline).map(page.vocabulary.text(of:))
      #expect(texts == (0..<page.rows.count).map { slowText(key, page, $0, baseline) })
    }
  }

  private func slowText(_ key: GroupKey, _ page: PatientPage, _ row: Int, _ baseline: BaselineKind) -> String
  {
    func covariate(_ place: Int) -> String {
      guard case .text(let codes) = page.rowCovariates[place] else { return "not a text" }
      return page.vocabulary.text(of: codes[row])
    }
    let scale = page.catalogue.scales[Int(page.rows.scale[row])]
    switch key {
    case .strategy: return page.vocabulary.text(of: page.rows.strategy[row])
    case .step: return String(page.rows.step[row])
    case .priorFailures: return covariate(2)
    case .lifestyle: return covariate(4)
    case .agent: return page.vocabulary.text(of: page.rows.agent[row])
    case .scale: return scale.id
    case .baselineSeverity:
      return scale.severity(of: baseline == .step ? page.rows.baseline[row] : page.rows.entry[row]) ?? ""
    case .design: return "cohort"
    case .covariate: return covariate(0)
    case .cut(_, let bounds):
      guard case .number(let values) = page.rowCovariates[1], !values[row].isNaN else { return "" }
      if bounds == [0] { return values[row] < 0 ? "<0" : ">=0" }
      return values[row] < 30 ? "<30" : values[row] < 50 ? "30-<50" : ">=50"
    case .pooled(let key, let pool):
      let text = slowText(key, page, row, baseline)
      return pool.levels.contains(text) ? pool.label : text
    }
  }
}
