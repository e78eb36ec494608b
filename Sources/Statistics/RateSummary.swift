public import Summaries
import Treatment

/// The integer sums behind a ``RateTable``, by texts, so that pages, threads and sites can be joined.
///
/// Equal summaries are equal bytes when encoded.
public struct RateSummary: Mergeable {
  struct Key: Hashable, Codable, Comparable {
    var baseline: BaselineKind
    var scale: String
    var group: [String]

    static func < (a: Key, b: Key) -> Bool {
      if a.baseline != b.baseline { return a.baseline.rawValue < b.baseline.rawValue }
      if a.scale != b.scale { return a.scale < b.scale }
      return a.group.lexicographicallyPrecedes(b.group)
    }
  }

  struct Cell: Mergeable {
    var patients = 0
    var steps = 0
    var noBaseline = 0
    var notEvaluable = 0
    var remittedAtBaseline = 0
    var notAssessed = 0
    var notAssessedSteps = 0
    var afterEnd = 0
    /// Steps without the baseline under each of ``BaselineWindow/wider``.
    var noBaselineWider = BaselineWindow.wider.map { _ in 0 }
    /// One an outcome and reading, outcomes outside.
    var sums: [RateSums]

    init(measures: Int) { sums = Array(repeating: RateSums(), count: measures) }

    mutating func merge(_ other: Cell) {
      patients += other.patients
      steps += other.steps
      noBaseline += other.noBaseline
      notEvaluable += other.notEvaluable
      remittedAtBaseline += other.remittedAtBaseline
      notAssessed += other.notAssessed
      notAssessedSteps += other.notAssessedSteps
      afterEnd += other.afterEnd
      for place in noBaselineWider.indices { noBaselineWider[place] += other.noBaselineWider[place] }
      for index in sums.indices { sums[index].merge(other.sums[index]) }
    }
  }

  /// Empty once a covariate has too many levels: the answer is an error then, and memory stays bounded.
  var cells = KeyedSums<Key, Cell>()
  var scales = KeyedSums<String, ScaleNote>()
  /// The window that picked the baselines; `nil` where they stand in a file, and while nothing is added.
  var baselineWindow: BaselineWindow?
  /// One a key.
  var levels: [GroupLevels]

  init(keys: Int) { levels = Array(repeating: GroupLevels(), count: keys) }

  public mutating func merge(_ other: RateSummary) {
    for index in levels.indices { levels[index].merge(other.levels[index]) }
    scales.merge(other.scales)
    baselineWindow = baselineWindow ?? other.baselineWindow
    if !dropCellsIfTooMany() { cells.merge(other.cells) }
  }

  mutating func dropCellsIfTooMany() -> Bool {
    guard levels.contains(where: \.isTooMany) else { return false }
    cells = KeyedSums()
    return true
  }
}
