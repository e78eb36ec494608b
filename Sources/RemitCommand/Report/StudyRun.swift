import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// A study's questions put to its cohort, one statistic after the other.
struct StudyRun {
  let study: StudySpecification
  let cohort: OpenCohort
  let filter: Filter?
  let arm: GroupKey
  /// By column, levels that stand together because too few patients have them; `nil` before they were looked for.
  var pools: [String: LevelPool]?

  let path: String
  /// What the cohort cannot answer of what is asked by default, in sentences.
  let leftOut: [String]
  let parameters: [StudyParameter]
  /// Takes a sentence about the study that is no part of its numbers.
  let warn: @Sendable (String) -> Void

  /// The study that stands at `path`, to be put to its cohort; `parameters` are those that it was read with.
  init(
    _ study: StudySpecification, at path: String, with parameters: [StudyParameter] = [],
    _ cohort: OpenCohort,
    warn: @escaping @Sendable (String) -> Void = { StandardError.write("remit: \($0)") }
  ) throws {
    (self.study, leftOut) = try Self.answerable(study, by: cohort)
    self.path = path
    self.parameters = parameters
    self.warn = warn
    self.cohort = cohort
    filter = try RatesQuestion(
      by: "", filter: study.common.filter, catalogue: cohort.cohort.catalogue
    ).condition()
    arm =
      switch study.arm {
      case .strategy: .strategy
      case .agent: .agent
      case .covariate(let name): .covariate(name)
      }
  }

  /// Everything that the report shows, before disclosure control.
  ///
  /// All that is asked of the cohort but the models goes through it together.
  func content() async throws -> ReportContent {
    let asked = CohortQuestions()
    let answers = try ask(among: asked)
    try await cohort.answer(asked)
    return try await content(of: answers)
  }

  /// Puts the study's questions among those that go through the cohort together, which may be other studies'.
  func ask(among asked: CohortQuestions) throws -> StudyAnswers {
    let scales = try study.common.scales ?? cohort.cohort.scales()
    var answers = StudyAnswers(scales: scales, byAgent: asked.ask(ratesByAgent))
    for table in try tables() {
      for endpoint in table.endpoints {
        answers.rates.append(asked.ask(try rates(table, endpoint)))
        answers.headings.append(heading(table, endpoint))
        answers.filters.append(table.filter == study.common.filter ? nil : table.filter ?? "")
      }
    }
    answers.arms = try armRates().map(asked.ask)
    answers.paired = try pairedOutcomes().map(asked.ask)
    answers.cumulative = cumulative(scales).map(asked.ask)
    answers.trajectories = trajectories(scales).map(asked.ask)
    answers.baseline = try baseline(scales).map(asked.ask)
    answers.flow = flow(scales).map(asked.ask)
    answers.pathways = try StudyPathways(filter, cohort).statistic.map(asked.ask)
    let lifestyle = try lifestyle()
    answers.programmes = lifestyle.rates.map { (sides: asked.ask($0.sides), kinds: asked.ask($0.kinds)) }
    answers.noProgrammes = lifestyle.reason
    answers.times = try study.times.map { asked.ask(try timeQuestion($0).statistic(pooling: pools ?? [:])) }
    answers.benchmark = try study.benchmarks.map {
      try CohortBenchmark(
        $0, of: cohort, where: study.common.filter, level: study.common.level, among: asked)
    }
    answers.resistance = try study.resistance.map {
      try StudyResistance($0, study.derivation, of: cohort, among: asked)
    }
    return answers
  }

  /// What people read for names in the data: the study's labels over the catalogue's words.
  var names: ReportNames {
    ReportNames(columns: study.labels.columns, levels: study.labels.levels, arm: study.arm.name)
  }

  /// The study without rates against entry where it does not ask for them and a file of steps has no score of entry.
  private static func answerable(
    _ study: StudySpecification, by cohort: OpenCohort
  ) throws -> (StudySpecification, [String]) {
    if study.statesBaselines || cohort.cohort.isRaw { return (study, []) }
    let columns = try cohort.cohort.stepColumns()
    if columns.contains("score_entry") { return (study, []) }
    var study = study
    study.common.baselines.removeAll { $0 == .entry }
    for place in study.rates.indices { study.rates[place].baselines.removeAll { $0 == .entry } }
    return (
      study, ["Rates against entry are not given: the file of steps has no column 'score_entry'."]
    )
  }

  var design: StudyDesign { cohort.cohort.declaration.design }
}

extension StudySpecification.Disclosure {
  /// The rule as Reporting applies it.
  func rule() -> Disclosure {
    switch rule {
    case .ohdsi: .ohdsi(minCellCount: minCellCount)
    case .opensafely: .openSafely
    case .none: .none(reason: reason ?? "")
    }
  }
}
