import Regression
public import Summaries
import Treatment

extension ResistanceShares {
  public func finish(_ summary: ResistanceSummary) throws(StatisticError) -> ResistanceTable {
    guard summary.withStep > 0 else { throw .noRows(wanted: "patients with a derived step") }
    for (key, levels) in zip(keys, summary.levels) {
      if key.isCovariate, let refusal = levels.refusal(of: key.name) { throw refusal }
    }
    var table = ResistanceTable(
      patients: summary.counts.patients, n: summary.counts.withHistory, level: interval.level,
      interval: interval.method, shares: shares(summary.counts),
      agreements: agreements(summary.counts), stages: stated == nil ? stages(summary) : [],
      athf: stated == nil ? athf(summary) : [],
      trials: trials(summary.trials), withContact: summary.withContact, by: keys.map(\.nameOfPatients),
      groups: groups(summary))
    for key in keys { table.pools[key.nameOfPatients] = key.pool }
    return table
  }

  private func shares(_ counts: ResistanceCounts) -> [ResistanceTable.Share] {
    rules.indices.map { share(of: $0, self.counts(of: $0, counts), counts) }
  }

  /// In the order of rate tables.
  private func groups(_ summary: ResistanceSummary) -> [ResistanceTable.Group] {
    let orders = keys.map(GroupOrder.init)
    let ranked = summary.groups.ordered.map { key, counts in
      (ranks: zip(orders, key.group).map { $0.rank(of: $1) }, key: key, counts: counts)
    }
    return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map { _, key, counts in
      ResistanceTable.Group(
        values: key.group, patients: counts.patients, n: counts.withHistory, shares: shares(counts))
    }
  }

  private func status(_ rule: Int, in pattern: Int) -> Int {
    (0..<rule).reduce(pattern) { rest, _ in rest / ResistanceSummary.statuses.count }
      % ResistanceSummary.statuses.count
  }

  private func counts(of rule: Int, _ summary: ResistanceCounts) -> [Int] {
    summary.patterns.ordered.reduce(into: [0, 0, 0, 0]) { $0[status(rule, in: $1.key)] += $1.count }
  }

  private func share(of place: Int, _ counts: [Int], _ summary: ResistanceCounts)
    -> ResistanceTable.Share
  {
    let rule = rules[place]
    let resistant = counts[ResistanceSummary.code(of: .resistant)]
    let limits = interval.limits(events: resistant, of: summary.withHistory)
    let unavailability = unavailability(of: place)
    return ResistanceTable.Share(
      rule: rule.id, version: rule.version, title: rule.title, statement: rule.statement,
      source: rule.source, notResistant: counts[ResistanceSummary.code(of: .notResistant)],
      possible: counts[ResistanceSummary.code(of: .possible)], resistant: resistant,
      indeterminate: counts[ResistanceSummary.code(of: .indeterminate)],
      estimate: unavailability == nil && summary.withHistory > 0
        ? Double(resistant) / Double(summary.withHistory) : nil,
      confLow: unavailability == nil ? limits?.low : nil,
      confHigh: unavailability == nil ? limits?.high : nil, days: quartiles(of: place, summary),
      unavailability: unavailability)
  }

  /// The days at or below which a quarter, half and three quarters of the resistant are; `nil` for none.
  private func quartiles(of rule: Int, _ summary: ResistanceCounts) -> [Int]? {
    let days = summary.days.ordered.filter { $0.key.rule == rule }
    let total = days.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    return [1, 2, 3].map { quarter in
      var seen = 0
      for (key, count) in days {
        seen += count
        if seen * 4 >= total * quarter { return key.day }
      }
      return 0
    }
  }

  private func agreements(_ summary: ResistanceCounts) -> [ResistanceTable.Agreement] {
    let resistant = ResistanceSummary.code(of: .resistant)
    let available = rules.indices.filter { unavailability(of: $0) == nil }
    var result: [ResistanceTable.Agreement] = []
    for first in available {
      for second in available where second > first {
        var cells = [0, 0, 0, 0]
        for (pattern, count) in summary.patterns.ordered {
          let a = status(first, in: pattern) == resistant
          let b = status(second, in: pattern) == resistant
          cells[(a ? 0 : 2) + (b ? 0 : 1)] += count
        }
        result.append(
          ResistanceTable.Agreement(
            first: rules[first].id, second: rules[second].id, both: cells[0], onlyFirst: cells[1],
            onlySecond: cells[2], neither: cells[3], kappa: Self.kappa(cells)))
      }
    }
    return result
  }

  /// Cohen's kappa of both, only first, only second, neither; `nil` where expected agreement is complete.
  ///
  /// From whole numbers: n(a + d) - e over n² - e with e = (a + b)(a + c) + (c + d)(b + d).
  static func kappa(_ cells: [Int]) -> Double? {
    let (a, b, c, d) = (cells[0], cells[1], cells[2], cells[3])
    let n = a + b + c + d
    let expected = (a + b) * (a + c) + (c + d) * (b + d)
    guard n * n > expected else { return nil }
    return Double(n * (a + d) - expected) / Double(n * n - expected)
  }

  private func stages(_ summary: ResistanceSummary) -> [ResistanceTable.Stage] {
    StageMethod.allCases.flatMap { method in
      method.stages.enumerated().map { place, name in
        ResistanceTable.Stage(
          method: method.title, stage: name,
          patients: summary.stages[ResistanceSummary.StageKey(method: method.rawValue, stage: place)])
      }
    }
  }

  private func athf(_ summary: ResistanceSummary) -> [ResistanceTable.ATHFRow] {
    ATHFCounts.Domain.allCases.enumerated().map { place, domain in
      func count(_ kind: Int) -> Int {
        summary.athf[ResistanceSummary.StageKey(method: place, stage: kind)]
      }
      return ResistanceTable.ATHFRow(
        domain: domain.rawValue, trials: count(0), adequate: count(1), unknown: count(2), failed: count(3))
    }
  }

  private func trials(_ sums: ResistanceSummary.Trials) -> ResistanceTable.Trials {
    ResistanceTable.Trials(
      adequate: sums.adequate, inadequate: sums.inadequate, unknown: sums.unknown, drugs: sums.drugs,
      drugsWithoutDose: sums.withoutDose, adequateWithoutCoverage: sums.adequateWithoutCoverage,
      withoutOutcome: sums.withoutOutcome, breakthrough: sums.breakthrough,
      startingLow: sums.startingLow, withoutBaseline: sums.withoutBaseline,
      byScale: sums.scored.ordered.map {
        ResistanceTable.ScaleTrials(scale: context.catalogue.scales[$0.key].id, trials: $0.count)
      })
  }
}
