import Statistics

/// The days on which a curve of time is shown where a step of it could be one patient: as many days together as it takes until who left in
/// them, in any way, are none or enough.
///
/// Whole blocks of `every` days are put together from day 0 on; what is left at the end goes with the last.
/// Source: Documentation/Formats/Disclosure.md, "Times".
struct TimeIntervals {
  /// Ascending; the last is at or after the last day.
  private(set) var ends: [Int] = []

  /// `nil` where even the whole follow-up has a small count.
  init?(_ counts: SurvivalCounts, every: Int, isSmall: (Int) -> Bool) {
    let last = max(counts.lastDay, 1)
    func isFit(after start: Int, to end: Int) -> Bool {
      func inside(_ own: CountsByDay) -> Int { (start + 1...end).reduce(0) { $0 + own[$1] } }
      let cells =
        counts.events.map(inside) + [
          inside(counts.censored), inside(counts.entered), counts.atRisk(after: end),
        ]
      return !cells.contains(where: isSmall)
    }
    if isSmall(counts.entered[0]) { return nil }
    var end = 0
    while end < last {
      end += every
      if isFit(after: ends.last ?? 0, to: end) { ends.append(end) }
    }
    while ends.last != end {
      if ends.popLast() == nil { return nil }
      if isFit(after: ends.last ?? 0, to: end) { ends.append(end) }
    }
  }
}
