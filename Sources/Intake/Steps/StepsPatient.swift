internal import Treatment

/// What a row of a steps file says of its step, kept while its patient lasts.
struct StepsRecord {
  var episode: Int32
  var step: Int32
  var scale: UInt16
  var strategy: UInt32
  var agents: UInt32
  var startDay: Int32
  var endDay: Int32
  var endScoreDay = StepColumns.missingDay

  @inline(__always) func isSameStep(as other: StepsRecord) -> Bool {
    step == other.step && episode == other.episode
  }

  @inline(__always) func isAfter(_ other: StepsRecord) -> Bool {
    episode == other.episode ? step > other.step : episode > other.episode
  }
}

/// The rows of the patient at hand, to find a row that stands twice or contradicts its step.
final class StepsPatient {
  enum Fault {
    case repeated
    case contradicts(Column)
  }

  enum Column { case strategy, agents, startDay, endDay }

  private struct Key: Hashable {
    var episode: Int32
    var step: Int32
    var scale: UInt16?
  }

  private(set) var records: UnsafeMutablePointer<StepsRecord>
  private(set) var capacity = 64
  var count = 0
  /// Made when a patient has many rows out of order, so that no file makes the search quadratic.
  private var index: [Key: Int] = [:]
  private var indexed = 0
  private var ascending = true

  init() { records = .allocate(capacity: capacity) }
  deinit { records.deallocate() }

  func startPatient() {
    count = 0
    ascending = true
    if indexed > 0 {
      index.removeAll(keepingCapacity: true)
      indexed = 0
    }
  }

  /// Takes the record as the patient's next, unless it says what a row of the same step denies.
  func add(_ record: StepsRecord) -> Fault? {
    if count > 0, !record.isAfter(records[count - 1]) {
      if !record.isSameStep(as: records[count - 1]) { ascending = false }
      if let fault = fault(of: record) { return fault }
    }
    if count == capacity { grow() }
    records[count] = record
    count += 1
    return nil
  }

  func grow() {
    let more = UnsafeMutablePointer<StepsRecord>.allocate(capacity: capacity * 2)
    more.moveInitialize(from: records, count: count)
    records.deallocate()
    records = more
    capacity *= 2
  }

  /// Places of the records whose endpoint's day is not before the start of the patient's next step in time.
  func lateEnds() -> [Int] {
    var starts: [Int32]?
    return (0..<count).filter { place in
      let own = records[place]
      guard own.endScoreDay != StepColumns.missingDay, own.startDay != StepColumns.missingDay else {
        return false
      }
      let known =
        starts ?? (0..<count).map { records[$0].startDay }.filter { $0 != StepColumns.missingDay }.sorted()
      starts = known
      guard let last = known.last, last > own.startDay else { return false }
      var (low, high) = (0, known.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if known[middle] > own.startDay { high = middle } else { low = middle + 1 }
      }
      return EndScore.isTooLate(Int(own.endScoreDay), Int(known[low]))
    }
  }

  private func fault(of record: StepsRecord) -> Fault? {
    if !ascending, count > 64 { return indexedFault(of: record) }
    var place = count - 1
    while place >= 0 {
      let other = records[place]
      if record.isSameStep(as: other) {
        if let fault = compare(record, other) { return fault }
      } else if ascending {
        return nil
      }
      place -= 1
    }
    return nil
  }

  private func indexedFault(of record: StepsRecord) -> Fault? {
    while indexed < count {
      let other = records[indexed]
      let step = Key(episode: other.episode, step: other.step, scale: nil)
      if index[step] == nil { index[step] = indexed }
      index[Key(episode: other.episode, step: other.step, scale: other.scale)] = indexed
      indexed += 1
    }
    if index[Key(episode: record.episode, step: record.step, scale: record.scale)] != nil { return .repeated }
    guard let first = index[Key(episode: record.episode, step: record.step, scale: nil)] else { return nil }
    return compare(record, records[first])
  }

  private func compare(_ record: StepsRecord, _ other: StepsRecord) -> Fault? {
    if record.scale == other.scale { return .repeated }
    if record.strategy != other.strategy { return .contradicts(.strategy) }
    if record.agents != other.agents { return .contradicts(.agents) }
    if record.startDay != other.startDay { return .contradicts(.startDay) }
    if record.endDay != other.endDay { return .contradicts(.endDay) }
    return nil
  }
}
