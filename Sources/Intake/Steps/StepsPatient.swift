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

/// The rows of the patient at hand, to find a row that stands twice or contradicts its step: the rules of rows of one
/// patient, the same whichever way the file is read.
///
/// A row is compared with those that stay. It is refused where one of them has its step and scale; else where it says
/// of the step what they deny, of which the first column is told: strategy, agents, start, end, then the covariates,
/// then columns that are only compared.
/// Shapes: `repeated` holds `width` values a record, of which all rows of a step have the same.
final class StepsPatient {
  enum Fault {
    case repeated
    case contradicts(StepsColumn)
    /// By place among the repeated values.
    case contradictsRepeated(Int)

    /// `name` is what the file calls the column at which the fault is told.
    func expected(_ name: String) -> String {
      switch self {
      case .repeated: "one row a patient, episode, step and scale"
      case .contradicts, .contradictsRepeated: "the same '\(name)' in all rows of a step"
      }
    }

    var found: String {
      if case .repeated = self { "another row of the same" } else { "another one" }
    }
  }

  private struct Key: Hashable {
    var episode: Int32
    var step: Int32
    var scale: UInt16?
  }

  private(set) var records: UnsafeMutablePointer<StepsRecord>
  @exclusivity(unchecked) private(set) var repeated: UnsafeMutablePointer<UInt64>
  let width: Int
  private(set) var capacity = 64
  var count = 0
  /// Made when a patient has many rows out of order, so that no file makes the search quadratic.
  private var index: [Key: Int] = [:]
  private var indexed = 0
  /// No row stood before one of an earlier step; then a row of a later step than the last one's is of a new step.
  @exclusivity(unchecked) private(set) var ascending = true

  init(repeated width: Int) {
    self.width = width
    records = .allocate(capacity: capacity)
    repeated = .allocate(capacity: capacity * width)
  }

  deinit {
    records.deallocate()
    repeated.deallocate()
  }

  func startPatient() {
    count = 0
    ascending = true
    if indexed > 0 {
      index.removeAll(keepingCapacity: true)
      indexed = 0
    }
  }

  /// Puts the repeated values of the next record in their place, before the record is added.
  func hold(_ values: [UInt64]) {
    if count == capacity { grow() }
    for (index, value) in values.enumerated() { repeated[count * width + index] = value }
  }

  /// Forgets the records from a place on, where their row does not stay.
  func removeLast(to count: Int) {
    self.count = count
    guard indexed > count else { return }
    index.removeAll(keepingCapacity: true)
    indexed = 0
  }

  /// Takes the record as the patient's next, unless it says what a row of the same step denies. Its repeated values
  /// are there already.
  func add(_ record: StepsRecord) -> Fault? {
    if count > 0, !ascending || !record.isAfter(records[count - 1]) {
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
    let values = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2 * width)
    values.update(from: repeated, count: capacity * width)
    repeated.deallocate()
    repeated = values
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
    var contradiction: Fault?
    var place = count - 1
    while place >= 0 {
      let other = records[place]
      if record.isSameStep(as: other) {
        if record.scale == other.scale { return .repeated }
        if contradiction == nil { contradiction = self.contradiction(of: record, to: place) }
      } else if ascending {
        break
      }
      place -= 1
    }
    return contradiction
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
    return contradiction(of: record, to: first)
  }

  private func contradiction(of record: StepsRecord, to place: Int) -> Fault? {
    let other = records[place]
    if record.strategy != other.strategy { return .contradicts(.strategy) }
    if record.agents != other.agents { return .contradicts(.agents) }
    if record.startDay != other.startDay { return .contradicts(.startDay) }
    if record.endDay != other.endDay { return .contradicts(.endDay) }
    let differing = (0..<width).first { repeated[count * width + $0] != repeated[place * width + $0] }
    return differing.map(Fault.contradictsRepeated)
  }
}
