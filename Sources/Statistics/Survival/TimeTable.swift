public import Summaries
public import Treatment

/// Times to an outcome by group, as counts by day: curves, means and tests are functions of them.
public struct TimeTable: Sendable {
  public struct Group: Sendable {
    /// One a key.
    public var values: [String]
    public var sums: TimeGroupSums
    /// Cut where follow-up ends for everybody, if anywhere.
    public var counts: SurvivalCounts

    public init(values: [String], sums: TimeGroupSums, counts: SurvivalCounts) {
      (self.values, self.sums, self.counts) = (values, sums, counts)
    }

    /// Times that begin only when follow-up has ended for everybody.
    public var tooLate: Int { max(0, sums.counts.people - counts.people) }

    /// Steps of the group that are in no curve.
    public var leftOut: Int { sums.withoutTime + tooLate }
  }

  public var outcome: TimeOutcome
  public var keys: [String]
  public var groups: [Group]
  public var scale: String
  public var level: Double
  /// The day on which follow-up ends for everybody; `nil` sets none.
  public var until: Int?
  /// Day from which patients are under observation.
  public var landmark = 0
  public var patientsInSeveral = 0
  /// The score from which on it is a relapse, where that is the outcome.
  public var relapseAt: Double?
  public var notes: [String] = []
  public var pools: [String: LevelPool] = [:]

  public init(
    _ outcome: TimeOutcome, by keys: [String], on scale: String, groups: [Group], level: Double,
    until: Int? = nil
  ) {
    (self.outcome, self.keys, self.scale, self.groups) = (outcome, keys, scale, groups)
    (self.level, self.until) = (level, until)
  }

  /// Up to which day mean times are counted: the end of follow-up, else the last day on which every group of ten or more was followed.
  public var meansUntil: Int? {
    if let until { return until }
    return groups.filter { $0.counts.people >= 10 }.map(\.counts.lastDay).min()
  }

  /// A group's mean time without the outcome up to a day, else to ``meansUntil``; `nil` where it was not followed for so long.
  public func meanTime(_ group: Group, until day: Int? = nil) -> MeanTime? {
    guard let until = day ?? meansUntil, until > 0, group.counts.lastDay >= until else { return nil }
    return KaplanMeier(group.counts, level: level).meanTime(until: until)
  }

  /// The log-rank test of all groups.
  ///
  /// Throws: ``SurvivalError``
  public func logRank() throws(SurvivalError) -> GroupTest { try GroupTest.logRank(groups.map(\.counts)) }

  /// Gray's test of all groups.
  ///
  /// Throws: ``SurvivalError``
  public func gray() throws(SurvivalError) -> GroupTest { try GroupTest.gray(groups.map(\.counts)) }
}

extension TimeToOutcome {
  public func finish(_ summary: TimeSummary) throws(StatisticError) -> TimeTable {
    for (key, levels) in zip(keys, summary.levels) {
      if let refusal = levels.refusal(of: key.name) { throw refusal }
    }
    if summary.withoutDays > 0 {
      throw .notAvailable(
        outcome: "time to \(outcome.rawValue)", scale: "a file of steps",
        reason:
          "it holds no day of any score between a step's start and its end, so give exposures.csv and assessments.csv"
      )
    }
    let scales = summary.scales.inOrder
    guard let scale = scales.first, !summary.groups.isEmpty else {
      throw .noRows(wanted: "time to \(outcome.rawValue)")
    }
    if scales.count > 1 {
      throw .notAvailable(
        outcome: "time to \(outcome.rawValue)", scale: scales.map(\.name).joined(separator: " and "),
        reason: "scales are never pooled, and --scale names one of them")
    }
    if let reason = scale.note.unavailability(of: outcome == .response ? .response : .remission) {
      throw .notAvailable(outcome: "time to \(outcome.rawValue)", scale: scale.name, reason: reason)
    }
    if outcome == .relapse, relapseAt == nil, summary.relapseCutoffs[scale.name] == nil {
      throw .notAvailable(
        outcome: "time to relapse", scale: scale.name,
        reason: "the catalogue sets no score of relapse for it, and --relapse-at names one")
    }
    let orders = keys.map(GroupOrder.init)
    let groups = summary.groups.ordered.map { group, sums in
      (ranks: zip(orders, group.values).map { $0.rank(of: $1) }, group: group, sums: sums)
    }
    .sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }
    .map { TimeTable.Group(values: $0.group.values, sums: $0.sums, counts: $0.sums.counts) }
    guard groups.contains(where: { $0.counts.people > 0 }) else {
      throw .noRows(wanted: "time to \(outcome.rawValue): no step has a day of follow-up")
    }
    var table = TimeTable(
      outcome, by: keys.map(\.name), on: scale.name, groups: groups, level: level, until: until)
    if let until {
      for place in groups.indices { table.groups[place].counts = groups[place].counts.cut(at: until) }
    }
    (table.landmark, table.patientsInSeveral) = (landmark, summary.patientsInSeveral)
    table.relapseAt = outcome == .relapse ? relapseAt ?? summary.relapseCutoffs[scale.name]?.least : nil
    for key in keys { table.pools[key.name] = key.pool }
    return table
  }
}
