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
  /// Events by the days since the score before.
  public var gaps = CountsByDay()
  /// By ``TimeExclusion``.
  var excluded = Tally<Int>()
  /// Steps of patients who have an earlier one in the group.
  public var furtherSteps = 0
  /// Times that ended without a score after time zero.
  public var unseen = 0

  public init() {}

  public func excluded(_ reason: TimeExclusion) -> Int { excluded[reason.rawValue] }

  public mutating func merge(_ other: TimeGroupSums) {
    counts.merge(other.counts)
    gaps.merge(other.gaps)
    excluded.merge(other.excluded)
    furtherSteps += other.furtherSteps
    unseen += other.unseen
  }

  mutating func add(_ answer: StepFollowUp.Answer) {
    guard case .time(let time) = answer else {
      if case .excluded(let reason) = answer { excluded.add(reason.rawValue) }
      return
    }
    do {
      try counts.add(from: time.from, to: time.to, kind: time.end?.rawValue)
    } catch {
      // The rule of a step's time leaves those out; what slips through is counted with them.
      return excluded.add(TimeExclusion.noFollowUp.rawValue)
    }
    if time.end == .event { gaps.add(time.gap) }
    unseen += time.isUnseen ? 1 : 0
  }
}
