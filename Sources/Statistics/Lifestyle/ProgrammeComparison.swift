public import Treatment

/// Compares steps with a lifestyle programme begun in their first days with steps of the same strategy and number without one.
///
/// Both sides are steps that still ran on the landmark and before which no programme ran: whoever stays in a step for longer has more
/// time to begin one, and that is no merit of the programme (immortal time).
///
/// Grade: counts exact, pooled differences canonical.
/// Not: an effect. Nobody was randomised to a programme, and strategy and step are all that the sides are made alike in. Steps of one
/// patient are taken as independent.
/// Source: Documentation/Treatment/Derivation.md, F45; Documentation/Formats/Outputs.md, "Lifestyle".
public struct ProgrammeComparison: Sendable {
  /// The keys of the rates by side.
  public static let sides: [GroupKey] = [.strategy, .step, .covariate(ProgrammeColumn.landmark.rawValue)]
  /// The keys of the rates by kind of programme and side.
  public static let kinds: [GroupKey] = [
    .strategy, .step, .lifestyle, .covariate(ProgrammeColumn.landmark.rawValue),
  ]

  public let level: Double
  public let programmeDays: Int

  public init(level: Double = 0.95, programmeDays: Int) {
    self.level = level
    self.programmeDays = programmeDays
  }

  /// The comparison from rates by ``sides`` and by ``kinds`` over the same steps.
  public func table(of rates: RateTable, byKind kinds: RateTable) -> ProgrammeTable {
    precondition(rates.by == Self.sides.map(\.name), "The rates are not by strategy, step and side.")
    precondition(
      kinds.by == Self.kinds.map(\.name), "The rates are not by strategy, step, programme and side.")
    let strata = strata(of: rates)
    let contexts = Self.inOrder(rates.rows.map(ProgrammeTable.Context.init))
    let withoutRows = Self.places(of: rates) { $0 == [ProgrammeLevel.none.rawValue] }
    var pooled: [ProgrammeTable.Pooled] = []
    for context in contexts {
      let own = strata.filter { $0.context == context }.map(\.counts)
      if let any = pool(own, in: context, of: nil) { pooled.append(any) }
      for programme in [ProgrammeLevel.sleep, .exercise, .other] {
        let counts = kinds.rows.compactMap { row -> StratumCounts? in
          guard ProgrammeTable.Context(row) == context,
            row.group[2...] == [programme.rawValue, ProgrammeLevel.begun.rawValue],
            let place = withoutRows[Cell(context: context, stratum: Array(row.group.prefix(2)))]
          else { return nil }
          return Self.counts(row, rates.rows[place])
        }
        if let one = pool(counts, in: context, of: programme) { pooled.append(one) }
      }
    }
    return ProgrammeTable(
      rates: rates, strata: strata, pooled: pooled, programmeDays: programmeDays,
      hasOtherLevels: Self.hasOtherLevels(rates, kinds))
  }

  private func strata(of rates: RateTable) -> [ProgrammeTable.Stratum] {
    let withoutRows = Self.places(of: rates) { $0 == [ProgrammeLevel.none.rawValue] }
    return rates.rows.indices.compactMap { begun in
      let row = rates.rows[begun]
      let context = ProgrammeTable.Context(row)
      guard row.group[2] == ProgrammeLevel.begun.rawValue,
        let none = withoutRows[Cell(context: context, stratum: Array(row.group.prefix(2)))]
      else { return nil }
      let counts = Self.counts(row, rates.rows[none])
      let limits = RateComparison(level: level).limits(
        counts.firstEvents, counts.firstN, counts.secondEvents, counts.secondN)
      return ProgrammeTable.Stratum(
        context: context, strategy: row.group[0], step: row.group[1], begunRow: begun, noneRow: none,
        counts: counts, estimate: limits?.estimate, confLow: limits?.low, confHigh: limits?.high)
    }
  }

  private func pool(
    _ strata: [StratumCounts], in context: ProgrammeTable.Context, of programme: ProgrammeLevel?
  ) -> ProgrammeTable.Pooled? {
    guard let difference = MantelHaenszelDifference(level: level).pooled(strata) else { return nil }
    var sums = StratumCounts(firstEvents: 0, firstN: 0, secondEvents: 0, secondN: 0)
    for one in strata where one.isComparison {
      sums.firstEvents += one.firstEvents
      sums.firstN += one.firstN
      sums.secondEvents += one.secondEvents
      sums.secondN += one.secondN
    }
    return ProgrammeTable.Pooled(
      context: context, programme: programme, counts: sums, difference: difference)
  }

  private struct Cell: Hashable {
    var context: ProgrammeTable.Context
    var stratum: [String]
  }

  /// The row of each stratum whose further keys hold what is wanted.
  private static func places(of table: RateTable, where holds: ([String]) -> Bool) -> [Cell: Int] {
    var result: [Cell: Int] = [:]
    for (place, row) in table.rows.enumerated() where holds(Array(row.group.dropFirst(2))) {
      result[Cell(context: ProgrammeTable.Context(row), stratum: Array(row.group.prefix(2)))] = place
    }
    return result
  }

  private static func counts(_ begun: Rate, _ none: Rate) -> StratumCounts {
    StratumCounts(
      firstEvents: begun.events, firstN: begun.n, secondEvents: none.events, secondN: none.n)
  }

  private static func hasOtherLevels(_ rates: RateTable, _ kinds: RateTable) -> Bool {
    let sides = ["", "none", "begun", "before", "early"]
    let programmes = ["", "none", "sleep", "exercise", "other"]
    return rates.rows.contains { !sides.contains($0.group[2]) }
      || kinds.rows.contains { !programmes.contains($0.group[2]) }
  }

  private static func inOrder(_ contexts: [ProgrammeTable.Context]) -> [ProgrammeTable.Context] {
    var seen: Set<ProgrammeTable.Context> = []
    return contexts.filter { seen.insert($0).inserted }
  }
}

extension ProgrammeTable.Context {
  /// The context of a rate.
  public init(_ rate: Rate) {
    self.init(
      outcome: rate.outcome, baseline: rate.baseline, scale: rate.scale, endpoint: rate.endpoint,
      missing: rate.missing)
  }
}
