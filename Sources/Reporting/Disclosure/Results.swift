public import Statistics

/// Everything a run is about to show, so that it is judged together: a cell hidden in one table must not come
/// back through another.
public struct Results: Sendable, Equatable {
  public var flow: PatientFlow?
  public var baseline: BaselineTable?
  public var rates: [RateTable]
  public var differences: [RateDifference]
  /// The level of the limits of the differences.
  public var level: Double
  public var cumulative: [CumulativeRemissionRow]
  public var trajectories: [TrajectoryPoint]
  /// Row counts that the run prints besides, exactly and always (rows of the inputs): they cannot be hidden, so that
  /// the audit takes every sum equal to one of them as known to a reader.
  public var knownTotals: [Int]

  public init(
    flow: PatientFlow? = nil, baseline: BaselineTable? = nil, rates: [RateTable] = [],
    differences: [RateDifference] = [], level: Double = 0.95, cumulative: [CumulativeRemissionRow] = [],
    trajectories: [TrajectoryPoint] = [], knownTotals: [Int] = []
  ) {
    self.flow = flow
    self.baseline = baseline
    self.rates = rates
    self.differences = differences
    self.level = level
    self.cumulative = cumulative
    self.trajectories = trajectories
    self.knownTotals = knownTotals
  }
}

/// ``Results`` after disclosure control: what tables, figures and sentences are made from.
public struct SuppressedResults: Sendable, Equatable {
  public var flow: SuppressedFlow?
  public var baseline: SuppressedBaseline?
  public var rates: [SuppressedRates]
  public var differences: [SuppressedDifference]
  public var level: Double
  public var cumulative: [SuppressedCumulativeRow]
  public var trajectories: [SuppressedTrajectoryPoint]
  /// Small counts for which the audit found no proof that a reader cannot work them out, although everything that hangs
  /// together with them is hidden.
  ///
  /// 0 for most runs. More where the search for a proof ends without one (many linked tables, or rows that count
  /// the same patients twice); the rate tables then say so in their notes, and somebody must look.
  public var unproven: Int
  /// What readers of means must know of the numbers beside them.
  var meanNotes: [String] = []

  /// Everything shown.
  init(_ results: Results) {
    flow = results.flow.map { SuppressedFlow($0) }
    baseline = results.baseline.map { SuppressedBaseline($0) }
    rates = results.rates.map { table in
      SuppressedRates(
        by: table.by, level: table.level, rows: table.rows.map { SuppressedRates.Row($0) },
        notes: table.notes,
        disclosure: .none(reason: ""))
    }
    differences = results.differences.map { SuppressedDifference($0) }
    level = results.level
    cumulative = results.cumulative.map { SuppressedCumulativeRow($0) }
    trajectories = results.trajectories.map { SuppressedTrajectoryPoint($0) }
    unproven = 0
  }
}

extension Disclosure {
  /// What may be shown of the results.
  public func applied(
    to results: Results, recomputing recomputation: Recomputation = .unavailable
  ) -> SuppressedResults {
    var shown = SuppressedResults(results)
    switch self {
    case .none: break
    case .ohdsi(let minCellCount): shown.hideSmallCells(of: results, below: minCellCount)
    case .openSafely: shown.round(results, recomputing: recomputation)
    }
    for table in shown.rates.indices {
      shown.rates[table].disclosure = self
      shown.rates[table].isEvaluable = results.rates[table].isEvaluable
      shown.rates[table].notes +=
        ScoreNotes(
          results.rates[table], shown.rates[table], under: self, isFirst: table == 0
        ).sentences
      if shown.unproven > 0 { shown.rates[table].notes.append(Self.doubt(of: shown.unproven)) }
    }
    return shown
  }

  /// What is said wherever a hidden count has no proof that it stays hidden.
  static func doubt(of unproven: Int) -> String {
    (unproven == 1 ? "A hidden count" : "\(unproven) hidden counts")
      + " could not be proved safe from being worked out, although everything that hangs together with "
      + (unproven == 1 ? "it" : "them")
      + " is hidden; have this table reviewed before it leaves the data's owner."
  }

  /// The sentences that rows of rates need below them.
  func footnotes(for rows: [SuppressedRates.Row]) -> [String] {
    var notes: [String] = []
    switch self {
    case .none(let reason):
      notes.append("Nothing is hidden. Reason given: " + reason)
    case .ohdsi(let count):
      if rows.contains(where: { $0.suppressed == .primary }) {
        notes.append(
          "hidden (primary): events, N less events, or patients of the row are 1 to \(count - 1); its rate and limits "
            + "would give them back.")
      }
      if rows.contains(where: { $0.suppressed == .secondary }) {
        notes.append(
          "hidden (secondary): the row would let a reader work out one that is hidden for its size.")
      }
    case .openSafely:
      notes.append(sentence)
    }
    if rows.contains(where: { $0.suppressed == .none && $0.n == 0 }) {
      notes.append("–: no rate, because N is 0.")
    }
    return notes
  }
}
