/// The search for the score that a step or an entry started from.
struct BaselineSearch {
  /// The start.
  var day: Int
  /// The next step's start, which no score of this one reaches.
  var before: Int?
  /// A rapid-acting agent or ECT has touched whatever comes after the start.
  var isRapid: Bool

  init(day: Int, before next: Int?, isRapid: Bool) {
    self.day = day
    before = next
    self.isRapid = isRapid
  }

  /// The place of the baseline in the assessments, which ascend by day; `nil` where the window holds none.
  func place(in assessments: [Assessment], on scale: Int, _ window: BaselineWindow) -> Int? {
    let early = assessments.lastIndex {
      Int($0.scale) == scale && Int($0.day) >= day - window.before && Int($0.day) <= day
    }
    if early != nil || isRapid { return early }
    guard
      let late = assessments.firstIndex(where: {
        Int($0.scale) == scale && Int($0.day) > day && Int($0.day) <= day + window.after
      }), Int(assessments[late].day) < before ?? .max
    else { return nil }
    return late
  }
}
