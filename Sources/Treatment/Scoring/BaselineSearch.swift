/// The search for the score that a step or an entry started from.
struct BaselineSearch {
  /// The start.
  var day: Int
  /// The next step's start, which no score of this one reaches.
  var before: Int?
  /// A rapid-acting agent or ECT has touched whatever comes after the start.
  var isRapid: Bool
  /// The first place in the assessments that lies after the start.
  let after: Int

  /// `assessments` ascend by day, and are those that ``place(in:on:_:)`` is given.
  init(day: Int, before next: Int?, isRapid: Bool, in assessments: [Assessment]) {
    self.day = day
    before = next
    self.isRapid = isRapid
    after = assessments.firstPlace(after: day)
  }

  /// The place of the baseline in the assessments, which ascend by day; `nil` where the window holds none.
  func place(in assessments: [Assessment], on scale: Int, _ window: BaselineWindow) -> Int? {
    var place = after - 1
    while place >= 0, Int(assessments[place].day) >= day - window.before {
      if Int(assessments[place].scale) == scale { return place }
      place -= 1
    }
    if isRapid { return nil }
    place = after
    while place < assessments.count, Int(assessments[place].day) <= day + window.after,
      Int(assessments[place].day) < before ?? .max
    {
      if Int(assessments[place].scale) == scale { return place }
      place += 1
    }
    return nil
  }
}

extension [Assessment] {
  /// The first place whose day is after the one given; the days ascend.
  func firstPlace(after day: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].day) > day { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
