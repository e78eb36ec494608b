internal import LinearAlgebra

extension GroupTest {
  /// Gray's test: whether the share that has had the event by each day is the same in each group, where something competes with it.
  ///
  /// Who left by a competing event stays in the *adjusted* risk set R = n (1 - F(t-)) / S(t-), so that hazards of the subdistribution are
  /// compared (ρ = 0):
  ///
  ///     Σ d_g - R_g Σ d / Σ R
  ///
  /// Under the hypothesis all groups have one F; its variance is that of Gray's equations 2.6 ff., with the corrections for ties of his
  /// own program.
  ///
  /// Everybody must have come on one day: the start, or a landmark.
  ///
  /// Grade: canonical
  /// Throws: ``SurvivalError``
  /// Source: Gray 1988, Annals of Statistics 16, 1141 (from memory; held to R's cmprsk by Datasets/reference/survival).
  public static func gray(_ groups: [SurvivalCounts]) throws(SurvivalError) -> GroupTest {
    guard groups.count(where: { $0.people > 0 }) > 1 else { throw .fewGroups }
    guard groups.contains(where: { $0.events[0].total > 0 }) else { throw .noEvents }
    let entries = Set(
      groups.flatMap { group in group.entered.counts.indices.filter { group.entered[$0] > 0 } })
    guard entries.count == 1 else { throw .delayedEntry }
    var sums = GraySums(groups: groups.count)
    for day in EventDays(groups, takingOthers: true) { sums.add(day) }
    return try GroupTest(beyond: sums.beyond, variance: sums.variance)
  }
}

/// The running sums of Gray's statistic and its variance.
private struct GraySums {
  private let groups: Range<Int>
  private(set) var beyond: [Double]
  /// By group, S and F just before the day.
  private var survival: [Double]
  private var incidence: [Double]
  /// F of all groups together, just before the day.
  private var common = 0.0
  /// By pair of groups, the integral of the weights so far.
  private var integral: Matrix
  /// By pair, what does not depend on later weights.
  private var direct: Matrix
  /// By statistic and group, what later weights meet once.
  private var mixed: Matrix
  /// By group, what they meet twice.
  private var twice: [Double]

  init(groups count: Int) {
    groups = 0..<count
    beyond = Array(repeating: 0, count: count)
    (survival, incidence, twice) = (beyond.map { _ in 1 }, beyond, beyond)
    integral = Matrix(zeros: count, count)
    (direct, mixed) = (integral, integral)
  }

  mutating func add(_ day: EventDays.Day) {
    let present = groups.filter { day.atRisk[$0] > 0 }
    let events = Double(day.events.reduce(0, +))
    // Risk sets over S, and times 1 - F: the subdistribution's.
    var risk = beyond.map { _ in 0.0 }
    for g in present { risk[g] = Double(day.atRisk[g]) / survival[g] }
    let all = present.reduce(0) { $0 + risk[$1] }
    let adjusted = present.reduce(0) { $0 + risk[$1] * (1 - incidence[$1]) }
    var (nextSurvival, nextIncidence) = (survival, incidence)
    for g in present {
      let n = Double(day.atRisk[g])
      nextSurvival[g] = survival[g] * (n - Double(day.events[g] + day.others[g])) / n
      nextIncidence[g] = incidence[g] + survival[g] * Double(day.events[g]) / n
      beyond[g] += Double(day.events[g]) - events * risk[g] * (1 - incidence[g]) / adjusted
    }
    let nextCommon = common + events / all
    var weight = Matrix(zeros: groups.count, groups.count)
    for g in present {
      for h in present {
        weight[g, h] = risk[g] * ((g == h ? 1 : 0) - risk[h] / all)
        integral[g, h] += weight[g, h] * events / (all * (1 - common))
      }
    }
    for k in present {
      let n = Double(day.atRisk[k])
      if events > 0 {
        let own = nextSurvival[k] > 0 ? 1 - (1 - nextCommon) / nextSurvival[k] : 1
        let ties = events > 1 ? 1 - (events - 1) / (all * survival[k] - 1) : 1
        add(k, own: own, times: ties * survival[k] * events / (all * n), weight)
      }
      let others = Double(day.others[k])
      if others > 0, nextSurvival[k] > 0 {
        let own = -(1 - nextCommon) / nextSurvival[k]
        let ties = others > 1 ? 1 - (others - 1) / (n - 1) : 1
        add(k, own: own, times: ties * survival[k] * survival[k] * others / (n * n), nil)
      }
    }
    (survival, incidence, common) = (nextSurvival, nextIncidence, nextCommon)
  }

  /// The draws of one group on one day: each statistic meets them by weight - own (integral so far), and by own times what is still to come.
  private mutating func add(_ k: Int, own: Double, times spread: Double, _ weight: Matrix?) {
    twice[k] += own * own * spread
    for g in groups {
      let first = (weight?[g, k] ?? 0) - own * integral[g, k]
      mixed[g, k] += first * own * spread
      for h in groups {
        let second = (weight?[h, k] ?? 0) - own * integral[h, k]
        direct[g, h] += first * second * spread
      }
    }
  }

  /// With the weights of the whole follow-up.
  var variance: Matrix {
    var result = direct
    for g in groups {
      for h in groups {
        for k in groups {
          result[g, h] +=
            integral[g, k] * integral[h, k] * twice[k] + integral[g, k] * mixed[h, k] + integral[h, k]
            * mixed[g, k]
        }
      }
    }
    return result
  }
}
