import Statistics

/// Times told so coarsely that no step of a curve is a few patients: blocks of days, and of each way to leave as many blocks together as it
/// takes until none or enough left.
///
/// Who left in a block counts on its last day, or, where they are too few to be shown, with the next ones who left that way. What is left of
/// a way at the end goes with the last who left so, on their day; so a curve ends on the last day on which enough left. Who came in a block
/// counts from its first day, few of them with the ones before. While people still come, nobody leaves where a few would be left.
///
/// Source: Documentation/Formats/Disclosure.md, "Times".
struct CoarseTimes {
  let counts: SurvivalCounts

  /// `nil` where even the whole follow-up has a small count. `last`: the day on which follow-up ends for everybody, if one does.
  init?(_ exact: SurvivalCounts, every: Int, last: Int?, isSmall: (Int) -> Bool) {
    let ends = Self.ends(of: exact, every, last)
    guard let came = Self.entries(of: exact, ends, isSmall: isSmall) else { return nil }
    let lastCame = came.last?.day ?? 0
    let ways = exact.events + [exact.censored]
    var left: [[(day: Int, count: Int)]] = ways.map { _ in [] }
    var waiting = ways.map { _ in 0 }
    var start = 0
    for end in ends {
      for (way, own) in ways.enumerated() {
        waiting[way] += own.total(from: start + 1, through: end)
      }
      start = end
      let leaving = ways.indices.filter { waiting[$0] > 0 && !isSmall(waiting[$0]) }
      // Once everybody has come, those who stay are the ones who leave later: none, or enough.
      if lastCame >= end {
        let gone = left.joined().reduce(0) { $0 + $1.count } + leaving.reduce(0) { $0 + waiting[$1] }
        let there = came.reduce(0) { $0 + ($1.day < end ? $1.count : 0) }
        if isSmall(there - gone) { continue }
      }
      for way in leaving {
        left[way].append((end, waiting[way]))
        waiting[way] = 0
      }
    }
    for way in ways.indices where waiting[way] > 0 {
      guard let before = left[way].popLast() else { return nil }
      // Nobody leaves before having come.
      let day = max(before.day, ends.first { $0 > lastCame } ?? before.day)
      left[way].append((day, before.count + waiting[way]))
    }
    counts = SurvivalCounts(
      entered: came, events: left.dropLast().map { $0 }, censored: left.last ?? [])
    guard counts.holdsNoFew(isSmall) else { return nil }
  }

  private static func ends(of counts: SurvivalCounts, _ every: Int, _ last: Int?) -> [Int] {
    var ends: [Int] = []
    while (ends.last ?? 0) < max(counts.lastDay, 1) { ends.append((ends.last ?? 0) + every) }
    // Follow-up that ends for everybody ends there, whole block or not.
    if let last, let end = ends.last, last < end { ends[ends.count - 1] = last }
    return ends
  }

  private static func entries(
    of counts: SurvivalCounts, _ ends: [Int], isSmall: (Int) -> Bool
  ) -> [(day: Int, count: Int)]? {
    var result: [(day: Int, count: Int)] = []
    var waiting: (day: Int, count: Int)?
    for (start, end) in zip([0] + ends, ends) {
      let own = counts.entered.total(from: start, through: end - 1)
      if own > 0 { waiting = (waiting?.day ?? start, (waiting?.count ?? 0) + own) }
      if let put = waiting, !isSmall(put.count) {
        result.append(put)
        waiting = nil
      }
    }
    if let rest = waiting {
      if result.isEmpty { return nil }
      result[result.count - 1].count += rest.count
    }
    return result
  }
}

extension SurvivalCounts {
  /// Whether each count of a day, and each number at risk from one day to the next, is none or enough to be shown.
  func holdsNoFew(_ isSmall: (Int) -> Bool) -> Bool {
    let ways = events + [censored]
    var atRisk = 0
    for day in 0...max(lastDay, entered.end, 0) {
      let left = ways.reduce(0) { $0 + $1[day] }
      // Who leaves on a day was there before it; who comes on it is there after it.
      guard left <= atRisk, !([entered[day], atRisk - left] + ways.map { $0[day] }).contains(where: isSmall)
      else { return false }
      atRisk += entered[day] - left
      if isSmall(atRisk) { return false }
    }
    return atRisk == 0
  }
}
