public import Summaries
internal import Treatment

/// The exact moments behind ``Trajectories``: by day while a scale has few different days, and by runs of days.
public struct TrajectorySummary: Mergeable {
  struct Point: Hashable, Comparable, Codable {
    var arm: String
    /// A day, or the last day of a run.
    var day: Int

    static func < (a: Point, b: Point) -> Bool { (a.arm, a.day) < (b.arm, b.day) }
  }

  struct OfScale: Mergeable {
    /// `nil` once there are too many different days to keep them apart.
    var days: KeyedSums<Point, Moments>? = KeyedSums()
    var runs = KeyedSums<Point, Moments>()

    mutating func merge(_ other: OfScale) {
      runs.merge(other.runs)
      if let more = other.days { days?.merge(more) } else { days = nil }
      joinIfTooMany()
    }

    mutating func joinIfTooMany() {
      guard let days, Set(days.values.keys.map(\.day)).count > Trajectories.separateDays else { return }
      self.days = nil
    }
  }

  var scales = KeyedSums<String, ScaleNote>()
  var sums = KeyedSums<String, OfScale>()

  /// The last day of the run: …, -13 to 0, 1 to 14, 15 to 28, …
  static func runEnd(of day: Int) -> Int {
    let length = Trajectories.runLength
    let rest = day % length
    return rest > 0 ? day + length - rest : day - rest
  }

  /// Whether days of the scale are still kept apart.
  func keepsDays(ofScale id: String) -> Bool {
    guard let own = sums[id] else { return true }
    return own.days != nil
  }

  /// Adds what a page came to: points by day, where they are kept apart, and by run.
  mutating func add(days: PagePoints, runs: PagePoints, of page: PatientPage) {
    func id(_ scale: Int) -> String { page.catalogue.scales[scale].id }
    func point(_ arm: UInt32, _ day: Int) -> Point { Point(arm: page.vocabulary.text(of: arm), day: day) }
    let runs = runs.moments()
    for run in runs {
      sums.update(id(run.scale), default: OfScale()) {
        $0.runs.update(point(run.arm, run.day), default: Moments()) { $0.merge(run.moments) }
      }
    }
    for day in days.moments() {
      sums.update(id(day.scale), default: OfScale()) {
        $0.days?.update(point(day.arm, day.day), default: Moments()) { $0.merge(day.moments) }
      }
    }
    for scale in Set(runs.map(\.scale)).sorted() {
      sums.update(id(scale), default: OfScale()) { $0.joinIfTooMany() }
    }
  }

  public mutating func merge(_ other: TrajectorySummary) {
    scales.merge(other.scales)
    sums.merge(other.sums)
  }
}
