internal import LinearAlgebra

extension GroupTest {
  /// The log-rank test: whether the event comes as fast in each group, day by day among those still at risk.
  ///
  ///     Σ d_g - n_g d / n      var = Σ d (n_g / n) (1[g = h] - n_h / n) (n - d) / (n - 1)
  ///
  /// Whoever leaves for another reason is censored; people who come late count from the day they came.
  ///
  /// Grade: canonical
  /// Not: about the shares that will have the event where something competes with it: ``gray(_:)`` is.
  /// Throws: ``SurvivalError``
  /// Source: Mantel 1966, Peto & Peto 1972 (from memory; held to R's survdiff and mantelhaen.test by Datasets/reference/survival).
  public static func logRank(_ groups: [SurvivalCounts]) throws(SurvivalError) -> GroupTest {
    guard groups.count(where: { $0.people > 0 }) > 1 else { throw .fewGroups }
    guard groups.contains(where: { $0.events[0].total > 0 }) else { throw .noEvents }
    var beyond = [Double](repeating: 0, count: groups.count)
    var variance = Matrix(zeros: groups.count, groups.count)
    for day in EventDays(groups) {
      let n = Double(day.atRisk.reduce(0, +))
      let d = Double(day.events.reduce(0, +))
      let spread = n > 1 ? d * (n - d) / (n - 1) : 0
      for g in groups.indices {
        let share = Double(day.atRisk[g]) / n
        beyond[g] += Double(day.events[g]) - d * share
        for h in groups.indices {
          variance[g, h] += spread * share * ((g == h ? 1 : 0) - Double(day.atRisk[h]) / n)
        }
      }
    }
    return try GroupTest(beyond: beyond, variance: variance)
  }
}

/// Days on which somebody in any group had an event, with who was at risk and who had it in each.
struct EventDays: Sequence, IteratorProtocol {
  struct Day {
    var atRisk: [Int]
    /// Of kind 0.
    var events: [Int]
    /// Of the others.
    var others: [Int]
  }

  private let counts: [SurvivalCounts]
  private let takesOthers: Bool
  private let end: Int
  private var day = 0
  private var atRisk: [Int]

  /// `takingOthers`: also the days on which only something else happened.
  init(_ counts: [SurvivalCounts], takingOthers: Bool = false) {
    self.counts = counts
    takesOthers = takingOthers
    end = (counts.map(\.lastDay).max() ?? -1) + 1
    atRisk = counts.map { _ in 0 }
  }

  mutating func next() -> Day? {
    while day < end {
      var own = Day(atRisk: atRisk, events: [], others: [])
      for (g, group) in counts.enumerated() {
        if day > 0 { own.atRisk[g] += group.entered[day - 1] }
        own.events.append(group.events[0][day])
        own.others.append(group.events.dropFirst().reduce(0) { $0 + $1[day] })
        atRisk[g] = own.atRisk[g] - own.events[g] - own.others[g] - group.censored[day]
      }
      day += 1
      if own.events.contains(where: { $0 > 0 }) || takesOthers && own.others.contains(where: { $0 > 0 }) {
        return own
      }
    }
    return nil
  }
}
