import Regression
import Summaries

/// The models behind the values of policies over stages: who got what, and who was seen, at each stage. The outcome's models belong to a
/// policy; they are made where its value is asked for.
///
///     πₖ(a, h) = P(Aₖ = a | h)      ρₖ(a, h) = P(not lost | Aₖ = a, h)      Qₖ(a, h) = E(rₖ + Vₖ₊₁ | Aₖ = a, h)
///
/// With `folds` each patient is judged by models of the other folds' patients, all stages of the patient together.
///
/// Grade: canonical
/// Not: for another population than everybody.
/// Throws: ``PolicyError``
/// Source: Nordland & Holst, arXiv:2212.02335, and the source of polle 1.6 (read) for the estimators; Tsiatis et al. (2019), "Dynamic
/// treatment regimes" (cited from memory).
public struct StagedModels: Sendable {
  public let rows: StagedRows
  public let options: EffectOptions
  /// Each patient's set of models.
  let fold: [Int]
  let sets: [TrainingModels]

  public init(_ rows: StagedRows, _ options: EffectOptions = EffectOptions()) throws(PolicyError) {
    self.rows = rows
    self.options = options
    guard options.folds > 1 else {
      fold = Array(repeating: 0, count: rows.count)
      sets = [try TrainingModels(rows, isTrained: { _ in true }, options)]
      return
    }
    let numbers = rows.streamNumbers
    let count = Set(numbers).count
    guard count > options.folds else { throw .tooFewPatients(folds: options.folds, patients: count) }
    let fold = PatientFolds.folds(of: numbers, options.folds, seed: options.seed)
    var sets: [TrainingModels] = []
    for own in 0..<options.folds {
      sets.append(try TrainingModels(rows, isTrained: { fold[$0] != own }, options))
    }
    self.fold = fold
    self.sets = sets
  }

  var isCrossFitted: Bool { sets.count > 1 }

  /// Whether a patient is among those that a set's models are made of.
  func isTrained(_ patient: Int, _ set: Int) -> Bool { !isCrossFitted || fold[patient] != set }

  /// The share of the row's own action by a set's model, not below the least that a weight is made of.
  func probability(_ stage: Int, _ row: Int, _ set: Int) -> (value: Double, isTruncated: Bool) {
    let shares = sets[set].treatment[stage].shares[rows.stages[stage].taken[row]]
    let own = shares[row + rows.treatmentOffset(of: stage)]
    return own < options.leastProbability ? (options.leastProbability, true) : (own, false)
  }

  /// The probability that the row was not lost, with the action it had.
  func seen(_ stage: Int, _ row: Int, _ set: Int) -> Double {
    sets[set].seen[stage][rows.stages[stage].taken[row]].values[row]
  }
}
