internal import Summaries
internal import Synchronization
internal import Treatment

/// A cohort of events that is sorted by patient, read in parts by several workers.
struct EventCohort: Sendable {
  let tables: [EventTable]
  let order: PatientOrder
  let plan: CovariatePlan
  let catalogue: Catalogue
  let vocabulary: Vocabulary
  let threads: Int
  private let partBytes: Int

  /// `nil` where the cohort has to be read row by row.
  ///
  /// Throws: ``IntakeError`` for what the other reading would refuse as well.
  init?(
    _ declaration: CohortDeclaration, _ catalogue: Catalogue, covariates: [CovariateRequest],
    vocabulary: Vocabulary, options: IntakeOptions
  ) throws(IntakeError) {
    var tables: [EventTable] = []
    var decoders: [TableDecoder] = []
    // Patients first, as the other reading has them.
    let kinds: [TableDeclaration.Kind] = [.patients, .exposures, .assessments]
    for kind in kinds {
      for table in declaration.tables where table.kind == kind {
        guard !tables.contains(where: { $0.table.path == table.path }),
          let own = try EventTable.compiled(table, dates: declaration.dates, catalogue: catalogue)
        else { return nil }
        tables.append(own.table)
        decoders.append(own.decoder)
      }
    }
    guard tables.count == declaration.tables.count, !tables.isEmpty,
      tables.count(where: { $0.table.kind == .patients }) <= 1
    else { return nil }
    plan = try CovariatePlan(covariates, in: decoders)
    guard plan.levels.allSatisfy({ $0 == .patient }) else { return nil }
    for place in tables.indices {
      guard tables[place].take(plan, table: place) else { return nil }
    }
    self.tables = tables
    order = try EventParts.order(of: tables)
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    threads = options.threads
    partBytes = options.partBytes
  }

  /// What a reading gave beside what its workers kept.
  struct Read: Sendable {
    var attrition = Attrition()
    /// Where the first rows start that repeat another, by table.
    var repeatedOffsets: [[Int]] = []
  }

  /// Has every part read by a worker; `nil` where something has to be looked at row by row.
  ///
  /// `makeWorker` makes what one worker keeps; its two bodies take a patient, and the end of a part. Parts come in order to
  /// each worker and have their numbers; `pace` holds workers back who would get too far ahead of who takes their work.
  func read<Worker: Sendable>(
    _ makeWorker: @escaping @Sendable () -> Worker,
    patient: @escaping @Sendable (inout Worker, Int, EventMerge.Patient) -> Void,
    endOfPart: @escaping @Sendable (inout Worker, Int) -> Void,
    finish: @escaping @Sendable (Worker) -> Void, isOver: @escaping @Sendable () -> Void = {},
    pace: PartPace? = nil
  ) async throws(IntakeError) -> Read? {
    defer { isOver() }
    let cut = try EventParts(tables, order: order).parts(of: partBytes)
    let board = PartBoard(parts: cut.count, tables: tables.count)
    let cohort = self
    await runWorkers(max(1, min(threads, cut.count))) {
      do throws(IntakeError) {
        let merge = try EventMerge(
          cohort.tables, order: cohort.order,
          reader: EventReader(cohort.catalogue, cohort.vocabulary, cohort.plan.requests),
          requests: cohort.plan.requests)
        var worker = makeWorker()
        while true {
          guard let part = board.take(), pace?.wait(for: part) ?? true else { break }
          let outcome = try merge.read(cut[part]) { (found) throws(IntakeError) in
            patient(&worker, part, found)
          }
          guard outcome == .done else {
            board.stop()
            pace?.stop()
            return
          }
          endOfPart(&worker, part)
        }
        board.add(rows: merge.rows, repeated: merge.repeated, at: merge.repeatedOffsets)
        finish(worker)
      } catch {
        board.stop(for: error)
        pace?.stop()
      }
    }
    // A file with a header and nothing else is refused.
    guard let counts = try board.counts(), !counts.rows.contains(0) else { return nil }
    var result = Read(repeatedOffsets: counts.offsets)
    for (place, table) in tables.enumerated() {
      result.attrition.files[table.table.file] = Attrition.Rows(used: counts.rows[place])
      if counts.repeated[place] > 0 { result.attrition.repeated[table.table.file] = counts.repeated[place] }
    }
    return result
  }
}

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
  /// Where each request's covariates stand among those that are read.
  var covariates: [[Int]] = []
  var allScales: [Int] = []

  func endpoint(ofRequest number: Int) -> Int { endpoints.firstIndex(of: requests[number].endpoint) ?? 0 }
}

extension CSVCohort {
  /// The summary of a statistic over a cohort of events, in parts; `nil` where it has to be read row by row.
  func readParts<S: Statistic>(
    _ statistic: S
  ) async throws(IntakeError) -> (summary: S.Summary, attrition: Attrition)? where S.Page == PatientPage {
    let answer = CohortAnswer(statistic)
    guard let read = try await readParts([answer]) else { return nil }
    return (answer.summary, read.attrition)
  }

  /// The same of several statistics together.
  func readParts(_ questions: [any CohortQuestion]) async throws(IntakeError) -> EventCohort.Read? {
    var all = PageRequest()
    for question in questions {
      for covariate in try checked(question.request).covariates where !all.covariates.contains(covariate) {
        all.covariates.append(covariate)
      }
    }
    guard let cohort = try eventCohort(for: all) else { return nil }
    let plan = try await plan(of: questions, cohort, all.covariates)
    let (catalogue, design, vocabulary) = (catalogue, declaration.design, cohort.vocabulary)
    let (parameters, patientsPerPage) = (options.derivation, options.patientsPerPage)
    let read = try await cohort.read(
      {
        PageWorker(
          builders: plan.requests.enumerated().map { number, request in
            PageBuilder(
              catalogue: catalogue, vocabulary: vocabulary, design: design, request: request,
              scales: plan.scales[number], levels: request.covariates.map { _ in .patient },
              baseline: parameters.baselineWindow)
          },
          scores: plan.endpoints.map {
            StepScoreTable($0, baseline: parameters.baselineWindow, scales: plan.allScales, in: catalogue)
          },
          derivation: StepDerivation(catalogue, formulary: Formulary(catalogue), parameters: parameters),
          questions: questions.map { $0.makeWorker() })
      },
      patient: { worker, part, patient in
        // Pages of histories alone leave the rules to their statistics.
        if !plan.allScales.isEmpty { worker.derivation.derive(patient.history, into: &worker.record) }
        let steps = worker.record.plainSteps
        for number in worker.scores.indices { worker.scores[number].fill(steps, patient.history, catalogue) }
        for number in worker.builders.indices {
          worker.builders[number].add(
            patient.history, steps: plan.scales[number].isEmpty ? [] : steps,
            worker.scores[plan.endpoint(ofRequest: number)],
            covariates: plan.covariates[number].map { patient.covariates[$0] })
        }
        if worker.builders[0].page.patientCount == patientsPerPage { worker.flush(plan, part: part) }
      },
      endOfPart: { worker, part in
        worker.flush(plan, part: part)
        worker.pages = 0
      },
      finish: { worker in
        for (number, question) in questions.enumerated() { question.take(worker.questions[number]) }
      })
    if read == nil { known.withLock { $0.needsRows = true } }
    return read
  }

  private func plan(
    of questions: [any CohortQuestion], _ cohort: EventCohort, _ covariates: [CovariateRequest]
  ) async throws(IntakeError) -> QuestionPlan {
    var plan = QuestionPlan()
    for question in questions {
      let request = question.request
      if let known = plan.requests.firstIndex(of: request) {
        plan.requestOfQuestion.append(known)
        continue
      }
      plan.requestOfQuestion.append(plan.requests.count)
      plan.requests.append(request)
      plan.covariates.append(request.covariates.map { one in covariates.firstIndex(of: one) ?? 0 })
      if !plan.endpoints.contains(request.endpoint) { plan.endpoints.append(request.endpoint) }
      if let names = request.scales {
        plan.scales.append(try numbers(of: names))
      } else {
        plan.scales.append(try await scaleNumbers(of: cohort))
      }
    }
    plan.allScales = Set(plan.scales.joined()).sorted()
    return plan
  }

  /// The cohort as its parts are read; `nil` where it has to be read row by row.
  func eventCohort(for request: PageRequest) throws(IntakeError) -> EventCohort? {
    guard isRaw, omop == nil, options.setAsideFolder == nil, !known.withLock({ $0.needsRows }) else {
      return nil
    }
    do throws(IntakeError) {
      return try EventCohort(
        declaration, catalogue, covariates: request.covariates, vocabulary: .ofComposedTexts(),
        options: options)
    } catch .refused {
      // Said again, with everything else, by the other reading.
      return nil
    }
  }

  /// The scales of plain tables of assessments; `nil` where a table has to be read row by row.
  func quickScales() throws(IntakeError) -> [Int]? {
    guard isRaw, omop == nil else { return nil }
    var all: Set<Int> = []
    for table in declaration.tables where table.kind == .assessments {
      do throws(IntakeError) {
        guard
          let own = try EventTable.compiled(table, dates: .days, catalogue: catalogue)?.table,
          let found = try own.scales(in: catalogue)
        else { return nil }
        all.formUnion(found)
      } catch .refused {
        return nil
      }
    }
    return all.sorted()
  }

  /// The cohort's scales, looked for in parts where nobody has yet.
  private func scaleNumbers(of cohort: EventCohort) async throws(IntakeError) -> [Int] {
    if let scales = known.withLock({ $0.scales }) { return scales }
    var all: Set<Int> = []
    for table in cohort.tables where table.table.kind == .assessments {
      guard let found = try await table.scales(in: catalogue, threads: options.threads) else {
        return try scaleNumbers()
      }
      all.formUnion(found)
    }
    known.withLock { $0.scales = all.sorted() }
    return all.sorted()
  }
}
