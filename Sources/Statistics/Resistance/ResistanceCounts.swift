import Summaries
import Treatment

/// What the rules answer for some patients: all of a run, or those of a group.
struct ResistanceCounts: Mergeable {
  struct Key: Hashable, Comparable, Codable {
    var group: [String]

    static func < (a: Key, b: Key) -> Bool { a.group.lexicographicallyPrecedes(b.group) }
  }

  struct DayKey: Hashable, Comparable, Codable {
    var rule: Int
    var day: Int

    static func < (a: DayKey, b: DayKey) -> Bool { (a.rule, a.day) < (b.rule, b.day) }
  }

  var patients = 0
  /// Patients with a trial of an antidepressant in the files.
  var withHistory = 0
  /// A pattern is the statuses as digits to the base 4, the first rule's last; who has no history has none.
  var patterns = Tally<Int>()
  var days = Tally<DayKey>()

  mutating func merge(_ other: ResistanceCounts) {
    patients += other.patients
    withHistory += other.withHistory
    patterns.merge(other.patterns)
    days.merge(other.days)
  }

  mutating func add(_ answers: ResistanceAnswers) {
    patients += 1
    guard let pattern = answers.pattern else { return }
    withHistory += 1
    patterns.add(pattern)
    for day in answers.days { days.add(day) }
  }
}

/// One patient's answers; no pattern where nothing is known of an antidepressant.
struct ResistanceAnswers {
  var pattern: Int?
  var days: [ResistanceCounts.DayKey] = []
}
