import Treatment

/// One patient's scores at points of scale, arm and day, of which the last of each day and of each run counts.
struct PatientScores {
  private struct Score {
    var scale: UInt16
    var arm: UInt32
    var day: Int32
    /// Its place among the patient's scores, which come in the order of time.
    var place: Int
    var score: Double

    func precedes(_ other: Score) -> Bool {
      if scale != other.scale { return scale < other.scale }
      if arm != other.arm { return arm < other.arm }
      if day != other.day { return day < other.day }
      return place < other.place
    }
  }

  private var scores: [Score] = []
  private var isOrdered = true

  mutating func removeAll() {
    scores.removeAll(keepingCapacity: true)
    isOrdered = true
  }

  mutating func append(_ score: Double, scale: UInt16, arm: UInt32, day: Int32) {
    let one = Score(scale: scale, arm: arm, day: day, place: scores.count, score: score)
    if let last = scores.last, !last.precedes(one) { isOrdered = false }
    scores.append(one)
  }

  /// Adds the last score of each day, on scales that keep them, and of each run.
  mutating func add(toDays days: inout PagePoints, runs: inout PagePoints, _ keepsDays: [Bool]) {
    if !isOrdered { scores.sort { $0.precedes($1) } }
    var day = 0
    var run = 0
    for place in scores.indices {
      let one = scores[place]
      let next = place + 1 < scores.count ? scores[place + 1] : nil
      let end = TrajectorySummary.runEnd(of: Int(one.day))
      let isSame = next.map { $0.scale == one.scale && $0.arm == one.arm } ?? false
      // The later of two is the one that came later, whatever step its day is counted from.
      if scores[day].place < one.place { day = place }
      if scores[run].place < one.place { run = place }
      if !isSame || next?.day != one.day {
        if keepsDays[Int(one.scale)] {
          days.append(scores[day].score, scale: one.scale, arm: one.arm, day: one.day)
        }
        day = place + 1
      }
      if !isSame || next.map({ TrajectorySummary.runEnd(of: Int($0.day)) }) != end {
        runs.append(scores[run].score, scale: one.scale, arm: one.arm, day: Int32(end))
        run = place + 1
      }
    }
  }
}
