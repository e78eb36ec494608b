public import Summaries
import Treatment

/// The counts behind a ``SensitivityTable``.
public struct SensitivitySummary: Mergeable {
  struct Counts: Mergeable {
    var resistant = 0
    var possible = 0
    var indeterminate = 0

    mutating func merge(_ other: Counts) {
      resistant += other.resistant
      possible += other.possible
      indeterminate += other.indeterminate
    }
  }

  var withStep = 0
  /// Patients with a trial of an antidepressant; era gap and overlap change which, not whether there is any.
  var patients = 0
  var counts: [Counts]
  /// One a pair of overlap and era gap.
  var rates: [RateSummary]

  init(cells: Int, rates: [RateSummary]) {
    counts = Array(repeating: Counts(), count: cells)
    self.rates = rates
  }

  mutating func add(_ status: ResistanceStatus, cell: Int) {
    switch status {
    case .resistant: counts[cell].resistant += 1
    case .possible: counts[cell].possible += 1
    case .indeterminate: counts[cell].indeterminate += 1
    case .notResistant, .noHistory: break
    }
  }

  public mutating func merge(_ other: SensitivitySummary) {
    withStep += other.withStep
    patients += other.patients
    for place in counts.indices { counts[place].merge(other.counts[place]) }
    for place in rates.indices { rates[place].merge(other.rates[place]) }
  }
}
