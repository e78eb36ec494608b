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
  /// In the files; with `n` it gives `noHistory`, so the two are shown or hidden together.
  var patients: Int?
  var noHistory: Int?
  var unproven = 0
  /// Counts of trials that may not stand in a sentence.
  var hiddenTrials: Set<TrialCount> = []
  /// Places in the table's trials by scale that may not either.
  var hiddenScales: Set<Int> = []
}

extension SuppressedResistance {
  /// Whether the count of patients outside the denominator is kept back, which the total of a file would give.
  public var hidesNoHistory: Bool { noHistory == nil }
}

extension Disclosure {
  /// What may be shown of shares of resistance.
  public func applied(
    to table: ResistanceTable, recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedResistance {
    var shown = SuppressedResistance(
      table: table, disclosure: self, shares: table.shares.map { _ in .none },
      agreements: table.agreements.map { _ in .none }, stages: table.stages.map { _ in .none },
      athf: table.athf.map { _ in .none }, n: table.n, patients: table.patients,
      noHistory: table.noHistory)
    switch self {
    case .none: break
    case .ohdsi(let minCellCount): shown.hideSmallCells(below: minCellCount)
    case .openSafely: shown.round(recomputing: recomputation)
    }
    return shown
  }
}

/// A count of trials that the notes below the shares may say.
enum TrialCount: CaseIterable {
  case all, adequate, inadequate, unknown, drugs, drugsWithoutDose, adequateWithoutCoverage, withoutOutcome
  case breakthrough, startingLow, withoutBaseline

  func count(in trials: ResistanceTable.Trials) -> Int {
    switch self {
    case .all: trials.adequate + trials.inadequate + trials.unknown
    case .adequate: trials.adequate
    case .inadequate: trials.inadequate
    case .unknown: trials.unknown
    case .drugs: trials.drugs
    case .drugsWithoutDose: trials.drugsWithoutDose
    case .adequateWithoutCoverage: trials.adequateWithoutCoverage
    case .withoutOutcome: trials.withoutOutcome
    case .breakthrough: trials.breakthrough
    case .startingLow: trials.startingLow
    case .withoutBaseline: trials.withoutBaseline
    }
  }

  /// The count that this one is a part of; `nil` where it is the whole.
  var whole: TrialCount? {
    switch self {
    case .all: nil
    case .drugsWithoutDose: .drugs
    case .adequateWithoutCoverage: .adequate
    default: .all
    }
  }
}
