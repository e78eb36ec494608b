import Statistics

/// A ``TimeTable`` after disclosure control.
///
/// A step of a curve can be one patient. So where anything is hidden, days are put together first (``TimeIntervals``), and every number of
/// a curve is a function of the counts that are shown. Tests and mean times, of exact days, are told with few digits.
public struct SuppressedTimes: Sendable {
  /// One day of a group's curve.
  struct Row: Sendable, Equatable {
    var day: Int
    var atRisk: Int
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

  /// Whether exact days may be told.
  var isOpen: Bool { if case .none = disclosure { true } else { false } }

  init(_ table: TimeTable, under disclosure: Disclosure, every: Int, names: ReportNames = .codes) {
    (self.table, self.disclosure, self.every, self.names) = (table, disclosure, every, names)
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
      guard let intervals = TimeIntervals(own, every: every, isSmall: isSmall) else {
        hide(place, .primary)
        continue
      }
      groups[place].counts = own.together(at: intervals.ends)
      groups[place].mean = groups[place].mean?.told
    }
  }

  /// Counts to the nearest five, and all that is made of them.
  mutating func round() {
    coarsen(groups.map { _ in .none }) { Disclosure.openSafely.isSmall(Double($0)) && $0 > 0 }
    for place in groups.indices { groups[place].counts = groups[place].counts?.roundedToFive }
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
      let competing = AalenJohansen(counts, level: table.level)
      groups[place].rows = zip(curve.points, competing.points).map { survival, point in
        Row(
          day: point.day, atRisk: point.atRisk, entered: counts.entered[point.day], events: point.events[0],
          competing: point.events[1], censored: point.censored, survival: survival.survival,
          incidence: point.incidence[0], competingIncidence: point.incidence[1].estimate)
      }
    }
    let kept = table.groups.indices.filter { groups[$0].counts != nil }.map { table.groups[$0].counts }
    tests = [
      test("logrank", "Log-rank") { () throws(SurvivalError) in try GroupTest.logRank(kept) },
      test("gray", "Gray") { () throws(SurvivalError) in try GroupTest.gray(kept) },
    ]
  }

  private func test(
    _ name: String, _ heading: String, _ run: () throws(SurvivalError) -> GroupTest
  ) -> Test {
    do {
      let result = try run()
      return Test(name: name, heading: heading, result: isOpen ? result : result.told, reason: "")
    } catch {
      return Test(name: name, heading: heading, result: nil, reason: error.description)
    }
  }
}

extension SurvivalCounts {
  /// Every count to the nearest five; who came at the start is what leaves, less who came later.
  var roundedToFive: SurvivalCounts {
    var result = SurvivalCounts(kinds: events.count)
    let late = entered.counts.indices.dropFirst().filter { entered[$0] > 0 }.map {
      (day: $0, count: Rounding.nearestFive(entered[$0]))
    }
    var waiting = late.flatMap { Array(repeating: $0.day, count: $0.count) }
    func add(_ day: Int, _ kind: Int?, _ count: Int) {
      for _ in 0..<Rounding.nearestFive(count) {
        // Those who came last are taken to leave last, which changes no count of any day.
        let entry = waiting.last.flatMap { $0 < day ? waiting.popLast() : nil } ?? 0
        try? result.add(from: entry, to: day, kind: kind)
      }
    }
    for day in (0...max(lastDay, 0)).reversed() {
      add(day, nil, censored[day])
      for kind in events.indices.reversed() { add(day, kind, events[kind][day]) }
    }
    return result
  }
}

extension GroupTest {
  /// With so few digits that no day can be worked out.
  var told: GroupTest {
    var result = self
    result.statistic = (statistic * 10).rounded() / 10
    result.pValue = (pValue * 100).rounded() / 100
    return result
  }
}

extension MeanTime {
  /// To a tenth of a day.
  var told: MeanTime {
    var result = self
    result.days = Rounding.toADecimal(days)
    result.standardError = Rounding.toADecimal(standardError)
    (result.low, result.high) = (Rounding.toADecimal(low), Rounding.toADecimal(high))
    return result
  }
}
