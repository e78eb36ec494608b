import Regression
public import Statistics

/// The sensitivity grid that a run shows beside the shares of resistance.
///
/// Cells are readings of the same patients, so each is judged by its own counts; the strategies of one way to make the
/// steps are judged together, as a table of rates is. What the shares keep back is kept back here.
struct SensitivityGrid: ReportedResult {
  static let entry = 7

  var table: SensitivityTable
  /// The shares of the same run.
  var shares: ResistanceTable?

  /// Everybody, and each cell.
  struct Register: CountRegister {
    var n: Int
    var cells: [ResistanceRegister.ShareUnits]
    /// The units of the shares by the same words, in the same run.
    var shares: [ResistanceRegister.ShareUnits] = []
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    let n = audit.variable(table.n)
    let shares = earlier.first(ResistanceRegister.self)
    if let shares { audit.relate([n], equal: [shares.all.n]) }
    return Register(
      n: audit.unit(printing: [n], sensitive: [n], cost: 1_000_000),
      cells: table.cells.map { cell in
        let counts = Self.counts(of: cell, among: table.n).map { audit.variable($0) }
        if cell.isChosen { link(counts, to: shares, in: &audit) }
        return Self.units(of: counts, cell, among: table.n, n, in: &audit)
      }, shares: shares?.units(of: Self.sameWords) ?? [])
  }

  /// Who is not resistant is never printed, and is looked after with those who are possibly so or cannot be told.
  private static func units(
    of counts: [Int], _ cell: SensitivityTable.Cell, among patients: Int, _ n: Int, in audit: inout CountAudit
  ) -> ResistanceRegister.ShareUnits {
    let rest = audit.variable(patients - cell.resistant)
    audit.relate(counts, equal: [n])
    audit.relate([counts[0], rest], equal: [n])
    return ResistanceRegister.ShareUnits(
      resistant: audit.unit(printing: [counts[0]], sensitive: [counts[0], rest], cost: 1_000),
      others: audit.unit(printing: [counts[1], counts[2]], sensitive: Array(counts.dropFirst()), cost: 100))
  }

  /// Rules that say what the grid's says.
  private static let sameWords = ["ema", "fda"]

  /// The cell of the run's own parameters counts what the shares by the same words count.
  private func link(_ counts: [Int], to shares: ResistanceRegister?, in audit: inout CountAudit) {
    for known in Self.sameWords.compactMap({ shares?.statuses[$0] }) {
      for (own, other) in zip(counts, [known[2], known[1], known[3], known[0]]) {
        audit.relate([own], equal: [other])
      }
    }
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedSensitivity {
    var shown = SuppressedSensitivity(
      level: table.level, n: table.n, cells: table.cells.map { SuppressedSensitivity.Setting($0) },
      strategies: table.strategies.map { strategies in
        SuppressedSensitivity.Strategies(
          overlapSwitchMax: strategies.overlapSwitchMax, eraGapDays: strategies.eraGapDays,
          rates: run.disclosure.shown(
            of: RateTables(tables: [strategies.rates]), recomputing: run.recomputation
          ).tables[0])
      }, disclosure: run.disclosure)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      if audit.state(of: register.n) != .none { shown.n = nil }
      let hidden = zip(sharesOfSameWords, register.shares).filter { audit.state(of: $1.resistant) != .none }
      for (place, units) in register.cells.enumerated() where shown.n != nil {
        shown.cells[place].hide(audit.state(of: units.resistant), others: audit.state(of: units.others))
      }
      hide(in: &shown, keepingBack: Set(hidden.map { $0.0.resistant } + keptBack(under: run.disclosure))) {
        _ in false
      }
    case .rounding:
      if Rounding.isSmall(table.n) { shown.n = nil }
      hide(in: &shown, keepingBack: keptBack(under: run.disclosure)) { place in
        Self.counts(of: table.cells[place], among: table.n).contains(where: Rounding.isSmall)
      }
      shown.n = shown.n.map(Rounding.nearestFive)
      for place in shown.cells.indices {
        shown.cells[place].round(among: shown.n, of: table, run.recomputation)
      }
    }
    return shown
  }

  private static func counts(of cell: SensitivityTable.Cell, among n: Int) -> [Int] {
    let rest = n - cell.resistant - cell.possible - cell.indeterminate
    return [cell.resistant, cell.possible, cell.indeterminate, rest]
  }

  private func hide(
    in shown: inout SuppressedSensitivity, keepingBack kept: Set<Int>, where isSmall: (Int) -> Bool
  ) {
    for place in shown.cells.indices {
      if shown.n == nil || isSmall(place) {
        shown.cells[place].hide(.primary)
      } else if kept.contains(table.cells[place].resistant) {
        shown.cells[place].hide(.secondary)
      }
    }
  }

  private var sharesOfSameWords: [ResistanceTable.Share] {
    (shares?.shares ?? []).filter { Self.sameWords.contains($0.rule) && $0.unavailability == nil }
  }

  /// Counts of resistant patients that the shares by the same words keep back, as the shares would print them.
  private func keptBack(under disclosure: Disclosure) -> Set<Int> {
    guard let shares else { return [] }
    let rows = zip(shares.shares, disclosure.shown(of: shares).shares)
    let hidden = rows.filter { Self.sameWords.contains($0.rule) && $1.resistant == nil }
    return Set(
      hidden.map { disclosure == .openSafely ? Rounding.nearestFive($0.0.resistant) : $0.0.resistant })
  }
}

extension SuppressedSensitivity.Setting {
  fileprivate mutating func round(
    among n: Int?, of table: SensitivityTable, _ recomputation: Recomputation
  ) {
    guard let events = resistant.map(Rounding.nearestFive) else { return }
    resistant = events
    possible = possible.map(Rounding.nearestFive)
    indeterminate = indeterminate.map(Rounding.nearestFive)
    let limits = n.flatMap { recomputation.rate(events, max($0, events), table.interval, table.level) }
    estimate = limits?.estimate
    confLow = limits?.low
    confHigh = limits?.high
  }
}

extension SuppressedSensitivity: ReportPart {
  /// A ``ResistanceSection`` shows it.
  func sections(in setting: ReportSetting) -> [ReportSection] { [] }

  var dataTables: [(name: String, table: Table)] {
    [("resistance-grid", gridTable), ("resistance-grid-strategies", strategiesTable)]
      .filter { !$0.1.rows.isEmpty }
  }
}

extension Results {
  /// Of the same patients as ``resistance``, which is set before it.
  public var sensitivity: SensitivityTable? {
    get { self[SensitivityGrid.self]?.table }
    set { self[SensitivityGrid.self] = newValue.map { SensitivityGrid(table: $0, shares: resistance) } }
  }
}

extension SuppressedResults {
  public var sensitivity: SuppressedSensitivity? { part(SuppressedSensitivity.self) }
}

extension Disclosure {
  /// What may be shown of the grid beside the shares of the same run: a count that those keep back is kept back here.
  public func applied(
    to table: SensitivityTable, beside shares: ResistanceTable? = nil,
    recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedSensitivity {
    shown(of: SensitivityGrid(table: table, shares: shares), recomputing: recomputation)
  }
}
