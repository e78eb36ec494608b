internal import Treatment

/// What is known of one step on one scale, from which its time is made.
///
/// Units: days from the patient's own day 0.
/// Source: Documentation/Survival.md.
struct StepFollowUp {
  var start: Int
  /// The last day of its treatment; `nil` where it ran on at the data's end.
  var end: Int?
  /// The next step's start.
  var next: Int?
  var baseline: Double
  /// When the patient came under observation: the day of entry, or the landmark.
  var observed: Int
  var death: Int?
  /// The day from which on the patient is lost, where a file names it.
  var dropout: Int?
  /// The treatment's last day, where the patient was lost with it.
  var lostWith: Int?

  /// A time: from a day under observation to the day it ended, and how (`nil`: censored).
  struct Time: Equatable {
    var from: Int
    var to: Int
    var end: TimeEnd?
    /// Of an event: days since the score before, between which it came about.
    var gap = 0
    /// No score was seen after time zero.
    var isUnseen = false
  }

  /// Whether nobody was there to be followed from a day on.
  func isGone(by day: Int) -> Bool { [death, dropout].contains { $0 ?? .max <= day } }

  enum Answer: Equatable {
    case time(Time)
    case excluded(TimeExclusion)
  }

  /// The time to the first score after the start for which `holds`.
  ///
  /// `scores` ascend by day: every score of the patient on the scale that may be an outcome. `tail`: days after the treatment's end in which
  /// scores count; `nil` sets no end.
  func time(
    _ scores: [(day: Int, score: Double)], from zero: Int, tail: Int?, _ holds: (Double) -> Bool
  ) -> Answer {
    let last = tail.flatMap { tail in end.map { $0 + tail } }
    if isGone(by: zero) { return .excluded(.gone) }
    let closes = min(
      next ?? .max, last.map { $0 + 1 } ?? .max, death.map { $0 + 1 } ?? .max, dropout ?? .max)
    let own = scores.filter { $0.day > zero && $0.day < closes }
    let entry = max(0, observed - zero)
    if let place = own.firstIndex(where: { holds($0.score) }) {
      let day = own[place].day
      let before = place > 0 ? own[place - 1].day : zero
      guard day - zero > entry else { return .excluded(.beforeEntry) }
      return .time(Time(from: entry, to: day - zero, end: .event, gap: day - before))
    }
    var ends: [(day: Int, end: TimeEnd)] = []
    if let next { ends.append((next, .nextStep)) }
    if let lostWith {
      // Who was scored after the treatment was not lost with it.
      ends.append((max(lostWith, own.last?.day ?? zero, zero) + 1, .dropout))
    } else if let last {
      ends.append((last + 1, .stopped))
    }
    if let death { ends.append((death, .death)) }
    if let dropout { ends.append((dropout, .dropout)) }
    // Of several on one day the one that is no choice: death before a step, a step before a stop.
    let order: [TimeEnd] = [.death, .nextStep, .dropout, .stopped, .event]
    let first = ends.filter { $0.day > zero }.min { a, b in
      (a.day, order.firstIndex(of: a.end) ?? 0) < (b.day, order.firstIndex(of: b.end) ?? 0)
    }
    let to = (first?.day ?? own.last?.day ?? zero) - zero
    guard to > entry else { return .excluded(first == nil ? .noFollowUp : .beforeEntry) }
    return .time(Time(from: entry, to: to, end: first?.end, isUnseen: own.isEmpty))
  }
}
