/// One patient's events as they stand in the files, before any rule has looked at them.
///
/// A history is refilled for each patient in turn; it is what rules read, never what is kept.
/// Units: days from the patient's own day 0.
public struct PatientHistory: Sendable {
  /// Ascending by start, then by agent.
  public var exposures: [Exposure] = []
  /// Ascending by day, then by scale.
  public var assessments: [Assessment] = []
  public var facts = PatientFacts()

  public init() {}

  public mutating func removeAll() {
    exposures.removeAll(keepingCapacity: true)
    assessments.removeAll(keepingCapacity: true)
    facts = PatientFacts()
  }

  public var entryDay: Int {
    get { Int(facts.entryDay) }
    set {
      facts.entryDay = Int32(newValue)
      facts.statesEntry = true
    }
  }

  /// `nil` where no file states it.
  public var lastDay: Int? {
    get { facts.lastDay == Day.none ? nil : Int(facts.lastDay) }
    set { facts.lastDay = newValue.map(Int32.init) ?? Day.none }
  }

  /// Whether treatments that start on one day declare different strategies, so that neither has a day of its own.
  public var hasConflictingStrategies: Bool {
    var first: Exposure?
    for exposure in exposures where exposure.declared != nil {
      if let first, first.startDay == exposure.startDay, first.declared != exposure.declared { return true }
      if first?.startDay != exposure.startDay { first = exposure }
    }
    return false
  }

  /// Whether an earlier row says the same in every column: an export that holds a record twice (F43).
  public func isRepeated(_ place: Int) -> Bool {
    let row = exposures[place]
    var earlier = place - 1
    while earlier >= 0, exposures[earlier].startDay == row.startDay {
      if exposures[earlier].isSameRecord(as: row) { return true }
      earlier -= 1
    }
    return false
  }

  /// The patient's data end: the stated last day, else the last day that any file states (F1).
  public var dataEnd: Int32 {
    if facts.lastDay != Day.none { return facts.lastDay }
    if !facts.statesEntry, exposures.isEmpty, assessments.isEmpty { return facts.entryDay }
    var last = facts.statesEntry ? facts.entryDay : Int32.min
    for exposure in exposures {
      last = max(last, exposure.startDay)
      if !exposure.isOpen { last = max(last, exposure.endDay) }
    }
    if let assessment = assessments.last { last = max(last, assessment.day) }
    return last
  }
}

/// What `patients.csv` states of a patient in its reserved columns.
public struct PatientFacts: Sendable, Hashable {
  public var entryDay: Int32 = 0
  /// Whether a file states the day of entry, so that it is a day on which the patient was seen.
  public var statesEntry = false
  /// ``Day/none`` where no file states it, as for the days below.
  public var lastDay: Int32 = Day.none
  public var episodeStartDay: Int32 = Day.none
  public var firstContactDay: Int32 = Day.none
  public var psychotic: Bool?
  /// Failed adequate trials before entry; -1 = not stated.
  public var priorFailures: Int32 = -1

  public init() {}
}

public struct Assessment: Sendable, Hashable {
  public var day: Int32
  /// Index into the catalogue's scales.
  public var scale: UInt16
  public var score: Double

  public init(day: Int, scale: Int, score: Double) {
    self.day = Int32(day)
    self.scale = UInt16(scale)
    self.score = score
  }
}
