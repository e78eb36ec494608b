public import Statistics

/// A ``SensitivityTable`` after disclosure control.
///
/// Cells are readings of the same patients, so each is judged by its own counts; the strategies of one way to make the
/// steps are judged together, as a table of rates is.
public struct SuppressedSensitivity: Sendable, Equatable {
  var table: SensitivityTable
  var cells: [Suppression]
  var strategies: [SuppressedRates]
  var n: Int?
  var disclosure: Disclosure
}

extension Disclosure {
  /// What may be shown of the grid beside the shares of the same run: a count that those keep back is kept back here.
  public func applied(
    to table: SensitivityTable, beside shares: SuppressedResistance? = nil,
    recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedSensitivity {
    var shown = SuppressedSensitivity(
      table: table, cells: table.cells.map { _ in .none },
      strategies: table.strategies.map {
        applied(to: Results(rates: [$0.rates]), recomputing: recomputation).rates[0]
      }, n: table.n, disclosure: self)
    let kept = shares?.hiddenCounts(ofRules: ["ema", "fda"]) ?? []
    func isSmall(_ count: Int) -> Bool {
      switch self {
      case .none: false
      case .ohdsi(let least): count >= 1 && count < least
      case .openSafely: (1...7).contains(count)
      }
    }
    if isSmall(table.n) { shown.n = nil }
    for place in table.cells.indices {
      let cell = table.cells[place]
      let rest = table.n - cell.resistant - cell.possible - cell.indeterminate
      if shown.n == nil || [cell.resistant, cell.possible, cell.indeterminate, rest].contains(where: isSmall)
      {
        shown.cells[place] = .primary
      } else if kept.contains(cell.resistant) {
        shown.cells[place] = .secondary
      }
    }
    if self == .openSafely { shown.round(recomputation) }
    return shown
  }
}

extension SuppressedSensitivity {
  fileprivate mutating func round(_ recomputation: Recomputation) {
    func rounded(_ count: Int) -> Int { (count + 2) / 5 * 5 }
    n = n.map(rounded)
    for place in table.cells.indices {
      table.cells[place].resistant = rounded(table.cells[place].resistant)
      table.cells[place].possible = rounded(table.cells[place].possible)
      table.cells[place].indeterminate = rounded(table.cells[place].indeterminate)
      let events = table.cells[place].resistant
      let limits = n.flatMap { recomputation.rate(events, max($0, events), table.interval, table.level) }
      table.cells[place].estimate = limits?.estimate
      table.cells[place].confLow = limits?.low
      table.cells[place].confHigh = limits?.high
    }
  }
}

extension SuppressedResistance {
  /// Counts of resistant patients that these rules' rows keep back.
  func hiddenCounts(ofRules ids: [String]) -> Set<Int> {
    Set(
      zip(table.shares, shares).filter { ids.contains($0.rule) && $1 != .none }.map { row, _ in
        row.resistant
      })
  }
}
