public import Statistics

/// A ``ResistanceTable`` after disclosure control: what tables are made from.
///
/// A row is shown whole or hidden whole: of four statuses that add up to everybody, three give back the fourth.
public struct SuppressedResistance: Sendable, Equatable {
  var table: ResistanceTable
  var disclosure: Disclosure
  var shares: [Suppression]
  var agreements: [Suppression]
  var stages: [Suppression]
  var athf: [Suppression]
  /// Everybody; `nil` where they are too few.
  var n: Int?
  var patients: Int?
  var unproven = 0
  /// Whether the counts of all, adequate, inadequate and unknown trials may stand in a sentence.
  var showsTrials = [true, true, true, true]
}

extension Disclosure {
  /// What may be shown of shares of resistance.
  public func applied(
    to table: ResistanceTable, recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedResistance {
    var shown = SuppressedResistance(
      table: table, disclosure: self, shares: table.shares.map { _ in .none },
      agreements: table.agreements.map { _ in .none }, stages: table.stages.map { _ in .none },
      athf: table.athf.map { _ in .none }, n: table.n, patients: table.patients)
    switch self {
    case .none: break
    case .ohdsi(let minCellCount): shown.hideSmallCells(below: minCellCount)
    case .openSafely: shown.round(recomputing: recomputation)
    }
    return shown
  }
}
