public import Summaries
import Treatment

/// The counts behind a ``PathwayTable``.
///
/// TreatmentPatterns leaves short records out of every pathway of a cohort once any two records in it overlap. Whether any do
/// is known only when all parts are together, so pathways that this changes are kept both ways until then.
public struct PathwaySummary: Mergeable {
  struct PathKey: Hashable, Comparable, Codable {
    /// Treatments joined by `-`, escaped.
    var pathway: String
    var end: PathwayEnd

    static func < (a: PathKey, b: PathKey) -> Bool { (a.pathway, a.end) < (b.pathway, b.end) }
  }

  struct EventKey: Hashable, Comparable, Codable {
    var treatment: String
    /// The place in the pathway, from 1.
    var line: Int

    static func < (a: EventKey, b: EventKey) -> Bool { (a.treatment, a.line) < (b.treatment, b.line) }
  }

  /// What pathways come to.
  struct Counts: Mergeable {
    var paths = Tally<PathKey>()
    var days = KeyedSums<EventKey, DayCounts>()
    /// Records and patients left after each rule, by its number.
    var records = Tally<Int>()
    var subjects = Tally<Int>()
    /// Pathways by the year in which their window begins, where the calendar is known.
    var years = Tally<Int>()

    mutating func merge(_ other: Counts) {
      paths.merge(other.paths)
      days.merge(other.days)
      records.merge(other.records)
      subjects.merge(other.subjects)
      years.merge(other.years)
    }
  }

  /// Patients with a record of the target.
  var patients = 0
  /// Patients with records that overlap.
  var overlapping = 0
  /// The most pathways that one patient has, which are more than one where each record of the target makes its own.
  var mostPathways = 0
  /// Of patients whose pathways are the same either way.
  var settled = Counts()
  /// Of the others, with short records and without.
  var whole = Counts()
  var shortened = Counts()

  init() {}

  public mutating func merge(_ other: PathwaySummary) {
    patients += other.patients
    overlapping += other.overlapping
    mostPathways = max(mostPathways, other.mostPathways)
    settled.merge(other.settled)
    whole.merge(other.whole)
    shortened.merge(other.shortened)
  }

  /// The counts that hold for the whole cohort.
  var chosen: Counts { settled.merged(with: overlapping > 0 ? shortened : whole) }
}
