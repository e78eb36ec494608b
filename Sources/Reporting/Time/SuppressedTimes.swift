import Statistics

/// A ``TimeTable`` after disclosure control.
///
/// A step of a curve can be one patient. So where anything is hidden, days are put together first (``CoarseTimes``), and every number of
/// a curve is a function of the counts that are shown. Tests and mean times, of exact days, are told with few digits.
public struct SuppressedTimes: Sendable {
  /// One day of a group's curve.
  struct Row: Sendable, Equatable {
    var day: Int
    var atRisk: Int
    /// Who came under observation since the row before.
    var entered: Int
    var events: Int
    var competing: Int
    var censored: Int
    var survival: SurvivalEstimate
    var incidence: SurvivalEstimate
    var competingIncidence: Double
  }

  struct Group: Sendable {
    var values: [String]
    var suppressed = Suppression.none
    /// As shown; `nil` where hidden.
    var counts: SurvivalCounts?
    /// Of exact days.
    var mean: MeanTime?
    var rows: [Row] = []
  }

  struct Test: Sendable {
    var name: String
    var heading: String
    var result: GroupTest?
    /// Why there is none.
    var reason: String
  }

  var table: TimeTable
  var disclosure: Disclosure
  public var names: ReportNames
  var groups: [Group]
  var tests: [Test] = []
  /// Days that are told in tables for people, and put together where anything is hidden.
  var every: Int
  /// Up to which day mean times are counted.
  var meansUntil: Int?
  /// Whether notes may say how many steps are in no curve.
  var tellsLeftOut = true

  /// Whether exact days may be told.
  var isOpen: Bool { if case .none = disclosure { true } else { false } }

  /// Whether people were censored in the course of what a day stands for. On the day on which follow-up ends for everybody they are mostly those
  /// who were there to its end.
  func isBlock(_ day: Int) -> Bool { !isOpen && every > 1 && day != table.until }

  /// Whether any group is without numbers.
  var hidesGroups: Bool { groups.contains { $0.counts == nil } }

  init(_ table: TimeTable, under disclosure: Disclosure, every: Int, names: ReportNames = .codes) {
    (self.table, self.disclosure, self.every, self.names) = (table, disclosure, every, names)
    meansUntil = table.meansUntil
    groups = table.groups.map {
      Group(values: $0.values, counts: $0.counts, mean: table.meanTime($0))
    }
  }

  /// With days put together, and a group without numbers where that does not help or the audit hides it.
  mutating func coarsen(_ states: [Suppression], isSmall: (Int) -> Bool) {
    for place in groups.indices {
      guard states[place] == .none else {
        hide(place, states[place])
        continue
      }
      let own = table.groups[place].counts.pooled
      guard let coarse = CoarseTimes(own, every: every, last: table.until, isSmall: isSmall) else {
        hide(place, .primary)
        continue
      }
      groups[place].counts = coarse.counts
    }
    countMeans()
  }

  /// Mean times of the groups shown, up to a day that is nobody's: the end of follow-up for everybody, else that of a block which each group
  /// of ten or more is shown to outlast.
  private mutating func countMeans() {
    let lasts = groups.compactMap(\.counts).filter { $0.people >= 10 }.map(\.lastDay)
    meansUntil = table.until ?? lasts.min().map { max(0, $0 - 1) / every * every }
    for place in groups.indices {
      let isTold = (groups[place].counts?.lastDay ?? 0) >= meansUntil ?? .max
      groups[place].mean = isTold ? table.meanTime(table.groups[place], until: meansUntil)?.told : nil
    }
  }

  /// Counts to the nearest five, and all that is made of them.
  mutating func round() {
    coarsen(groups.map { _ in .none }) { Rounding.isSmall($0) }
    for place in groups.indices {
      guard let rounded = groups[place].counts?.roundedToFive else { continue }
      if rounded.holdsNoFew(Rounding.isSmall) {
        groups[place].counts = rounded
      } else {
        hide(place, .primary)
      }
    }
    tellsLeftOut = !table.leftOut.contains(where: Rounding.isSmall)
  }

  private mutating func hide(_ place: Int, _ reason: Suppression) {
    groups[place].suppressed = reason
    (groups[place].counts, groups[place].mean) = (nil, nil)
  }

  /// Curves and tests of what is left.
  mutating func finish() {
    for place in groups.indices {
      guard let counts = groups[place].counts?.pooled else { continue }
      let curve = KaplanMeier(counts, level: table.level)
      let competing = AalenJohansen(counts, level: table.level, isBlock: isBlock)
      var before = 0
      groups[place].rows = zip(curve.points, competing.points).map { survival, point in
        let came = (before..<point.day).reduce(0) { $0 + counts.entered[$1] }
        before = point.day
        return Row(
          day: point.day, atRisk: point.atRisk, entered: came, events: point.events[0],
          competing: point.events[1], censored: point.censored, survival: survival.survival,
          incidence: point.incidence[0], competingIncidence: point.incidence[1].estimate)
      }
    }
    tests = [
      test("logrank", "Log-rank") { (groups) throws(SurvivalError) in try GroupTest.logRank(groups) },
      test("gray", "Gray") { (groups) throws(SurvivalError) in try GroupTest.gray(groups) },
    ]
  }

  /// Of the groups shown.
  private func test(
    _ name: String, _ heading: String, _ run: ([SurvivalCounts]) throws(SurvivalError) -> GroupTest
  ) -> Test {
    let kept = table.groups.indices.filter { groups[$0].counts != nil }.map { table.groups[$0].counts }
    if hidesGroups, kept.count(where: { $0.people > 0 }) < 2 {
      return Test(
        name: name, heading: heading, result: nil,
        reason: kept.isEmpty
          ? "Every group is hidden, so that nothing is left to compare. Fewer groups, or wider ones, have more patients each."
          : "A test is of the groups shown, and no two of them are. Fewer groups, or wider ones, have more patients each."
      )
    }
    do {
      let result = try run(kept)
      return Test(name: name, heading: heading, result: isOpen ? result : result.told, reason: "")
    } catch {
      return Test(name: name, heading: heading, result: nil, reason: error.description)
    }
  }
}

extension SurvivalCounts {
  /// Every count to the nearest five; who came first is what leaves, less who came later.
  var roundedToFive: SurvivalCounts {
    func rounded(_ own: CountsByDay) -> [(day: Int, count: Int)] {
      own.counts.enumerated().filter { $0.element > 0 }.map { ($0.offset, Rounding.nearestFive($0.element)) }
    }
    let (events, censored) = (events.map(rounded), rounded(censored))
    let all = (events.joined() + censored).reduce(0) { $0 + $1.count }
    var came = rounded(entered)
    if let first = came.first {
      came[0].count = max(0, all - came.dropFirst().reduce(0) { $0 + $1.count }); came[0].day = first.day
    }
    return SurvivalCounts(entered: came, events: events, censored: censored)
  }
}

extension GroupTest {
  /// The least p that is told: it stands for all below it too.
  static let leastTold = 0.01

  /// With so few digits that no day can be worked out.
  var told: GroupTest {
    var result = self
    result.statistic = Rounding.toADecimal(statistic)
    // What is more than the least is not told as the least, which says "or less".
    result.pValue =
      pValue <= Self.leastTold ? Self.leastTold : max(2 * Self.leastTold, (pValue * 100).rounded() / 100)
    return result
  }
}

extension MeanTime {
  /// To a tenth of a day.
  var told: MeanTime {
    var result = self
    result.days = Rounding.toADecimal(days)
    result.standardError = Rounding.toADecimal(standardError)
    (result.low, result.high) = (low.map(Rounding.toADecimal), high.map(Rounding.toADecimal))
    return result
  }
}
