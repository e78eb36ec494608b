import Summaries
import Treatment

/// The cells of one page while its rows are counted: no text, no dictionary, no allocation a row.
///
/// A patient's rows in a cell are one cluster. Their squares grow row by row, `(n + 1)² = n² + 2n + 1`, so nothing
/// has to be gathered and closed a patient; a stamp tells whether a cell's running count is this patient's.
/// Rows that are not wanted lie in a last cell that nobody reads. There is no branch a row on what data holds.
struct PageCells {
  struct Counts {
    var patients = 0
    var steps = 0
    var noBaseline = 0
    var notEvaluable = 0
    var remittedAtBaseline = 0
    var notAssessed = 0
    var notAssessedSteps = 0
    var afterEnd = 0
    var noBaselineWider = (0, 0)
    /// The last patient not assessed who touched the cell.
    var unseen: UInt32 = .max
    /// The last patient who touched the cell.
    var patient: UInt32 = .max
  }

  /// The running sums of a rate, and of the patient that they have come to.
  private struct Running {
    var patient: UInt32 = .max
    var own = (events: 0, n: 0)
    var patients = 0
    var n = 0
    var events = 0
    var eventsSquared = 0
    var eventsTimesN = 0
    var nSquared = 0

    @inline(__always)
    mutating func add(_ mark: RowMarks, of patient: UInt32) {
      let isNext = patient != self.patient
      self.patient = patient
      let before = isNext ? (events: 0, n: 0) : own
      let event = mark.event
      let counted = mark.counted
      own = (before.events &+ event, before.n &+ counted)
      patients &+= before.n == 0 ? counted : 0
      n &+= counted
      events &+= event
      eventsSquared &+= event &* (2 &* before.events &+ 1)
      nSquared &+= counted &* (2 &* before.n &+ 1)
      eventsTimesN &+= own.events &* own.n &- before.events &* before.n
    }

    var sums: RateSums {
      RateSums(
        patients: patients, n: n, events: events, eventsSquared: eventsSquared, eventsTimesN: eventsTimesN,
        nSquared: nSquared)
    }
  }

  private(set) var counts: [Counts] = []
  private var running: [[Running]] = []
  /// The cells that are read and the one that is not.
  private let cellCount: Int
  private let slots: [UInt32]
  private let patients: [UInt32]

  /// `slots` numbers the cell of each row below `count`, or is `count` for a row that is not wanted.
  init(slots: [UInt32], count: Int, of page: PatientPage) {
    self.slots = slots
    patients = Self.patients(of: page)
    cellCount = count + 1
  }

  /// The patient of each row.
  private static func patients(of page: PatientPage) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: page.rows.count)
    // A step up where a patient begins, then the running sum: patients have few rows, loops over them are short.
    for start in page.rowStart.dropFirst().dropLast() where start < result.count { result[start] += 1 }
    var patient: UInt32 = 0
    for row in result.indices {
      patient &+= result[row]
      result[row] = patient
    }
    return result
  }

  /// Counts rows and starts.
  mutating func count(_ judge: RowJudge) { counts = counted(judge) }

  /// Counts one more outcome and reading.
  mutating func add(_ marks: [RowMarks]) { running.append(summed(marks)) }

  private func counted(_ judge: RowJudge) -> [Counts] {
    var result = [Counts](repeating: Counts(), count: cellCount)
    var cells = result.mutableSpan
    let slots = slots.span
    let patients = patients.span
    for row in 0..<slots.count {
      let slot = Int(slots[row])
      let start = judge.start(row)
      cells[slot].patients &+= cells[slot].patient == patients[row] ? 0 : 1
      cells[slot].patient = patients[row]
      cells[slot].steps &+= 1
      cells[slot].noBaseline &+= start.isThere ? 0 : 1
      cells[slot].notEvaluable &+= start.isAtMinimum ? 1 : 0
      cells[slot].remittedAtBaseline &+= start.isRemission ? 1 : 0
    }
    guard let standing = judge.standing else { return result }
    // Apart, since most files of steps have nothing here to count.
    for row in slots.indices {
      let slot = Int(slots[row])
      if !standing.isAssessed(row) {
        result[slot].notAssessed += result[slot].unseen == patients[row] ? 0 : 1
        result[slot].unseen = patients[row]
        result[slot].notAssessedSteps += 1
      }
      result[slot].afterEnd += standing.endsAfterStep(row) ? 1 : 0
      guard standing.hasWindow else { continue }
      result[slot].noBaselineWider.0 += standing.hasBaseline(row, wider: 0) ? 0 : 1
      result[slot].noBaselineWider.1 += standing.hasBaseline(row, wider: 1) ? 0 : 1
    }
    return result
  }

  private func summed(_ marks: [RowMarks]) -> [Running] {
    var result = [Running](repeating: Running(), count: cellCount)
    var cells = result.mutableSpan
    let slots = slots.span
    let patients = patients.span
    let marks = marks.span
    for row in 0..<slots.count { cells[Int(slots[row])].add(marks[row], of: patients[row]) }
    return result
  }

  /// Adds a cell's sums to the cell of the summary.
  func add(_ slot: Int, to cell: inout RateSummary.Cell) {
    cell.patients += counts[slot].patients
    cell.steps += counts[slot].steps
    cell.noBaseline += counts[slot].noBaseline
    cell.notEvaluable += counts[slot].notEvaluable
    cell.remittedAtBaseline += counts[slot].remittedAtBaseline
    cell.notAssessed += counts[slot].notAssessed
    cell.notAssessedSteps += counts[slot].notAssessedSteps
    cell.afterEnd += counts[slot].afterEnd
    cell.noBaselineWider[0] += counts[slot].noBaselineWider.0
    cell.noBaselineWider[1] += counts[slot].noBaselineWider.1
    for (measure, cells) in running.enumerated() { cell.sums[measure].merge(cells[slot].sums) }
  }
}
