/// The dose of an ingredient day by day where its rows overlap.
///
/// Rows that start on one day are one prescription: their doses add up, the same strength once, whatever its ends (F43). Of
/// prescriptions from different days the highest known dose counts; it is unknown where all of them are.
///
/// Units: days, intervals closed; milligrams a day, NaN = unknown.
/// Grade: exact. Doses are added in the order of the rows.
/// Not: slow for a patient of many rows. A sweep over n rows takes n log n, whatever runs beside what.
/// Source: Documentation/Treatment/Derivation.md, "Eras".
struct DoseSweep: Sendable {
  struct Row {
    var start: Int32
    var end: Int32
    var dose: Double
  }

  /// The rows of one start that still run: those from `first` on, which ascend by end.
  private struct Prescription {
    var first: Int
    let past: Int
    var dose = Double.nan
    /// The first running row of each strength, ascending; empty where all of it is one row.
    var strengths: [Int] = []
  }

  private var rows: [Row] = []
  private var prescriptions: [Prescription] = []
  /// The prescription of each row.
  private var owner: [Int] = []
  /// The next row of the same start and strength; -1 = none.
  private var next: [Int] = []
  /// Places of the rows by their end.
  private var leaving: [Int] = []
  private var days: [Int32] = []
  /// Known doses with their prescriptions, the highest first; what a prescription no longer has is passed over when met.
  private var heap: [(dose: Double, prescription: Int)] = []

  /// Adds the segments of one dose, ascending and without overlap; `given` ascend by start, then by end.
  mutating func cut(_ given: some Collection<Row>, into segments: inout [DoseSegment]) {
    if zip(given, given.dropFirst()).allSatisfy({ $0.end < $1.start }) {
      // Most runs: one row after another, each a prescription of its own. Added to 0, as below: of 0 and -0 that makes 0.
      for row in given { Self.add(row.start, row.end, 0 + row.dose, to: &segments) }
      return
    }
    prepare(given)
    var (come, gone) = (0, 0)
    var running = 0
    for (start, following) in zip(days, days.dropFirst()) where start < following {
      while gone < rows.count, rows[leaving[gone]].end < start {
        let place = owner[leaving[gone]]
        // Rows of one start leave in their own order, also those of one end.
        remove(from: place)
        gone += 1
        running -= 1
      }
      while come < prescriptions.count, rows[prescriptions[come].first].start <= start {
        begin(come)
        running += prescriptions[come].past - prescriptions[come].first
        come += 1
      }
      guard running > 0 else { continue }
      Self.add(start, following - 1, highest(), to: &segments)
    }
  }

  /// Days of one dose, which go on the last ones where these are of the same and end the day before.
  private static func add(_ start: Int32, _ end: Int32, _ dose: Double, to segments: inout [DoseSegment]) {
    if let last = segments.last, last.end == start - 1, Exposure.isSame(last.dose, dose) {
      segments[segments.count - 1].end = end
    } else {
      segments.append(DoseSegment(start: start, end: end, dose: dose))
    }
  }

  private mutating func prepare(_ given: some Collection<Row>) {
    rows.removeAll(keepingCapacity: true)
    rows.append(contentsOf: given)
    prescriptions.removeAll(keepingCapacity: true)
    owner.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    days.removeAll(keepingCapacity: true)
    leaving.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
    for (place, row) in rows.enumerated() {
      days.append(row.start)
      days.append(row.end + 1)
      leaving.append(place)
      next.append(-1)
      let isNew = place == 0 || rows[place - 1].start != row.start
      if isNew {
        var past = place + 1
        while past < rows.count, rows[past].start == row.start { past += 1 }
        prescriptions.append(Prescription(first: place, past: past))
      }
      owner.append(prescriptions.count - 1)
    }
    days.sort()
    leaving.sort { (rows[$0].end, $0) < (rows[$1].end, $1) }
  }

  /// All rows of a prescription run from its first day on.
  private mutating func begin(_ place: Int) {
    let (first, past) = (prescriptions[place].first, prescriptions[place].past)
    if past - first > 1 {
      var latest: [Int] = []
      for row in (first..<past).reversed() {
        if let known = latest.firstIndex(where: { Exposure.isSame(rows[$0].dose, rows[row].dose) }) {
          next[row] = latest[known]
          latest[known] = row
        } else {
          latest.append(row)
        }
      }
      prescriptions[place].strengths = latest.sorted()
    }
    addUp(place)
  }

  /// Takes the row that ends first out of a prescription; a later one of its strength stands for it.
  private mutating func remove(from place: Int) {
    let first = prescriptions[place].first
    prescriptions[place].first += 1
    if !prescriptions[place].strengths.isEmpty {
      prescriptions[place].strengths.removeFirst()
      if next[first] >= 0 {
        let later = next[first]
        let slot = prescriptions[place].strengths.firstIndex { $0 > later }
        prescriptions[place].strengths.insert(later, at: slot ?? prescriptions[place].strengths.count)
      }
    }
    addUp(place)
  }

  private mutating func addUp(_ place: Int) {
    let own = prescriptions[place]
    guard own.first < own.past else {
      prescriptions[place].dose = .nan
      return
    }
    var sum = 0.0
    if own.strengths.isEmpty {
      sum += rows[own.first].dose
    } else {
      for row in own.strengths { sum += rows[row].dose }
    }
    prescriptions[place].dose = sum
    if !sum.isNaN { push(sum, place) }
  }

  private mutating func highest() -> Double {
    while let top = heap.first {
      if prescriptions[top.prescription].dose == top.dose { return top.dose }
      pop()
    }
    return .nan
  }

  private mutating func push(_ dose: Double, _ prescription: Int) {
    heap.append((dose, prescription))
    var place = heap.count - 1
    while place > 0, heap[(place - 1) / 2].dose < heap[place].dose {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, heap[child].dose < heap[child + 1].dose { child += 1 }
      if heap[child].dose <= heap[place].dose { break }
      heap.swapAt(place, child)
      place = child
    }
  }
}
