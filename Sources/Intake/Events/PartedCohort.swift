internal import Summaries
internal import Synchronization
internal import Treatment

/// Gives the patients of one part of a cohort after another; one a worker.
protocol PartReader: AnyObject {
  associatedtype Part: Sendable

  /// Gives the patients of a part in order.
  func read(
    _ part: Part, _ body: (EventPatient) throws(IntakeError) -> Void
  ) throws(IntakeError) -> PartOutcome

  /// What was read so far, by table, and what repeats another record of its patient.
  var rows: [Int] { get }
  var repeated: [Int] { get }
  /// Where the first rows that repeat another start, by table, where that is known.
  var repeatedOffsets: [[Int]] { get }
  /// The most rows that one patient has, by table.
  var mostRows: [Int] { get }
  /// What the columns hold of every table, where that was asked for.
  var columns: [[ColumnSummary]] { get }
}

extension PartReader {
  var columns: [[ColumnSummary]] { [] }
}

/// What came of a part: something in it may have to be looked at row by row, or be out of order.
enum PartOutcome { case done, odd, unsorted }

/// A cohort of events in parts, each a set of patients, read by several workers.
///
/// What the parts are hangs on the cohort alone, so no result depends on threads.
protocol PartedCohort: Sendable {
  associatedtype Reader: PartReader

  var vocabulary: Vocabulary { get }
  var threads: Int { get }
  /// Where the covariates that were asked for stand, one a request.
  var levels: [CovariatePlan.Level] { get }
  /// The file behind each table that is counted.
  var fileNames: [String] { get }
  /// The column that tells patients apart in each.
  var patientColumns: [String] { get }

  func parts() throws(IntakeError) -> [Reader.Part]
  func reader() throws(IntakeError) -> Reader

  /// The scales of the scores, places in the catalogue; `nil` where the cohort has to be read row by row.
  func scales() async throws(IntakeError) -> Set<Int>?
}

extension PartedCohort {
  /// Has every part read by a worker.
  ///
  /// `makeWorker` makes what one worker keeps; its two bodies take a patient, and the end of a part. Parts come in order to
  /// each worker and have their numbers; `pace` holds workers back who would get too far ahead of who takes their work.
  func read<Worker: Sendable>(
    _ makeWorker: @escaping @Sendable () -> Worker,
    patient: @escaping @Sendable (inout Worker, Int, EventPatient) -> Void,
    endOfPart: @escaping @Sendable (inout Worker, Int) -> Void,
    finish: @escaping @Sendable (Worker) -> Void, isOver: @escaping @Sendable () -> Void = {},
    pace: PartPace? = nil
  ) async throws(IntakeError) -> EventCohort.Outcome {
    defer { isOver() }
    let cut = try parts()
    let board = PartBoard(parts: cut.count, tables: fileNames.count)
    let cohort = self
    let columns = Mutex<[[ColumnSummary]]>([])
    await runWorkers(max(1, min(threads, cut.count))) {
      do throws(IntakeError) {
        let reader = try cohort.reader()
        var worker = makeWorker()
        while true {
          guard let part = board.take(), pace?.wait(for: part) ?? true else { break }
          let outcome = try reader.read(cut[part]) { (found) throws(IntakeError) in
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
          rows: reader.rows, repeated: reader.repeated, at: reader.repeatedOffsets,
          mostRows: reader.mostRows)
        let own = reader.columns
        columns.withLock { all in
          if all.isEmpty { return all = own }
          for table in own.indices {
            for field in own[table].indices { all[table][field].merge(own[table][field]) }
          }
        }
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
    var result = EventCohort.Read(
      repeatedOffsets: counts.offsets, rows: counts.rows, columns: columns.withLock { $0 })
    for (place, file) in fileNames.enumerated() {
      if counts.mostRows[place] > IntakeOptions.mostRowsOfAPatient {
        result.longPatients.append((file, patientColumns[place]))
      }
      result.attrition.files[file] = Attrition.Rows(used: counts.rows[place])
      if counts.repeated[place] > 0 {
        result.attrition.repeated[file, default: 0] += counts.repeated[place]
      }
    }
    return .read(result)
  }
}
