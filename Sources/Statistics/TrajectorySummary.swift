public import Summaries

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

  /// One patient's last score of each day and of each run.
  struct PatientScores {
    private(set) var days: [String: [Point: Double]] = [:]
    private(set) var runs: [String: [Point: Double]] = [:]

    /// Scores come in the order of days.
    mutating func set(_ score: Double, scale: String, arm: String, day: Int) {
      days[scale, default: [:]][Point(arm: arm, day: day)] = score
      runs[scale, default: [:]][Point(arm: arm, day: TrajectorySummary.runEnd(of: day))] = score
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

  /// The order in which a patient's points come does not show: moments are exact.
  mutating func add(_ scores: PatientScores) {
    for (scale, days) in scores.days {
      sums.update(scale, default: OfScale()) { sums in
        for (point, score) in days {
          sums.days?.update(point, default: Moments()) { $0.add(score) }
        }
        for (point, score) in scores.runs[scale] ?? [:] {
          sums.runs.update(point, default: Moments()) { $0.add(score) }
        }
        sums.joinIfTooMany()
      }
    }
  }

  public mutating func merge(_ other: TrajectorySummary) {
    scales.merge(other.scales)
    sums.merge(other.sums)
  }
}
