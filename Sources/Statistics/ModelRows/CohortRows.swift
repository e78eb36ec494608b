internal import Regression
public import Summaries
internal import Treatment

/// The rows that the pages of a cohort gave a model, with what was counted beside them.
///
/// Sums all, so that they are right for the pages of any cohorts; where rows are held (``RowHolding/rows``), those of all.
public struct CohortRows: Mergeable {
  /// What an outcome lacks on a scale.
  struct Unavailable: Sendable, Codable, Equatable, Comparable {
    var outcome: String
    var scale: String
    var reason: String

    static func < (a: Unavailable, b: Unavailable) -> Bool { (a.outcome, a.scale) < (b.outcome, b.scale) }
  }

  var rows: RowSums
  /// Rows by the identifier of their scale.
  var scales = Tally<String>()
  /// The first in order of what is lacking.
  var unavailable: Unavailable?
  /// Baselines by scale; empty where they stand in a file of steps.
  var baselines = KeyedSums<String, BaselineLoss>()
  /// Trials that a score decides, by the scale's place in the catalogue.
  var trials = Tally<Int>()

  init(_ holding: RowHolding) { rows = RowSums(holding) }

  public mutating func merge(_ other: CohortRows) {
    rows.merge(other.rows)
    scales.merge(other.scales)
    unavailable = [unavailable, other.unavailable].compactMap { $0 }.min()
    baselines.merge(other.baselines)
    trials.merge(other.trials)
  }

  func rows(known: [String], of catalogue: [Scale]) -> ModelRows {
    ModelRows(
      table: rows.table(known: known, numbering: CohortTable.cluster),
      baselines: baselines.ordered.map { (scale: $0.key, loss: $0.value) },
      trials: trials.ordered.map {
        ResistanceTable.ScaleTrials(scale: catalogue[$0.key].id, trials: $0.count)
      })
  }
}
