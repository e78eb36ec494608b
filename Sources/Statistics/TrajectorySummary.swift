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

  /// A point of a page: its scale's place in the catalogue, its arm's code, and a day or the last day of a run.
  struct PagePoint: Hashable {
    var scale: UInt16
    var arm: UInt32
    var day: Int32
  }

  /// One patient's last score of each day and of each run.
  struct PatientScores {
    private(set) var days: [PagePoint: Double] = [:]
    private(set) var runs: [PagePoint: Double] = [:]

    /// Scores come in the order of days.
    mutating func set(_ score: Double, scale: UInt16, arm: UInt32, day: Int) {
      days[PagePoint(scale: scale, arm: arm, day: Int32(day))] = score
      runs[PagePoint(scale: scale, arm: arm, day: Int32(TrajectorySummary.runEnd(of: day)))] = score
    }

    mutating func removeAll() {
      days.removeAll(keepingCapacity: true)
      runs.removeAll(keepingCapacity: true)
    }
  }

  /// The moments of a page's patients, by numbers, before they are known by their texts.
  struct PageSums {
    private(set) var days: [PagePoint: Moments] = [:]
    private(set) var runs: [PagePoint: Moments] = [:]

    /// The order in which a patient's points come does not show: moments are exact.
    mutating func add(_ scores: PatientScores) {
      for (point, score) in scores.days { days[point, default: Moments()].add(score) }
      for (point, score) in scores.runs { runs[point, default: Moments()].add(score) }
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

  /// Adds what a page came to.
  mutating func add(_ sums: PageSums, of page: PatientPage) {
    func point(_ point: PagePoint) -> Point {
      Point(arm: page.vocabulary.text(of: point.arm), day: Int(point.day))
    }
    for place in Set(sums.runs.keys.map(\.scale)).sorted() {
      self.sums.update(page.catalogue.scales[Int(place)].id, default: OfScale()) { own in
        for (key, moments) in sums.days where key.scale == place {
          own.days?.update(point(key), default: Moments()) { $0.merge(moments) }
        }
        for (key, moments) in sums.runs where key.scale == place {
          own.runs.update(point(key), default: Moments()) { $0.merge(moments) }
        }
        own.joinIfTooMany()
      }
    }
  }

  public mutating func merge(_ other: TrajectorySummary) {
    scales.merge(other.scales)
    sums.merge(other.sums)
  }
}
