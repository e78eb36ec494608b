internal import Summaries
internal import Synchronization
internal import Treatment

/// What a worker keeps while it makes pages of patients for several statistics.
private struct PageWorker: Sendable {
  /// One a different request, all filled together.
  var builders: [PageBuilder]
  /// One a different endpoint.
  var scores: [StepScoreTable]
  var derivation: StepDerivation
  var record = TreatmentRecord()
  var questions: [any CohortQuestionWorker]
  var pages = 0

  /// Puts the patient at hand, whose record is made, on every page.
  mutating func fill(_ patient: EventPatient, _ plan: QuestionPlan) {
    for number in scores.indices { scores[number].fill(record, patient.history) }
    for number in builders.indices {
      let endpoint = plan.endpointOfRequest[number]
      builders[number].add(
        patient.history, record, endpoint < 0 ? nil : scores[endpoint],
        covariates: plan.covariates[number].isEmpty
          ? [] : plan.covariates[number].map { patient.covariates[$0] })
    }
  }

  mutating func flush(_ plan: QuestionPlan, part: Int) {
    guard let first = builders.first, first.page.patientCount > 0 else { return }
    for number in builders.indices { builders[number].setPlace(part << 24 + pages) }
    pages += 1
    for (number, request) in plan.requestOfQuestion.enumerated() {
      questions[number].add(builders[request].page)
    }
    for number in builders.indices { builders[number].removeAll() }
  }
}

/// Which pages several questions need: one a different request, scored once a different endpoint.
private struct QuestionPlan: Sendable {
  var requests: [PageRequest] = []
  var requestOfQuestion: [Int] = []
  var scales: [[Int]] = []
  var endpoints: [Endpoint] = []
  /// The place among `endpoints` of each request's; of one that reads no scores, -1.
  var endpointOfRequest: [Int] = []
  /// Where each request's covariates stand among those that are read.
  var covariates: [[Int]] = []
  var allScales: [Int] = []
}

extension CSVCohort {
  /// The summary of a statistic over a cohort of events, in parts; `nil` where it has to be read row by row.
  func readParts<S: Statistic>(
    _ statistic: S
  ) async throws(IntakeError) -> (summary: S.Summary, attrition: Attrition)? where S.Page == PatientPage {
    let kept = KeptSummary(statistic)
    guard let read = try await readParts([kept]) else { return nil }
    return (kept.summary, read.attrition)
  }

  /// The same of several statistics together.
  ///
  /// `despiteIssues` where rows of an OMOP folder that cannot be used are told beside what is read of the others,
  /// `describesColumns` where the columns of files are of interest as well.
  func readParts(
    _ questions: [any CohortQuestion], despiteIssues: Bool = false, describesColumns: Bool = false
  ) async throws(IntakeError) -> EventCohort.Read? {
    // A file that proves unsorted is sorted, and read once more.
    for _ in 0..<2 {
      guard let outcome = try await readPartsOnce(questions, despiteIssues, describesColumns) else {
        return nil
      }
      if let read = try used(outcome) { return read }
      if known.withLock({ $0.needsRows }) { return nil }
    }
    return nil
  }

  /// What a reading in parts gave, as far as it is worth anything; else what is known of the cohort from now on.
  func used(_ outcome: EventCohort.Outcome) throws(IntakeError) -> EventCohort.Read? {
    switch outcome {
    case .read(var read):
      for (file, column) in read.longPatients { noticeLongPatient(of: file, by: column) }
      if let omop {
        let repeated = read.attrition.repeated
        read.attrition = omop.attrition
        read.attrition.repeated = repeated
      }
      return read
    case .odd: known.withLock { $0.needsRows = true }
    case .unsorted:
      known.withLock { known in
        if known.sortsEvents { known.needsRows = true }
        known.sortsEvents = true
      }
    }
    return nil
  }

  private func readPartsOnce(
    _ questions: [any CohortQuestion], _ despiteIssues: Bool, _ describesColumns: Bool
  ) async throws(IntakeError) -> EventCohort.Outcome? {
    if !despiteIssues { try refuseUnsoundRows() }
    var all = PageRequest()
    for question in questions {
      for covariate in try completed(question.request).covariates where !all.covariates.contains(covariate) {
        all.covariates.append(covariate)
      }
    }
    guard let cohort = try await partedCohort(for: all, describesColumns: describesColumns) else {
      return nil
    }
    let plan = try await plan(of: questions, cohort, all.covariates)
    let (catalogue, design, vocabulary) = (catalogue, declaration.design, cohort.vocabulary)
    let formulary = Formulary(catalogue)
    let (parameters, patientsPerPage) = (options.derivation, options.patientsPerPage)
    return try await cohort.read(
      {
        PageWorker(
          builders: plan.requests.enumerated().map { number, request in
            PageBuilder(
              catalogue: catalogue, vocabulary: vocabulary, design: design, request: request,
              scales: plan.scales[number], levels: plan.covariates[number].map { cohort.levels[$0] },
              baseline: parameters.baselineWindow)
          },
          scores: plan.endpoints.map {
            StepScoreTable(
              $0, baseline: parameters.baselineWindow, scales: plan.allScales, in: catalogue,
              formulary)
          },
          derivation: StepDerivation(catalogue, formulary: formulary, parameters: parameters),
          questions: questions.map { $0.makeWorker() })
      },
      patient: { worker, part, patient in
        // Pages of histories alone leave the rules to their statistics.
        if !plan.allScales.isEmpty { worker.derivation.derive(patient.history, into: &worker.record) }
        worker.fill(patient, plan)
        if worker.builders[0].page.patientCount == patientsPerPage { worker.flush(plan, part: part) }
      },
      endOfPart: { worker, part in
        worker.flush(plan, part: part)
        worker.pages = 0
      },
      finish: { worker in
        for (number, question) in questions.enumerated() { question.take(worker.questions[number]) }
      })
  }

  private func plan(
    of questions: [any CohortQuestion], _ cohort: any PartedCohort, _ covariates: [CovariateRequest]
  ) async throws(IntakeError) -> QuestionPlan {
    var plan = QuestionPlan()
    for question in questions {
      let request = question.request
      let scales =
        if let names = request.scales { try numbers(of: names) } else { try await scaleNumbers(of: cohort) }
      // One page serves all who want the same rows and covariates: it may hold columns that one of them does not read.
      let known = plan.requests.indices.first { place in
        plan.scales[place] == scales && plan.requests[place].endpoint == request.endpoint
          && plan.requests[place].covariates == request.covariates
          && plan.requests[place].readsScores == request.readsScores
      }
      if let known {
        plan.requests[known].columns.formUnion(request.columns)
        plan.requestOfQuestion.append(known)
        continue
      }
      plan.requestOfQuestion.append(plan.requests.count)
      plan.requests.append(request)
      plan.covariates.append(request.covariates.map { one in covariates.firstIndex(of: one) ?? 0 })
      if request.readsScores {
        let scored = plan.endpoints.firstIndex(of: request.endpoint)
        plan.endpointOfRequest.append(scored ?? plan.endpoints.count)
        if scored == nil { plan.endpoints.append(request.endpoint) }
      } else {
        plan.endpointOfRequest.append(-1)
      }
      plan.scales.append(scales)
    }
    plan.allScales = Set(plan.scales.joined()).sorted()
    return plan
  }

  /// The cohort as its parts are read; `nil` where it has to be read row by row.
  func partedCohort(
    for request: PageRequest, describesColumns: Bool = false
  ) async throws(IntakeError) -> (any PartedCohort)? {
    if let omop { return try omopCohort(omop, for: request) }
    return try await eventCohort(for: request, describesColumns: describesColumns)
  }

  /// An OMOP folder, which has no rows to be read again.
  func omopCohort(_ omop: OMOPSource, for request: PageRequest) throws(IntakeError) -> OMOPCohort {
    try OMOPCohort(
      omop, catalogue, covariates: request.covariates, vocabulary: .ofComposedTexts(),
      threads: options.threads)
  }

  /// The same of files of events.
  func eventCohort(
    for request: PageRequest, describesColumns: Bool = false
  ) async throws(IntakeError) -> EventCohort? {
    guard isRaw, setAside == nil, !known.withLock({ $0.needsRows }) else { return nil }
    do throws(IntakeError) {
      guard
        let cohort = try EventCohort(
          declaration, catalogue, covariates: request.covariates, vocabulary: .ofComposedTexts(),
          options: options, copies: copies, describesColumns: describesColumns)
      else { return nil }
      let isLate = known.withLock { $0.sortsEvents }
      if cohort.looksSorted, !isLate { return cohort }
      guard let found = try await cohort.sorted(copies) else { return nil }
      for (file, bytes) in found.sorted {
        if isLate { options.notice?(.unsorted(file: file)) }
        if bytes > options.sortMemoryBytes { options.notice?(.sortedExternally(file: file)) }
      }
      return found.cohort
    } catch .refused {
      // Said again, with everything else, by the other reading.
      return nil
    }
  }
}
