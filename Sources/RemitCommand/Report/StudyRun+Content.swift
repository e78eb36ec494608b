import Intake
import Reporting
import Statistics
import Summaries
import Treatment

/// What a study's report holds, made of the answers.
extension StudyRun {
  /// What was answered, once the cohort was read, and the models, each of which reads it on its own.
  func content(of answers: StudyAnswers) async throws -> ReportContent {
    var resistance = answers.resistance
    await resistance?.answer(cohort)
    var results = try results(of: answers)
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
    let modelled =
      (results.comparisons?.entries ?? []).map(\.stem) + (results.times?.entries ?? []).map(\.stem)
      + (results.roadmap?.table == nil ? [] : ["roadmap"])
    let grades = answers.grades(
      of: results, resistance: resistance?.grades ?? [],
      models: predictors.grades + modelled.map { .init($0, Grade.canonical.rawValue) })
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

  private func results(of answers: StudyAnswers) throws -> Results {
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
    return results
  }

  private var limitations: [String] {
    leftOut + (cohort.rows.files.values.contains { $0.setAside > 0 } ? [OpenCohort.setAsideWarning] : [])
      + (study.cumulative && design == .crossover
        ? ["Cumulative remission is not given: \(CumulativeRemission.crossover)."] : [])
      + [cohort.rows.repetitions].compactMap { $0 }
  }

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

  func withoutRemission(_ scales: [String]) -> [String] {
    let catalogue = cohort.cohort.catalogue
    return scales.filter { id in
      catalogue.scale(named: id).map { catalogue.scales[$0].unavailability(of: .remission) != nil } ?? false
    }
  }

  /// Labels of agents that stand for a drug whose name the source keeps back.
  private func maskedAgents(in table: RateTable) -> [String] {
    let catalogue = cohort.cohort.catalogue
    let masked = Set(catalogue.agents.filter { $0.strategyCode == "STUDY_DRUG" }.map(\.label))
    return Set(table.rows.map { $0.group[0] }).intersection(masked).sorted()
  }
}
