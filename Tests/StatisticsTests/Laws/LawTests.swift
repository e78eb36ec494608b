import Regression
import Summaries
import TestSupport
import Testing
import Treatment

@testable import Intake
@testable import Statistics

/// The laws that make parts of a cohort (threads, files larger than memory, sites) the cohort.
@Suite("The laws of every statistic and procedure")
struct LawTests {
  @Test(
    "Its summaries merge without loss, in any order, over any split, and come back as they were written",
    arguments: statistics)
  func laws(_ statistic: LawfulStatistic) throws {
    for seed in UInt64(1)...3 {
      let broken = try statistic.broken(seed)
      #expect(broken == [], "\(statistic.testDescription), seed \(seed)")
    }
  }

  @Test("No statistic of the sources is missing here, and none stands here that is not there")
  func isComplete() throws {
    let types = try ConformingTypes()
    #expect(Set(Self.statistics.map(\.type)) == types.statistics)
    // The rounds of a procedure are statistics, so that their laws are its own.
    #expect(types.procedures == ["FormulaRegression"])
  }

  @Test("A procedure's result does not depend on how its cohort is cut into pages", arguments: UInt64(1)...4)
  func procedure(seed: UInt64) async throws {
    let patients = generatedPatients(400, seed: seed)
    let formula = try Formula(parsing: "response ~ baseline + strategy + age")
    let rows = CohortTable(
      formula.columns, covariates: [CovariateRequest("age", as: .number)], scale: "MADRS")
    let regression = FormulaRegression(formula, on: rows) { _ in
      var options = RegressionOptions()
      options.allowsFewEvents = true
      return options
    }
    var found: [RegressionResult] = []
    for cut in UInt64(0)..<3 {
      let pages = Self.pages(of: patients, seed: seed &+ cut, request: rows.request)
      found.append(try await PagedCohort(pages).answer(regression).fit.result)
    }
    #expect(found[1] == found[0] && found[2] == found[0])
    #expect(found[0].summary.rows > 100)
  }

  /// Pages of generated patients, in order of their places.
  private static func pages(of patients: [GeneratedPatient], seed: UInt64, request: PageRequest)
    -> [PatientPage]
  {
    let vocabulary = Vocabulary()
    return split(patients, seed: seed).enumerated().map { place, patients in
      var page = page(of: patients, request: request, vocabulary: vocabulary)
      page.place = place
      return page
    }
  }

  /// Two cohorts, whose pages have the same places.
  private static func scored(_ request: PageRequest) -> @Sendable (UInt64) -> [PatientPage] {
    { seed in
      pages(of: generatedPatients(60, seed: seed), seed: seed, request: request)
        + pages(of: generatedPatients(40, seed: seed &+ 100), seed: seed &+ 1, request: request)
    }
  }

  private static func histories(_ count: Int) -> @Sendable (UInt64) -> [PatientPage] {
    { seed in
      (0..<6).map { place in
        var page = DrawnCourses.page(of: DrawnCourses.histories(count, seed: seed &* 10 &+ UInt64(place)))
        page.place = place % 3
        return page
      }
    }
  }

  private static func flat(_ seed: UInt64) -> [FlatTable] {
    var random = SplitMix64(seed: seed)
    return (0..<5).map { _ in
      let count = random.below(20)
      return FlatTable([
        FlatColumn("y", .numbers((0..<count).map { _ in Double(random.below(2)) })),
        FlatColumn(
          "x", .numbers((0..<count).map { _ in random.happens(20) ? .nan : Double(random.below(5)) })),
        FlatColumn("g", texts: (0..<count).map { _ in ["a", "é", nil, "b"][random.below(4)] }),
      ])
    }
  }

  private static func paged<S: Statistic & PageReading>(_ statistic: S, _ note: String = "")
    -> LawfulStatistic
  where S.Page == PatientPage {
    LawfulStatistic(statistic, note, pages: scored(statistic.request))
  }

  private static let age = CovariateRequest("age", as: .number)
  private static let site = CovariateRequest("site", as: .text)
  private static let arm = GroupKey.covariate("site")

  private static let rates = ResponseRates(
    of: [.response, .remission], by: [.strategy, .step], baselines: [.step, .entry],
    missing: [.observed, .worstCase, .locf])

  private static let table = CohortTable(
    ["response", "baseline", "strategy", "scale"], covariates: [age, site])

  private static let times: TimeToOutcome = {
    var times = TimeToOutcome(to: .remission, by: [.strategy, arm])
    times.until = 200
    return times
  }()

  private static let resistant = ResistantPatients(by: RegulatoryRule.ema, in: DrawnCourses.context())

  static let statistics: [LawfulStatistic] = [
    paged(rates),
    paged(StatisticPair(rates, rates)),
    paged(
      PairedOutcomes(
        of: ResponseRates(
          of: [.response, .remission], by: [.agent], baselines: [.step, .entry],
          missing: [.observed, .locf]), arms: ["lithium"])),
    paged(Flow(on: "MADRS")),
    paged(CumulativeRemission()),
    paged(Trajectories(by: arm)),
    paged(times, "to remission"),
    paged(TimeToOutcome(to: .relapse, by: [.step]), "to relapse"),
    paged(BaselineCharacteristics(of: [age, site], scores: ["MADRS"], arm: arm)),
    paged(LevelPatients(of: [.strategy, arm])),
    paged(CohortCounts(quasiIdentifiers: ["site", "age"])),
    LawfulStatistic(NoStatistic(), pages: scored(PageRequest(columns: .all))),
    paged(table, "rows held"),
    paged(table.holding(.patterns), "patterns counted"),
    LawfulStatistic(resistant, "rows held", pages: histories(12)),
    LawfulStatistic(resistant.holding(.patterns), "patterns counted", pages: histories(12)),
    LawfulStatistic(
      ResistanceShares(by: [RegulatoryRule.ema], in: DrawnCourses.context()), pages: histories(12)),
    LawfulStatistic(
      ResistanceShares(
        by: [RegulatoryRule.ema], in: DrawnCourses.context(),
        groupedBy: [.strategy, .scale, .baselineSeverity, .design]), "by group", pages: histories(12)),
    LawfulStatistic(SensitivityGrid(in: DrawnCourses.context()), pages: histories(3)),
    paged(Pathways(of: .strategy, PathwayParameters()), "of strategies"),
    LawfulStatistic(Pathways(of: .agent, DrawnPathways.parameters), "of agents", pages: histories(12)),
    LawfulStatistic(
      CohortTablePathways(
        of: DrawnPathways.cohorts, in: DrawnPathways.cohorts.targets[0], DrawnPathways.parameters),
      pages: DrawnPathways.pages),
    LawfulStatistic(FlatRows(), pages: flat),
  ]
}
