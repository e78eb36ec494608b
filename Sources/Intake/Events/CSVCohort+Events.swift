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
  }

  /// Has every part read by a worker; `nil` where something has to be looked at row by row.
  ///
  /// `makeWorker` makes what one worker keeps; its two bodies take a patient, and the end of a part. Parts come in order to
  /// each worker and have their numbers.
  func read<Worker>(
    _ makeWorker: @escaping @Sendable () -> Worker,
    patient: @escaping @Sendable (inout Worker, Int, EventMerge.Patient) -> Void,
    endOfPart: @escaping @Sendable (inout Worker, Int) -> Void,
    finish: @escaping @Sendable (Worker) -> Void
  ) async throws(IntakeError) -> Read? {
    let cut = try EventParts(tables, order: order).parts(of: partBytes)
    let board = PartBoard(parts: cut.count, tables: tables.count)
    let cohort = self
    await runWorkers(max(1, min(threads, cut.count))) {
      do throws(IntakeError) {
        var files: [ByteFile] = []
        for table in cohort.tables { files.append(try ByteFile(path: table.table.path)) }
        let merge = EventMerge(
          cohort.tables, order: cohort.order,
          reader: EventReader(cohort.catalogue, cohort.vocabulary, cohort.plan.requests),
          requests: cohort.plan.requests)
        var worker = makeWorker()
        while true {
          guard let part = board.take() else { break }
          let outcome = try merge.read(cut[part], files) { (found) throws(IntakeError) in
            patient(&worker, part, found)
          }
          guard outcome == .done else { return board.stop() }
          endOfPart(&worker, part)
        }
        board.add(rows: merge.rows, repeated: merge.repeated)
        finish(worker)
      } catch {
        board.stop(for: error)
      }
    }
    // A file with a header and nothing else is refused.
    guard let counts = try board.counts(), !counts.rows.contains(0) else { return nil }
    var result = Read()
    for (place, table) in tables.enumerated() {
      result.attrition.files[table.table.file] = Attrition.Rows(used: counts.rows[place])
      if counts.repeated[place] > 0 { result.attrition.repeated[table.table.file] = counts.repeated[place] }
    }
    return result
  }
}

/// What the workers of one reading in parts tell each other: which part is next, whether to stop, and their counts.
final class PartBoard: Sendable {
  private struct State {
    var next = 0
    var isOdd = false
    var failure: IntakeError?
    var rows: [Int]
    var repeated: [Int]
  }

  private let parts: Int
  private let state: Mutex<State>

  init(parts: Int, tables: Int) {
    self.parts = parts
    let none = Array(repeating: 0, count: tables)
    state = Mutex(State(rows: none, repeated: none))
  }

  func take() -> Int? {
    state.withLock { state in
      guard !state.isOdd, state.failure == nil, state.next < parts else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func stop() { state.withLock { $0.isOdd = true } }
  func stop(for failure: IntakeError) { state.withLock { $0.failure = failure } }

  func add(rows: [Int], repeated: [Int]) {
    state.withLock { state in
      state.rows = zip(state.rows, rows).map(+)
      state.repeated = zip(state.repeated, repeated).map(+)
    }
  }

  /// `nil` where a worker met something odd.
  func counts() throws(IntakeError) -> (rows: [Int], repeated: [Int])? {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    return state.isOdd ? nil : (state.rows, state.repeated)
  }
}

/// What a worker keeps while it makes pages of patients for a statistic.
private struct PageWorker<S: Statistic> where S.Page == PatientPage {
  var builder: PageBuilder
  var derivation: StepDerivation
  var record = TreatmentRecord()
  var summary: S.Summary
  var pages = 0

  mutating func flush(_ statistic: S, part: Int) {
    guard builder.page.patientCount > 0 else { return }
    builder.setPlace(part << 24 + pages)
    pages += 1
    statistic.add(builder.page, to: &summary)
    builder.removeAll()
  }
}

extension CSVCohort {
  /// The summary of a statistic over a cohort of events, in parts; `nil` where it has to be read row by row.
  func readParts<S: Statistic>(
    _ statistic: S, _ request: PageRequest, checked: PageRequest
  ) async throws(IntakeError) -> (summary: S.Summary, attrition: Attrition)? where S.Page == PatientPage {
    guard isRaw, omop == nil, options.setAsideFolder == nil, !known.withLock({ $0.needsRows }) else {
      return nil
    }
    let vocabulary = Vocabulary.ofComposedTexts()
    let cohort: EventCohort
    do throws(IntakeError) {
      guard
        let found = try EventCohort(
          declaration, catalogue, covariates: checked.covariates, vocabulary: vocabulary, options: options)
      else { return nil }
      cohort = found
    } catch .refused {
      // Said again, with everything else, by the other reading.
      return nil
    }
    let scales =
      if let names = request.scales { try numbers(of: names) } else { try await scaleNumbers(of: cohort) }
    let results = WindowResults(statistic.empty)
    let (catalogue, design, plan) = (catalogue, declaration.design, cohort.plan)
    let (parameters, patientsPerPage) = (options.derivation, options.patientsPerPage)
    let read = try await cohort.read(
      {
        PageWorker<S>(
          builder: PageBuilder(
            catalogue: catalogue, vocabulary: vocabulary, design: design, request: request, scales: scales,
            plan: plan, baseline: parameters.baselineWindow),
          derivation: StepDerivation(catalogue, formulary: Formulary(catalogue), parameters: parameters),
          summary: statistic.empty)
      },
      patient: { worker, part, patient in
        if !scales.isEmpty { worker.derivation.derive(patient.history, into: &worker.record) }
        worker.builder.add(patient.history, steps: worker.record.plainSteps, covariates: patient.covariates)
        if worker.builder.page.patientCount == patientsPerPage { worker.flush(statistic, part: part) }
      },
      endOfPart: { worker, part in
        worker.flush(statistic, part: part)
        worker.pages = 0
      },
      finish: { results.merge($0.summary) })
    guard let read else {
      known.withLock { $0.needsRows = true }
      return nil
    }
    return (results.value, read.attrition)
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
