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
