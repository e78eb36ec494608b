import Summaries
import Treatment

/// The cells of one page while its rows are counted: no text, no dictionary, no allocation a row.
///
/// A patient's rows in a cell are one cluster, so what a patient adds is first gathered in `tally` for the cells
/// that the patient touches, and squared when the patient's rows are over.
struct PageCells {
  struct Counts {
    var firstRow = 0
    var patients = 0
    var steps = 0
    var noBaseline = 0
    var notEvaluable = 0
    var remittedAtBaseline = 0
    /// The last patient who touched the cell.
    var stamp = -1
  }

  /// Measures a cell.
  let width: Int
  private(set) var counts: [Counts]
  private var sums: [RateSums]
  /// The current patient's rows in n (low half) and events (high half), one a cell and measure.
  private var tally: [UInt64]
  private let measures: [(outcome: Outcome, reading: MissingReading)]
  private let judges: [ScaleJudge]
  private let evaluable: Bool

  init(
    slots: Int, measures: [(outcome: Outcome, reading: MissingReading)], judges: [ScaleJudge], evaluable: Bool
  ) {
    width = measures.count
    counts = Array(repeating: Counts(), count: slots)
    sums = Array(repeating: RateSums(), count: slots * measures.count)
    tally = Array(repeating: 0, count: slots * measures.count)
    self.measures = measures
    self.judges = judges
    self.evaluable = evaluable
  }

  mutating func add(_ page: PatientPage, from baseline: BaselineKind, slots: [UInt32], mask: [Bool]?) {
    let rows = page.rows
    let starts = baseline == .step ? rows.baseline : rows.entry
    let endpoints = rows.endpoint
    let lasts = rows.last
    let scales = rows.scale
    let carries = measures.contains { $0.reading == .locf || $0.reading == .locfBaseline }
    var touched: [Int] = []
    touched.reserveCapacity(64)
    for patient in 0..<page.patientCount {
      for row in page.rowStart[patient]..<page.rowStart[patient + 1] {
        if let mask, !mask[row] { continue }
        let scale = Int(scales[row])
        let judge = judges[scale]
        guard judge.isWanted else { continue }
        let slot = Int(slots[row])
        let start = starts[row]
        if counts[slot].stamp != patient {
          if counts[slot].stamp < 0 { counts[slot].firstRow = row }
          counts[slot].stamp = patient
          touched.append(slot)
        }
        let hasStart = !start.isNaN
        let remitted = judge.remits(at: start)
        let canRespond = judge.isEvaluable(from: start)
        counts[slot].steps += 1
        if !hasStart { counts[slot].noBaseline += 1 }
        if hasStart && !canRespond { counts[slot].notEvaluable += 1 }
        if remitted { counts[slot].remittedAtBaseline += 1 }
        if evaluable && remitted { continue }
        let endpoint = endpoints[row]
        let last = carries ? lasts[row] : endpoint
        for measure in 0..<width {
          let end: Double
          switch measures[measure].reading {
          case .observed, .worstCase: end = endpoint
          case .locf: end = last
          case .locfBaseline: end = last.isNaN ? start : last
          }
          let isThere = !end.isNaN
          let isWorstCase = measures[measure].reading == .worstCase
          let counted: Bool
          let event: Bool
          switch measures[measure].outcome {
          case .response:
            counted = judge.hasResponse && canRespond && (isThere || isWorstCase)
            event =
              counted && isThere && judge.responds(from: start, to: end, on: page.catalogue.scales[scale])
          case .remission:
            counted = judge.hasRemission && (isWorstCase || (isThere && (hasStart || !judge.needsStart)))
            event = counted && judge.remits(at: end)
          }
          tally[slot * width + measure] &+= (counted ? 1 : 0) | (event ? 1 << 32 : 0)
        }
      }
      for slot in touched { close(slot) }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// Adds what the patient gathered in a cell as one cluster.
  @inline(__always)
  private mutating func close(_ slot: Int) {
    counts[slot].patients += 1
    for place in slot * width..<(slot + 1) * width {
      let gathered = tally[place]
      if gathered == 0 { continue }
      tally[place] = 0
      sums[place].addPatient(events: Int(gathered >> 32), of: Int(gathered & 0xFFFF_FFFF))
    }
  }

  /// Adds a cell's sums to the cell of the summary.
  func add(_ slot: Int, to cell: inout RateSummary.Cell) {
    cell.patients += counts[slot].patients
    cell.steps += counts[slot].steps
    cell.noBaseline += counts[slot].noBaseline
    cell.notEvaluable += counts[slot].notEvaluable
    cell.remittedAtBaseline += counts[slot].remittedAtBaseline
    for measure in 0..<width { cell.sums[measure].merge(sums[slot * width + measure]) }
  }
}

extension RateSummary.Cell {
  init(measures: Int) { sums = Array(repeating: RateSums(), count: measures) }
}
