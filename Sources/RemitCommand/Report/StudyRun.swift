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
  private let arm: GroupKey
  /// By column, levels that stand together because too few patients have them; `nil` before they were looked for.
  private(set) var pools: [String: LevelPool]?

  private let path: String
  /// What the cohort cannot answer of what is asked by default, in sentences.
  private let leftOut: [String]
  private let parameters: [StudyParameter]
  /// Takes a sentence about the study that is no part of its numbers.
  private let warn: @Sendable (String) -> Void

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

  /// What was answered, once the cohort was read, and the models, each of which reads it on its own.
  func content(of answers: StudyAnswers) async throws -> ReportContent {
    var resistance = answers.resistance
    await resistance?.answer(cohort)
    var results = Results(level: study.common.level)
    results.names = names
    results.rates = try answers.rates.map { try $0.result() }
    results.differences = try answers.arms.flatMap { differences(in: try $0.result()) }
    results.paired = Self.different(try answers.paired.map { try $0.result() })
    results.cumulative = try answers.cumulative?.result() ?? []
    results.trajectories = try answers.trajectories?.result() ?? []
    results.baseline = try answers.baseline?.result()
    results.flow = try answers.flow?.result()
    results.pathways = try StudyPathways.worthShowing(answers.pathways)
    results.lifestyle =
      try answers.programmes.map {
        .compared(programmeComparison.table(of: try $0.sides.result(), byKind: try $0.kinds.result()))
      } ?? answers.noProgrammes.map { .notGiven(reason: $0) }
    results.benchmark = try answers.benchmark?.table()
    results.knownTotals = cohort.rowTotals
    results.times = try times(answers.times)
    if pools == nil {
      let pools = try await rareLevels(in: results)
      if !pools.isEmpty { return try await pooling(pools).content() }
    }
    resistance?.fill(&results)
    let unknown = StudyLabels(labels: study.labels).unknown(in: results)
    for sentence in unknown { warn(sentence) }
    results.comparisons = try await comparisons()
    results.roadmap = try await roadmap()
    let predictors = try await predictors()
    let comparisonGrades = (results.comparisons?.entries ?? []).map {
      Provenance.Entry($0.stem, Grade.canonical.rawValue)
    }
    let timeGrades = (results.times?.entries ?? []).map {
      Provenance.Entry($0.stem, Grade.canonical.rawValue)
    }
    let roadmapGrades: [Provenance.Entry] =
      results.roadmap?.table == nil ? [] : [.init("roadmap", Grade.canonical.rawValue)]
    let grades = answers.grades(
      of: results, resistance: resistance?.grades ?? [],
      models: predictors.grades + comparisonGrades + timeGrades + roadmapGrades)
    let definitions = StudyDefinitions(
      study, scales: answers.scales, catalogue: cohort.cohort.catalogue, isDerived: cohort.cohort.isRaw)
    var content = ReportContent(
      title: study.title, question: study.question ?? "", design: design, cohort: description,
      results: results, rateHeadings: answers.headings, rateFilters: answers.filters,
      predictors: predictors.sections,
      methods: [definitions.methods(design)]
        + [
          StudyFigures(
            study, scales: answers.scales, catalogue: cohort.cohort.catalogue, isDerived: cohort.cohort.isRaw
          )
          .sentence(agents: try answers.byAgent.result())
        ].compactMap(\.self), definitions: definitions.entries,
      scalesWithoutRemission: study.common.outcomes.contains(.remission)
        ? withoutRemission(answers.scales) : [],
      maskedAgents: maskedAgents(in: try answers.byAgent.result()),
      limitations: limitations,
      notes: study.notes + unknown, sources: study.sources,
      disclosure: study.disclosure.rule(),
      provenance: try StudyProvenance(study, at: path, with: parameters, cohort, grades: grades).record())
    content.paper = Paper(rawValue: study.paper.rawValue) ?? .a4
    content.resistance = resistance?.section
    if study.trajectories, !cohort.cohort.isRaw {
      content.absent.append(
        ReportContent.Absence(
          id: "course", title: "Scores over time",
          reason:
            "The cohort is a file of steps, which holds no scores between a step's start and its end, so that none are drawn."
        ))
    }
    content.provenance.definitions += resistance?.definitions ?? []
    (content.license, content.published) = (study.license, study.published)
    return content
  }

  /// The same study with levels together that too few patients have to stand by name.
  private func pooling(_ pools: [String: LevelPool]) -> StudyRun {
    var run = self
    run.pools = pools
    return run
  }

  /// Levels that stand neither in the study's file nor in the cohort's, and that too few patients have.
  private func rareLevels(in results: Results) async throws -> [String: LevelPool] {
    var seen = SeenLevels()
    for table in results.rates { seen.add(table) }
    if let table = results.baseline { seen.add(table) }
    // An arm of a few patients may stand in no table of rates.
    for point in results.trajectories { seen.add(point.arm, of: arm.name, patients: 0) }
    for difference in results.differences {
      seen.add(difference.first, of: arm.name, patients: 0)
      seen.add(difference.second, of: arm.name, patients: 0)
    }
    for entry in results.times?.entries ?? [] { if let table = entry.table { seen.add(table) } }
    var keys = try tables().flatMap {
      try RatesQuestion(by: $0.by.joined(separator: ", "), filter: nil, catalogue: cohort.cohort.catalogue)
        .keys()
    }
    keys += try study.times.flatMap { try timeQuestion($0).keys() }
    keys += [arm, .strategy] + (results.baseline?.rows.map { .covariate($0.name) } ?? [])
    return try await rareLevels.pools(of: keys, seen: seen)
  }

  /// Levels that the study names stand by name.
  var rareLevels: RareLevels {
    var labels = study.labels.levels.mapValues { Set($0.keys) }
    labels[arm.name, default: []].formUnion(study.arms)
    return RareLevels(in: cohort, under: study.disclosure.rule(), labels: labels)
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

  private var limitations: [String] {
    leftOut + (cohort.rows.files.values.contains { $0.setAside > 0 } ? [OpenCohort.setAsideWarning] : [])
      + (study.cumulative && design == .crossover
        ? ["Cumulative remission is not given: \(CumulativeRemission.crossover)."] : [])
      + [cohort.rows.repetitions].compactMap { $0 }
  }

  private var design: StudyDesign { cohort.cohort.declaration.design }

  private var description: [String] {
    let kind =
      switch design {
      case .randomised: "Patients were randomised to their treatments."
      case .crossover: "A crossover: each patient has several treatments, one after the other."
      case .cohort: "A cohort without random assignment."
      }
    return [
      cohort.cohort.declaration.title.map { $0 + "." }, kind, study.common.filter.map { "Kept: \($0)." },
    ]
    .compactMap { $0 }
  }

  /// The study's tables; in a crossover also the arms by order, where the study does not ask for them.
  private func tables() throws -> [StudySpecification.Rates] {
    guard design == .crossover else { return study.rates }
    if study.rates.contains(where: { $0.by.contains("step") }) { return study.rates }
    var table = study.common
    table.by = [study.arm.name, "step"]
    return study.rates + [table]
  }

  func rates(_ table: StudySpecification.Rates, _ endpoint: Endpoint) throws -> ResponseRates {
    let question = RatesQuestion(
      by: table.by.joined(separator: ", "), filter: table.filter, catalogue: cohort.cohort.catalogue)
    return ResponseRates(
      of: table.outcomes, by: try question.keys().map { $0.pooled(pools ?? [:]) }, scales: table.scales,
      baselines: table.baselines, endpoint: endpoint, missing: table.missing,
      interval: IntervalMethod(rawValue: table.interval) ?? .wilson, level: table.level,
      where: try question.condition(), evaluable: table.evaluable)
  }

  /// Scales are named where the table does not take all of the study's.
  private func heading(_ table: StudySpecification.Rates, _ endpoint: Endpoint) -> String {
    var heading =
      "Rates by "
      + table.by.map { study.labels.columns[$0]?.lowercased() ?? $0.replacing("_", with: " ") }.joined(
        separator: " and ")
    if let scales = table.scales, scales != study.common.scales {
      heading += " on " + scales.joined(separator: ", ")
    }
    switch endpoint {
    case .last: heading += ", last score of the step"
    case .lastScore: heading += ", " + endpoint.words
    case .nearest(let day, 0): heading += ", day \(day)"
    case .nearest(let day, let window): heading += ", day \(day) ± \(window)"
    }
    return heading
  }

  /// Rates by arm, at every endpoint; only where arms were randomised.
  private func armRates() throws -> [ResponseRates] {
    guard design == .randomised else { return [] }
    var request = study.common
    request.by = [study.arm.name]
    return try study.common.endpoints.map { try rates(request, $0) }
  }

  /// The first arm less each of the others.
  private func differences(in table: RateTable) -> [RateDifference] {
    let arms = study.arms.isEmpty ? Set(table.rows.map { $0.group[0] }).sorted() : study.arms
    guard let first = arms.first else { return [] }
    return arms.dropFirst().flatMap { other in
      RateComparison(level: study.common.level).differences(in: table, control: other)
        .filter { $0.first == first && $0.second == other }
    }
  }

  private func cumulative(_ scales: [String]) -> CumulativeRemission? {
    guard study.cumulative, design != .crossover,
      !scales.allSatisfy({ withoutRemission(scales).contains($0) })
    else { return nil }
    return CumulativeRemission(
      scales: scales, endpoint: study.common.endpoints[0],
      interval: IntervalMethod(rawValue: study.common.interval) ?? .wilson, level: study.common.level,
      where: filter)
  }

  private func trajectories(_ scales: [String]) -> Trajectories? {
    // A cohort of steps holds no assessments to draw.
    guard study.trajectories, cohort.cohort.isRaw else { return nil }
    return Trajectories(
      by: arm.pooled(pools ?? [:]), scales: scales, clock: design == .randomised ? .sinceEntry : .sinceStep,
      level: study.common.level, where: filter)
  }

  private func baseline(_ scales: [String]) throws -> BaselineCharacteristics? {
    guard !study.table1.isEmpty else { return nil }
    return BaselineCharacteristics(
      of: try CovariateTypes(cohort.cohort).requests(study.table1), scores: scales,
      arm: arm.pooled(pools ?? [:]), where: filter, pooling: pools ?? [:])
  }

  private func flow(_ scales: [String]) -> Flow? {
    guard let scale = scales.first else { return nil }
    return Flow(
      on: scale, outcome: study.common.outcomes[0], baseline: study.common.baselines[0],
      endpoint: study.common.endpoints[0], where: filter, evaluable: study.common.evaluable)
  }

  private func withoutRemission(_ scales: [String]) -> [String] {
    let catalogue = cohort.cohort.catalogue
    return scales.filter { id in
      catalogue.scale(named: id).map { catalogue.scales[$0].unavailability(of: .remission) != nil } ?? false
    }
  }

  private var ratesByAgent: ResponseRates {
    ResponseRates(
      of: [.response, .remission], by: [.agent], scales: study.common.scales, missing: [.worstCase],
      where: filter)
  }

  /// Labels of agents that stand for a drug whose name the source keeps back.
  private func maskedAgents(in table: RateTable) -> [String] {
    let catalogue = cohort.cohort.catalogue
    let masked = Set(catalogue.agents.filter { $0.strategyCode == "STUDY_DRUG" }.map(\.label))
    return Set(table.rows.map { $0.group[0] }).intersection(masked).sorted()
  }
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
