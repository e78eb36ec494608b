import Regression
public import Statistics
public import Treatment

/// A ``ProgrammeTable`` after disclosure control: a difference is there where both its rates are, a pooled one where all of its strata are.
public struct SuppressedComparison: Sendable, Equatable {
  /// One stratum, or all of a context together.
  public struct Difference: Sendable, Equatable {
    public var context: ProgrammeTable.Context
    /// `nil` = any programme.
    public var programme: ProgrammeLevel?
    /// `nil` where strata are pooled.
    public var strategy: String?
    public var step: String?
    /// `nil` where one stratum is shown.
    public var strata: Int?
    /// `nil` where hidden.
    public var counts: StratumCounts?
    public var estimate: Double?
    public var stdError: Double?
    public var confLow: Double?
    public var confHigh: Double?
    public var suppressed = Suppression.none

    mutating func hide(_ reason: Suppression) {
      (counts, estimate, stdError, confLow, confHigh) = (nil, nil, nil, nil, nil)
      suppressed = reason
    }
  }

  public var rates: SuppressedRates
  public var strata: [Difference]
  public var pooled: [Difference]
  public var programmeDays: Int
  public var hasOtherLevels: Bool
  /// Whether strata are left out for disclosure control.
  var isPooledAlone = false
  /// Places of the two rows of each stratum.
  private let rows: [(begun: Int, none: Int)]

  init(_ table: ProgrammeTable, under disclosure: Disclosure, names: ReportNames = .codes) {
    rates = SuppressedRates(table.rates, under: disclosure, names: names)
    programmeDays = table.programmeDays
    hasOtherLevels = table.hasOtherLevels
    rows = table.strata.map { ($0.begunRow, $0.noneRow) }
    strata = table.strata.map { one in
      Difference(
        context: one.context, strategy: one.strategy, step: one.step, counts: one.counts,
        estimate: one.estimate, confLow: one.confLow, confHigh: one.confHigh)
    }
    pooled = table.pooled.map { one in
      Difference(
        context: one.context, programme: one.programme, strata: one.difference.strata, counts: one.counts,
        estimate: one.difference.estimate, stdError: one.difference.stdError, confLow: one.difference.low,
        confHigh: one.difference.high)
    }
  }

  public static func == (a: SuppressedComparison, b: SuppressedComparison) -> Bool {
    a.rates == b.rates && a.strata == b.strata && a.pooled == b.pooled && a.programmeDays == b.programmeDays
      && a.hasOtherLevels == b.hasOtherLevels
  }
}

extension ProgrammeTable {
  /// Strata beyond what a page shows are not printed under disclosure control: most are small, and hiding them hides the answer.
  var isOfManyStrata: Bool {
    guard let first = strata.first?.context else { return false }
    return strata.filter { $0.context == first }.count > SuppressedComparison.most
  }
}

extension SuppressedComparison {
  /// How many strata a table for people holds.
  static let most = 12

  /// Takes away what the audit hides, and every difference that would give it back.
  mutating func hide(_ units: [RateRegister.Units], by audit: CountAudit) {
    for (row, units) in units.enumerated() {
      let (events, cell) = (audit.state(of: units.events), audit.state(of: units.cell))
      if cell != .none {
        rates.rows[row].hideCell(cell.joined(with: events))
      } else if events != .none {
        rates.rows[row].hideEvents(events)
      }
    }
    hideStrata()
    // A number made of hidden counts is an equation for them.
    for place in pooled.indices where pooled[place].programme != nil || hidesStratum(of: pooled[place]) {
      pooled[place].hide(.secondary)
    }
  }

  /// Of many strata the pooled differences of any programme alone: kinds add up to them.
  mutating func keepPooled(_ units: [Int], by audit: CountAudit) {
    rates.rows = []
    strata = []
    isPooledAlone = true
    for place in pooled.indices {
      let state = audit.state(of: units[place])
      if pooled[place].programme != nil || state != .none {
        pooled[place].hide(state == .none ? .secondary : state)
      }
    }
  }

  private mutating func hideStrata() {
    for (place, rows) in rows.enumerated() {
      let reason = rates.rows[rows.begun].suppressed.joined(with: rates.rows[rows.none].suppressed)
      if reason != .none { strata[place].hide(reason) }
    }
  }

  private func hidesStratum(of pooled: Difference) -> Bool {
    strata.contains { $0.context == pooled.context && $0.suppressed != .none }
  }

  /// Makes every difference again from rounded counts, where all of them are shown.
  mutating func round(_ recomputation: Recomputation) {
    for row in rates.rows.indices { rates.rows[row].round(level: rates.level, recomputation) }
    hideStrata()
    for (place, rows) in rows.enumerated() where strata[place].suppressed == .none {
      strata[place].hide(.secondary)
      let (begun, none) = (rates.rows[rows.begun], rates.rows[rows.none])
      guard let a = begun.events, let n = begun.n, let b = none.events, let m = none.n,
        let limits = recomputation.difference(a, n, b, m, rates.level)
      else { continue }
      strata[place].counts = StratumCounts(firstEvents: a, firstN: n, secondEvents: b, secondN: m)
      strata[place].suppressed = .none
      (strata[place].estimate, strata[place].confLow, strata[place].confHigh) = (
        limits.estimate, limits.low, limits.high
      )
    }
    // Not from the rounded counts of strata, whose errors add up, nor from the true ones.
    for place in pooled.indices { pooled[place].hide(.secondary) }
  }
}
