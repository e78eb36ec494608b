import Foundation
import Testing
import Treatment

@testable import Intake

@Suite("Datasets/SCHEMA.md")
struct SchemaTests {
  private let text: String

  init() throws {
    let path = RealCohortTests.datasets + "SCHEMA.md"
    text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  private var examples: [String] {
    text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test("its example of cohort.yaml parses, to what it says")
  func cohort() throws {
    let cohort = try CohortDeclaration(yaml: try #require(examples.first), folder: "/nowhere")
    #expect(cohort.design == .randomised)
    #expect(cohort.quasiIdentifiers == ["age", "sex"])
    #expect(
      cohort.tables.map(\.kind) == [
        .patients, .exposures, .exposures, .assessments, .assessments, .assessments,
      ])
    #expect(
      cohort.tables.map(\.file)
        == ["people.csv", "treatment.csv", "drugs.csv", "people.csv", "visits.csv", "self_report.csv"])
    #expect(
      cohort.tables.map(\.dialect.delimiter).map { Character(UnicodeScalar($0)) }
        == [";", ";", "\t", ";", ";", ";"])
    #expect(cohort.tables.allSatisfy { $0.dialect.encoding == .latin1 && $0.dialect.rowsToSkip == 2 })
    let sex = try #require(cohort.tables[0].covariates?.last)
    #expect(sex.column == "GENDER" && sex.values?["F"] == "female")
    #expect(cohort.tables[1].values[0].otherwise == [:])
    #expect(cohort.tables[1].constants == ["dose_unit": "mg/day"])
    #expect(cohort.tables[3].repeated)
    #expect(cohort.tables[4].values[0].cases["5"] == ["day": "14"])
    #expect(cohort.tables[5].wide.map(\.day) == [0, 61])
  }

  @Test("its example of STUDY.yaml parses, to what it says")
  func study() throws {
    let study = try StudySpecification(yaml: try #require(examples.last), folder: "/nowhere")
    #expect(study.arm == .agent && study.arms == ["CBT", "TAU"])
    #expect(study.common.endpoints == [.nearest(day: 61, window: 14), .nearest(day: 244, window: 14), .last])
    #expect(study.rates.map(\.by) == [["agent"], ["agent", "sex"]])
    #expect(study.rates[0].missing == MissingReading.allCases)
    #expect(study.rates[1].missing == [.observed] && study.rates[1].level == 0.9)
    #expect(study.rates[1].endpoints == [.last] && study.rates[1].filter == study.common.filter)
    #expect(study.disclosure.rule == .none && study.disclosure.reason == "public data, CC0")
    #expect(!study.cumulative && study.trajectories)
    let benchmarks = try #require(study.benchmarks)
    #expect(benchmarks.against == ["STARD-*", "LQD-LI-REM8"] && benchmarks.tolerances.waived == [.design])
    #expect(benchmarks.tolerances.population == "older" && benchmarks.tolerances.windowDays == 21)
    #expect(
      study.license?.hasPrefix("https://creativecommons.org/") == true && study.published == "2024-01-31")
    #expect(study.predictors.map(\.name) == ["response", "resistance"])
    #expect(study.predictors[0].interval == "profile" && study.predictors[0].scale == "BDI-II")
    #expect(study.predictors[1].outcomeRule == "ema" && study.predictors[1].roles == ["age": "baseline"])
    let roadmap = try #require(study.roadmap)
    #expect(
      roadmap.policies.map(\.name) == ["therapy first"] && roadmap.lastStep == 3 && roadmap.treeBy == ["age"])
    #expect(
      roadmap.policies[0].policy.description == "step 2: PSYCH_ADD; step 3: stay" && roadmap.scale == "BDI-II"
    )
    let resistance = try #require(study.resistance)
    #expect(resistance.rules == ["ema", "danish", "claims"] && resistance.staging == [.maudsley, .european])
    #expect(study.paper == .letter)
    #expect(resistance.grid && resistance.scale == "MADRS" && resistance.filter == "age < 65")
    #expect(study.derivation.eraGapDays == 14 && study.derivation.overlapSwitchMax == 60)
    #expect(study.derivation.unknownDose == .adequate && study.derivation.minTrialDays == 42)
    #expect(
      study.derivation.baselineWindow == BaselineWindow(before: 42, after: 3) && !study.common.evaluable)
  }

  @Test("its example of a catalogue reads, over the bundled one, to what it says")
  func catalogue() throws {
    let example = text.components(separatedBy: "```csv\n").last?.components(separatedBy: "```").first ?? ""
    let folder = try CohortFolder()
    try folder.write(example, to: "agents.csv")
    let catalogue = try Catalogue.bundled.under(try OwnCatalogue(at: folder.path))
    let sertraline = catalogue.agents[try #require(catalogue.agent(named: "Tatig"))]
    #expect(sertraline.name == "sertraline" && sertraline.drug?.minimumDose == 75)
    let new = catalogue.agents[try #require(catalogue.agent(named: "Novabrand"))]
    #expect(new.group == "SNRI" && new.drug?.minimumDose == 40 && new.mark == .own)
    #expect(catalogue.meaning(ofAgentNamed: "Novastop")?.indication == .smoking)
    let combination = catalogue.agents[try #require(catalogue.agent(named: "Novamir"))]
    #expect(catalogue.ingredients(of: combination).map(\.dose) == [40, 15])
  }

  @Test("it names every column of a catalogue that a user may write")
  func catalogueColumns() {
    for column in CatalogueFileKind.allCases.flatMap(\.columns) {
      #expect(text.contains("`\(column)`"), "\(column)")
    }
  }

  @Test("it names every key that the two files know, and every example is complete")
  func keys() {
    let cohortKeys =
      [
        "title", "format", "design", "catalogue", "quasi_identifiers", "defaults", "patients", "exposures",
        "assessments",
        "steps", "dates", "units", "file", "columns", "constants", "values", "repeated",
        "covariates", "wide", "otherwise",
      ] + CSVDialect.keys
    for key in cohortKeys + StudySpecification.keys { #expect(text.contains("`\(key)`"), "\(key)") }
    let study = examples.last ?? ""
    for key in StudySpecification.keys { #expect(study.contains("\(key):"), "\(key)") }
  }
}

@Suite("STUDY.yaml")
struct StudySpecificationTests {
  @Test("Rates, models and trials of a study take one last score, wherever its days after the end are said")
  func oneLastScore() throws {
    func study(_ lines: String) throws -> StudySpecification {
      try StudySpecification(
        yaml: "title: T\npredictors: [{formula: response ~ agent}]\n" + lines, folder: "/nowhere")
    }
    let plain = try study("")
    #expect(plain.common.endpoints == [.last] && plain.derivation.endpointTail == 7)
    let any = try study("endpoints: [{after_end: any}]")
    #expect(any.common.endpoints == [.lastScore(afterEnd: nil)])
    #expect(any.derivation.endpointTail == DerivationParameters.noLimit)
    #expect(any.predictors[0].endpoint == .lastScore(afterEnd: nil))
    let stated = try study("derivation: {endpointTail: 30}")
    #expect(stated.common.endpoints == [.lastScore(afterEnd: 30)])
    #expect(stated.rates[0].endpoints == stated.common.endpoints)
    #expect(stated.predictors[0].endpoint == .lastScore(afterEnd: 30))
    // Two that are both stated are both meant.
    let both = try study("endpoints: [{after_end: 60}]\nderivation: {endpointTail: 30}")
    #expect(both.common.endpoints == [.lastScore(afterEnd: 60)] && both.derivation.endpointTail == 30)
  }

  private func message(_ yaml: String) -> String {
    do throws(IntakeError) {
      _ = try StudySpecification(yaml: yaml, folder: "/nowhere")
      return "accepted"
    } catch {
      guard case .configuration = error else { return "another family" }
      return String(describing: error)
    }
  }

  @Test("a title is enough, and the defaults are those of the schema")
  func defaults() throws {
    let study = try StudySpecification(yaml: "title: T", folder: "/some/where")
    #expect(study.cohortPath == "/some/where" && study.arm == .strategy && study.arms.isEmpty)
    // The arms, and the arms step by step.
    #expect(study.rates.map(\.by) == [["strategy"], ["strategy", "step"]])
    #expect(study.rates.last == study.common)
    #expect(study.common.endpoints == [.last] && study.common.by == ["strategy", "step"])
    #expect(study.common.outcomes == [.response, .remission])
    #expect(study.common.missing == [.observed, .worstCase])
    #expect(study.common.interval == "wilson" && study.common.level == 0.95)
    #expect(study.disclosure.rule == .ohdsi && study.disclosure.minCellCount == 5)
  }

  @Test("labels name columns and levels; a text alone is the column's")
  func labels() throws {
    let study = try StudySpecification(
      yaml: "title: T\nlabels: {age: \"Age, years\", sex: {label: Sex, levels: {f: women}}}\n",
      folder: "/nowhere")
    #expect(study.labels.columns == ["age": "Age, years", "sex": "Sex"])
    #expect(study.labels.levels == ["sex": ["f": "women"]])
  }

  @Test(
    "what it cannot read is refused at its line and column, with the way out",
    arguments: [
      ("question: why", "STUDY.yaml:1:1: A study needs a title."),
      (
        "title: T\npage: {paper: leter}",
        "STUDY.yaml:2:15: 'page.paper' expects one of a4, letter. Did you mean 'letter'?"
      ),
      ("title: T\npage: {size: a4}", "STUDY.yaml:2:8: 'size' is not a key of a page."),
      ("title: T\nscale: [MADRS]", "STUDY.yaml:2:1: 'scale' is not a key of a study. Did you mean 'scales'?"),
      (
        "title: T\nscales: [MADRZ]",
        "STUDY.yaml:2:10: 'MADRZ' is no scale of the catalogue. Did you mean MADRS"
      ),
      ("title: T\nwhere: group = MDD", "STUDY.yaml:2:8: Expected"),
      ("title: T\nmissing: [seen]", "'missing' expects one of observed, worst-case, locf, locf-baseline"),
      ("title: T\ninterval: wald", "expects one of wilson, exact, jeffreys, agresti-coull"),
      ("title: T\nlevel: 95", "between 0 and 1"),
      ("title: T\nendpoints: [{day: 0}]", "1 or more"),
      ("title: T\nendpoints: [{window: 3}]", "An endpoint needs a day."),
      ("title: T\nendpoints: [first]", "expects last"),
      ("title: T\nendpoints: [{day: 10000001}]", "2:19: 'endpoints.day' expects a whole number from"),
      ("title: T\nendpoints: [{day: 3, window: 9223372036854775807}]", "2:30: 'endpoints.window' expects"),
      ("title: T\ncohort: ../other", "inside the folder of STUDY.yaml"),
      ("title: T\ndisclosure: none", "needs a reason"),
      ("title: T\ndisclosure: {rule: ohdsi, min_cell_count: 0}", "1 or more"),
      ("title: T\nrates: [{by: [agent], arm: x}]", "'arm' is not a key of a table of rates"),
      ("title: T\ntrajectories: maybe", "expects true or false"),
      ("title: [T]", "expects a text, found a list"),
      ("- a\n- b", "expects a mapping, found a list"),
    ])
  func refusals(yaml: String, expected: String) {
    #expect(message(yaml).contains(expected))
  }

  @Test("arms that are agents are known by their labels")
  func arms() throws {
    let study = try StudySpecification(
      yaml: "title: T\narm: agent\narms: [STUDY_DRUG, Placebo, Zoloft, unheard]", folder: ".")
    #expect(study.arms == ["study_drug", "placebo", "sertraline", "unheard"])
  }

  @Test(
    "every bundled study parses",
    arguments: ["nimh-ketamine", "beat-the-blues", "dia-antidepressant", "neurofeedback-cbt"])
  func bundled(name: String) throws {
    let study = try StudySpecification(at: RealCohortTests.datasets + name + "/STUDY.yaml")
    #expect(study.cohort == "." && study.disclosure.rule == .none && study.disclosure.reason != nil)
    #expect(!study.arms.isEmpty)
  }
}

@Suite("roadmap of STUDY.yaml")
struct RoadmapSpecificationTests {
  private func message(_ yaml: String) -> String {
    do throws(IntakeError) {
      _ = try StudySpecification(yaml: "title: T\nroadmap:\n" + yaml, folder: "/nowhere")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test("What a roadmap needs, or cannot be, is said with its line")
  func refused() {
    #expect(message("  adjust: age\n").contains("A roadmap needs policies"))
    #expect(message("  policies: {a: \"step 2: A\"}\n").contains("A roadmap needs adjust"))
    #expect(message("  policies: {}\n  adjust: age\n").contains("There is no policy"))
    #expect(
      message("  policies: {a: \"step 2: A\", b: \"step  2: A\"}\n  adjust: age\n").contains(
        "says the same as 'a'"))
    let ahead = message("  adjust: age\n  policies:\n    a: \"step 2: if remission == 1 then A else B\"\n")
    #expect(ahead.contains("looks ahead") && ahead.contains("5"), "\(ahead)")
    #expect(
      message("  policies: {a: \"step 2: A\"}\n  adjust: age\n  max_steps: 0\n").contains("from 1 to 10"))
    #expect(
      message("  policies: {a: \"step 2: A\"}\n  adjust: age\n  learn: {depth: 1}\n").contains(
        "'learn' needs by"))
    #expect(message("  policies: {a: {step 2: A, step 3: B or C}}\n  adjust: age\n") == "accepted")
  }
}
