public import Summaries

/// The counts behind ``TimeToOutcome``: by group, who left how on which day.
public struct TimeSummary: Mergeable {
  /// The texts of a group, one a key.
  struct Group: Hashable, Comparable, Codable {
    var values: [String]

    static func < (a: Group, b: Group) -> Bool { a.values.lexicographicallyPrecedes(b.values) }
  }

  var groups = KeyedSums<Group, TimeGroupSums>()
  /// One a key.
  var levels: [GroupLevels]
  /// Steps by scale.
  var scales = KeyedSums<String, ScaleNote>()
  /// The catalogue's, by scale.
  var relapseCutoffs = KeyedSums<String, LeastNumber>()
  /// Patients with a time in more than one group.
  var patientsInSeveral = 0
  /// Steps of pages without histories, which tell no days.
  var withoutDays = 0

  init(keys: Int) { levels = Array(repeating: GroupLevels(), count: keys) }

  public mutating func merge(_ other: TimeSummary) {
    groups.merge(other.groups)
    for place in levels.indices { levels[place].merge(other.levels[place]) }
    scales.merge(other.scales)
    relapseCutoffs.merge(other.relapseCutoffs)
    patientsInSeveral += other.patientsInSeveral
    withoutDays += other.withoutDays
  }
}

/// The least of some numbers.
struct LeastNumber: Mergeable {
  var least: Double

  mutating func merge(_ other: LeastNumber) { least = min(least, other.least) }
}

/// The counts of one group.
public struct TimeGroupSums: Mergeable {
  public var counts = SurvivalCounts(kinds: TimeEnd.allCases.count)
  /// Events, up to the end of follow-up, by the days since the score before.
  public var gaps = CountsByDay()
  /// By ``TimeExclusion``.
  var excluded = Tally<Int>()
  /// Steps of patients who have an earlier one in the group.
  public var furtherSteps = 0
  /// Times without a score after time zero: what became of the outcome was never looked at.
  public var unseen = 0

  public init() {}

  public func excluded(_ reason: TimeExclusion) -> Int { excluded[reason.rawValue] }

  /// Counts a step without a time.
  public mutating func leaveOut(_ reason: TimeExclusion) { excluded.add(reason.rawValue) }

  /// Steps that have no time of their own.
  public var withoutTime: Int { excluded.total + furtherSteps }

  public mutating func merge(_ other: TimeGroupSums) {
    counts.merge(other.counts)
    gaps.merge(other.gaps)
    excluded.merge(other.excluded)
    furtherSteps += other.furtherSteps
    unseen += other.unseen
  }

  /// - Parameter until: the day on which follow-up ends for everybody.
  mutating func add(_ answer: StepFollowUp.Answer, until: Int?) {
    guard case .time(let time) = answer else {
      if case .excluded(let reason) = answer { leaveOut(reason) }
      return
    }
    do {
      try counts.add(from: time.from, to: time.to, kind: time.end?.rawValue)
    } catch {
      // The rule of a step's time leaves those out; what slips through is counted with them.
      return leaveOut(.noFollowUp)
    }
    if time.end == .event, time.to <= until ?? .max { gaps.add(time.gap) }
    if time.isUnseen, time.from < until ?? .max { unseen += 1 }
  }
}
