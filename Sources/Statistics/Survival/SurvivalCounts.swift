public import Summaries

/// Who came under observation, and who left it how, by day: all that curves of time, their limits and tests are made of.
///
/// Somebody followed from day a (0, or later: *delayed entry*) to day b is at risk on the days a < t <= b. Of those who leave on one day,
/// events come before censoring. Kind 0 is the event; the others compete with it.
///
/// Units: whole days from time zero.
/// Grade: exact
public struct SurvivalCounts: Mergeable {
  public private(set) var entered = CountsByDay()
  public private(set) var censored = CountsByDay()
  /// By kind.
  public private(set) var events: [CountsByDay]

  public init(kinds: Int) {
    precondition(kinds > 0, "The event itself is a kind.")
    events = Array(repeating: CountsByDay(), count: kinds)
  }

  /// Counts that are known already: by day, those who came, who had an event of each kind, and who were followed no further.
  public init(
    entered: [(day: Int, count: Int)], events: [[(day: Int, count: Int)]], censored: [(day: Int, count: Int)]
  ) {
    self.init(kinds: events.count)
    for one in entered { self.entered.add(one.day, count: one.count) }
    for (kind, own) in events.enumerated() {
      for one in own { self.events[kind].add(one.day, count: one.count) }
    }
    for one in censored { self.censored.add(one.day, count: one.count) }
  }

  /// Somebody followed from a day to a later one, on which an event of a kind happened; `nil` where none did.
  ///
  /// Throws: ``SurvivalError/noFollowUp(from:to:)``
  public mutating func add(from entry: Int = 0, to exit: Int, kind: Int?, count: Int = 1)
    throws(SurvivalError)
  {
    guard entry >= 0, exit > entry else { throw .noFollowUp(from: entry, to: exit) }
    entered.add(entry, count: count)
    if let kind { events[kind].add(exit, count: count) } else { censored.add(exit, count: count) }
  }

  public mutating func merge(_ other: SurvivalCounts) {
    entered.merge(other.entered)
    censored.merge(other.censored)
    for kind in events.indices { events[kind].merge(other.events[kind]) }
  }

  /// Everybody who came under observation.
  public var people: Int { entered.total }

  /// The last day on which somebody left.
  public var lastDay: Int { max(censored.end, events.map(\.end).max() ?? 0) - 1 }

  /// Followed to a day at most: who is there longer is censored then, and who came on that day or later is left out.
  public func cut(at day: Int) -> SurvivalCounts {
    var result = SurvivalCounts(kinds: events.count)
    for (entry, count) in entered.counts.enumerated() where entry < day {
      result.entered.add(entry, count: count)
    }
    var left = 0
    for (place, own) in events.enumerated() {
      for (exit, count) in own.counts.enumerated() where exit <= day {
        result.events[place].add(exit, count: count)
        left += count
      }
    }
    for (exit, count) in censored.counts.enumerated() where exit < day {
      result.censored.add(exit, count: count)
      left += count
    }
    result.censored.add(day, count: result.people - left)
    return result
  }

  /// Every competing kind as one.
  public var pooled: SurvivalCounts {
    guard events.count > 2 else { return self }
    var result = SurvivalCounts(kinds: 2)
    (result.entered, result.censored, result.events[0]) = (entered, censored, events[0])
    for other in events.dropFirst() { result.events[1].merge(other) }
    return result
  }
}

/// Why times have no curve or test. Each case has a way out, which `description` names.
public enum SurvivalError: Error, Equatable, Sendable {
  /// A follow-up that ends on the day it began, or before.
  case noFollowUp(from: Int, to: Int)
  case noEvents
  case fewGroups
  /// No two groups were under observation together when an event happened.
  case neverTogether
  /// Gray's test knows nobody who came later than the others.
  case delayedEntry
}

extension SurvivalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noFollowUp(let entry, let exit):
      "A follow-up from day \(entry) to day \(exit) has no day in it. Leave out who was not seen after time zero, and check dates that lie before it."
    case .noEvents:
      "Nobody had the event, so that there is nothing to compare. Follow for longer, or name another event."
    case .fewGroups: "A test compares two groups or more with somebody in them. Name a grouping with --by."
    case .neverTogether:
      "No two groups were under observation on a day with an event, so that they cannot be compared. Check the days of entry."
    case .delayedEntry:
      "Gray's test is for people who are followed from one day on, and some came under observation later. The log-rank test takes them."
    }
  }
}
