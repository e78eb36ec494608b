internal import Summaries
internal import Synchronization
internal import Treatment

/// A cohort of events that is sorted by patient, read in parts by several workers.
struct EventCohort: Sendable {
  private(set) var tables: [EventTable]
  let order: KeyOrder
  /// Whether the first rows of every file are in that order.
  let looksSorted: Bool
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
    vocabulary: Vocabulary, options: IntakeOptions, copies: TableCopies
  ) throws(IntakeError) {
    var tables: [EventTable] = []
    var decoders: [TableDecoder] = []
    // Patients first, as the other reading has them.
    let kinds: [TableDeclaration.Kind] = [.patients, .exposures, .assessments]
    for kind in kinds {
      for table in declaration.tables where table.kind == kind {
        // Rows of one file that stand for two tables of a kind come in turn, which only the other reading knows.
        guard !tables.contains(where: { $0.table.path == table.path && $0.table.kind == kind }),
          let own = try EventTable.compiled(
            table, dates: declaration.dates, catalogue: catalogue, copies: copies)
        else { return nil }
        tables.append(own.table)
        decoders.append(own.decoder)
      }
    }
    guard tables.count == declaration.tables.count, !tables.isEmpty,
      tables.count(where: { $0.table.kind == .patients }) <= 1, Self.agreeOnFiles(tables)
    else { return nil }
    plan = try CovariatePlan(covariates, in: decoders)
    guard plan.levels.allSatisfy({ $0 == .patient }) else { return nil }
    for place in tables.indices {
      guard tables[place].take(plan, table: place, decoders[place]) else { return nil }
    }
    self.tables = tables
    (order, looksSorted) = try EventParts.order(of: tables.map(\.rows))
    self.catalogue = catalogue
    self.vocabulary = vocabulary
    threads = options.threads
    partBytes = options.partBytes
  }

  /// Whether tables of one file read it in one dialect, by one column of patients.
  private static func agreeOnFiles(_ tables: [EventTable]) -> Bool {
    tables.allSatisfy { one in
      tables.allSatisfy {
        $0.table.path != one.table.path
          || $0.table.dialect == one.table.dialect && $0.rows.keyField == one.rows.keyField
      }
    }
  }

  /// The same cohort with every file in the order of patients, and the names and sizes of those that were not; `nil` where one has to be
  /// looked at row by row.
  func sorted(_ copies: TableCopies) async throws(IntakeError) -> (
    cohort: EventCohort, sorted: [(file: String, bytes: Int)]
  )? {
    var result = self
    var files: [(file: String, bytes: Int)] = []
    for place in tables.indices {
      let table = tables[place].table
      switch try await copies.sorted(tables[place].rows, of: table, in: order, threads: threads) {
      case .odd: return nil
      case .sorted(let rows, let wasSorted):
        result.tables[place].rows = rows
        if !wasSorted, !files.contains(where: { $0.file == table.file }) {
          files.append((table.file, rows.size))
        }
      }
    }
    return (result, files)
  }

  /// What a reading gave beside what its workers kept.
  struct Read: Sendable {
    var attrition = Attrition()
    /// Where the first rows start that repeat another, by table.
    var repeatedOffsets: [[Int]] = []
    /// Tables in which one patient has so many rows that the column of patients is in doubt.
    var longPatients: [TableDeclaration] = []
  }

  enum Outcome {
    case read(Read)
    /// Something has to be looked at row by row.
    case odd
    /// A file is not in the order of patients after all.
    case unsorted
  }

  /// Has every part read by a worker.
  ///
  /// `makeWorker` makes what one worker keeps; its two bodies take a patient, and the end of a part. Parts come in order to
  /// each worker and have their numbers; `pace` holds workers back who would get too far ahead of who takes their work.
  func read<Worker: Sendable>(
    _ makeWorker: @escaping @Sendable () -> Worker,
    patient: @escaping @Sendable (inout Worker, Int, EventMerge.Patient) -> Void,
    endOfPart: @escaping @Sendable (inout Worker, Int) -> Void,
    finish: @escaping @Sendable (Worker) -> Void, isOver: @escaping @Sendable () -> Void = {},
    pace: PartPace? = nil
  ) async throws(IntakeError) -> Outcome {
    defer { isOver() }
    let cut = try EventParts(tables.map(\.rows), order: order).parts(of: partBytes)
    let board = PartBoard(parts: cut.count, tables: tables.count)
    let cohort = self
    await runWorkers(max(1, min(threads, cut.count))) {
      do throws(IntakeError) {
        let merge = try EventMerge(cohort.tables, order: cohort.order, requests: cohort.plan.requests) {
          EventReader(cohort.catalogue, cohort.vocabulary, cohort.plan.requests)
        }
        var worker = makeWorker()
        while true {
          guard let part = board.take(), pace?.wait(for: part) ?? true else { break }
          let outcome = try merge.read(cut[part]) { (found) throws(IntakeError) in
            patient(&worker, part, found)
          }
          guard outcome == .done else {
            board.stop(isUnsorted: outcome == .unsorted)
            pace?.stop()
            return
          }
          endOfPart(&worker, part)
        }
        board.add(
          rows: merge.rows, repeated: merge.repeated, at: merge.repeatedOffsets, mostRows: merge.mostRows)
        finish(worker)
      } catch {
        board.stop(for: error)
        pace?.stop()
      }
    }
    // A file with a header and nothing else is refused.
    guard let counts = try board.counts(), !counts.rows.contains(0) else {
      return board.isUnsorted ? .unsorted : .odd
    }
    var result = Read(repeatedOffsets: counts.offsets)
    for (place, table) in tables.enumerated() {
      if counts.mostRows[place] > IntakeOptions.mostRowsOfAPatient { result.longPatients.append(table.table) }
      result.attrition.files[table.table.file] = Attrition.Rows(used: counts.rows[place])
      if counts.repeated[place] > 0 {
        result.attrition.repeated[table.table.file, default: 0] += counts.repeated[place]
      }
    }
    return .read(result)
  }
}
