import Treatment

/// Writes patients into a page, scored as the page's request asks.
struct PageBuilder {
  private(set) var page: PatientPage
  private var scoring: StepScoring
  private let scales: [Int]
  private let levels: [CovariatePlan.Level]
  private let columns: PageRequest.Columns

  init(
    catalogue: Catalogue, vocabulary: Vocabulary, design: StudyDesign, request: PageRequest,
    scales: [Int], plan: CovariatePlan, baseline window: BaselineWindow?
  ) {
    page = PatientPage(catalogue: catalogue, vocabulary: vocabulary, design: design, request: request)
    page.baselineWindow = window
    scoring = StepScoring(request.endpoint, baseline: window ?? BaselineWindow())
    scoring.makesMarks = true
    columns = request.columns
    // The plan may go on with covariates that are only checked.
    levels = Array(plan.levels.prefix(request.covariates.count))
    self.scales = scales
  }

  mutating func removeAll() { page.removeAll() }

  /// A patient whose steps were made by a rule.
  mutating func add(_ patient: PatientAssembler, _ history: PatientHistory, steps: [Step]) {
    for place in steps.indices {
      for scale in scales {
        let scores = scoring.scores(
          ofStep: place, of: steps, in: history, on: scale, catalogue: page.catalogue)
        append(
          steps[place], scale,
          RowScores(
            baseline: scores.baseline, entry: scores.entry, endpoint: scores.endpoint,
            last: scores.last, marks: scores.marks))
        for (number, level) in levels.enumerated() {
          let value: CovariateValue
          switch level {
          case .assessment:
            value =
              scores.endpointIndex.map { patient.assessments[$0].covariates[number] } ?? CovariateValue()
          default: value = patient.patientCovariates[number]
          }
          page.rowCovariates[number].append(value)
        }
      }
    }
    if columns.contains(.histories) { page.histories.append(history) }
    close(patient, PatientMarks(of: history))
  }

  /// A patient whose steps stand in the files.
  mutating func add(_ patient: PatientAssembler, scales wanted: Set<Int>?) {
    var hasScore = false
    let rule = EndScore(scoring.endpoint)
    let starts = Set(patient.steps.compactMap(\.values.startDay)).sorted()
    for event in patient.steps {
      var step = event.values
      hasScore = hasScore || step.hasScore
      guard wanted?.contains(Int(step.record.scale)) ?? true else { continue }
      let next = step.startDay.flatMap { own in starts.first { $0 > own } }
      step.pickEndpoint(rule, nextStart: next.map(Int.init))
      page.append(step)
      for (number, level) in levels.enumerated() {
        page.rowCovariates[number].append(
          level == .step ? step.covariates[number] : patient.patientCovariates[number])
      }
    }
    // The first row in the file, not the first step, as where the file is streamed.
    if let first = patient.steps.min(by: { $0.origin.row < $1.origin.row }) {
      for (number, level) in levels.enumerated() where level == .step {
        patient.patientCovariates[number] = first.values.covariates[number]
      }
    }
    var marks: PatientMarks = []
    if !patient.steps.isEmpty { marks.insert(.hasExposure) }
    if hasScore { marks.insert(.hasScore) }
    close(patient, marks)
  }

  private mutating func append(_ step: Step, _ scale: Int, _ scores: RowScores) {
    page.rows.step.append(Int32(step.number))
    page.rows.scale.append(UInt16(scale))
    page.rows.strategy.append(page.vocabulary.code(of: step.strategy.name))
    page.rows.baseline.append(scores.baseline)
    page.rows.endpoint.append(scores.endpoint)
    if columns.contains(.entry) { page.rows.entry.append(scores.entry) }
    if columns.contains(.last) { page.rows.last.append(scores.last) }
    page.rows.marks.append(scores.marks)
    if columns.contains(.episode) { page.rows.episode.append(Int32(step.episode)) }
    if columns.contains(.agents) {
      let labels = step.agents.map { page.catalogue.agents[$0].label }
      let lead = LeadingAgent(of: step.strategy.name).leader(of: step.agents, in: page.catalogue)
      page.rows.agent.append(
        lead.map { page.vocabulary.code(of: page.catalogue.agents[$0].label) } ?? Vocabulary.missing)
      page.rows.agents.append(page.vocabulary.code(of: labels.joined(separator: "+")))
    }
    if columns.contains(.days) {
      page.rows.startDay.append(Int32(step.startDay))
      page.rows.endDay.append(step.endDay.map(Int32.init) ?? StepColumns.missingDay)
    }
  }

  private mutating func close(_ patient: PatientAssembler, _ marks: PatientMarks) {
    for number in levels.indices {
      page.patientCovariates[number].append(patient.patientCovariates[number])
    }
    page.marks.append(marks)
    if columns.contains(.assessments) {
      for event in patient.assessments where scales.contains(Int(event.assessment.scale)) {
        page.assessments.day.append(event.assessment.day)
        page.assessments.scale.append(event.assessment.scale)
        page.assessments.score.append(event.assessment.score)
      }
    }
    page.assessmentStart.append(page.assessments.count)
    page.rowStart.append(page.rows.count)
    page.patientCount += 1
  }
}

/// The scores of a row; NaN where there is none.
private struct RowScores {
  var baseline: Double
  var entry: Double
  var endpoint: Double
  var last: Double
  var marks: StepMarks
}
