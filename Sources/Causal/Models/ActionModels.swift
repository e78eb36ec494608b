import Regression
import Summaries

/// The models behind an effect: who got what, the outcome with each action, and who was seen with each.
///
///     π(x) = P(A = 1 | x)      m(a, x) = E(Y | A = a, x)      ρ(a, x) = P(Y seen | A = a, x)
///
/// Each action has an outcome model of its own, which is one model with every interaction of action and covariates. Who was seen is
/// modelled where somebody was not.
///
/// Grade: canonical
/// Not: for more than two actions; several are compared pair by pair.
/// Throws: ``EffectError``
public struct ActionModels: Sendable {
  public let rows: ActionRows
  public let options: EffectOptions
  let propensity: NuisanceModel
  /// By action: 0 the second, 1 the first.
  let outcome: [NuisanceModel]
  let seen: [NuisanceModel]

  /// The fewest events with an action, and non-events, that a model of likelihood is made of.
  public static let fewestEvents = 5

  public init(_ rows: ActionRows, _ options: EffectOptions = EffectOptions()) throws(EffectError) {
    self.rows = rows
    self.options = options
    try Self.check(rows, options)
    let all = Array(0..<rows.count)
    guard options.folds > 1 else {
      propensity = try Self.propensity(rows, all, options)
      outcome = [
        try Self.outcome(rows, all, isFirst: false, options),
        try Self.outcome(rows, all, isFirst: true, options),
      ]
      seen = [
        try Self.seen(rows, all, isFirst: false, options), try Self.seen(rows, all, isFirst: true, options),
      ]
      try checkOverlap()
      return
    }
    let fold = try PatientFolds.folds(of: rows, options)
    var parts: [[NuisanceModel]] = [[], [], [], [], []]
    for own in 0..<options.folds {
      let others = all.filter { fold[$0] != own }
      parts[0].append(try Self.propensity(rows, others, options))
      for (place, isFirst) in [false, true].enumerated() {
        parts[1 + place].append(try Self.outcome(rows, others, isFirst: isFirst, options))
        parts[3 + place].append(try Self.seen(rows, others, isFirst: isFirst, options))
      }
    }
    let joined = parts.map { NuisanceModel(folds: $0, fold: fold) }
    propensity = joined[0]
    outcome = [joined[1], joined[2]]
    seen = [joined[3], joined[4]]
    try checkOverlap()
  }

  private static func check(_ rows: ActionRows, _ options: EffectOptions) throws(EffectError) {
    for isFirst in [true, false] {
      let own = rows.rows(ofFirst: isFirst)
      let name = rows.name(ofFirst: isFirst)
      if own.isEmpty { throw .nobody(action: name) }
      let known = own.filter(rows.isSeen)
      if known.isEmpty { throw .nobodySeen(action: name) }
      guard rows.kind == .binary, options.modelMethod == .ml, !options.allowsFewEvents else { continue }
      let events = known.count { rows.outcome[$0] == 1 }
      let fewest = min(events, known.count - events)
      if fewest < fewestEvents { throw .fewEvents(action: name, events: fewest) }
    }
  }

  private static func propensity(
    _ rows: ActionRows, _ from: [Int], _ options: EffectOptions
  ) throws(EffectError) -> NuisanceModel {
    do {
      return try NuisanceModel(
        rows.design, fitted: from, outcome: from.map { rows.design.y[$0] }, columns: rows.treatmentColumns,
        kind: .binary, options)
    } catch {
      throw .propensity(error)
    }
  }

  private static func outcome(
    _ rows: ActionRows, _ from: [Int], isFirst: Bool, _ options: EffectOptions
  ) throws(EffectError) -> NuisanceModel {
    let own = from.filter { rows.hadFirst($0) == isFirst && rows.isSeen($0) }
    do {
      return try NuisanceModel(
        rows.design, fitted: own, outcome: own.map { rows.outcome[$0] }, columns: rows.outcomeColumns,
        kind: rows.kind, options)
    } catch {
      throw .outcome(action: rows.name(ofFirst: isFirst), error)
    }
  }

  private static func seen(
    _ rows: ActionRows, _ from: [Int], isFirst: Bool, _ options: EffectOptions
  ) throws(EffectError) -> NuisanceModel {
    let own = from.filter { rows.hadFirst($0) == isFirst }
    if own.allSatisfy(rows.isSeen) { return NuisanceModel(constant: 1, count: rows.count) }
    let marks = own.map { rows.isSeen($0) ? 1.0 : 0.0 }
    do {
      return try NuisanceModel(
        rows.design, fitted: own, outcome: marks, columns: rows.outcomeColumns, kind: .binary, options)
    } catch {
      // A few who were not seen have no estimate by maximum likelihood; the penalised one is finite and near to 1.
      var penalised = options
      penalised.modelMethod = .firth
      do {
        return try NuisanceModel(
          rows.design, fitted: own, outcome: marks, columns: rows.outcomeColumns, kind: .binary, penalised)
      } catch {
        throw .seen(action: rows.name(ofFirst: isFirst), error)
      }
    }
  }

  /// Throws: ``EffectError/noOverlap(action:)`` where no propensity of one action lies among those of the other.
  private func checkOverlap() throws(EffectError) {
    let support = Overlap(self)
    for isFirst in [true, false] where support.outside(isFirst) == support.rows(isFirst) {
      throw .noOverlap(action: rows.name(ofFirst: isFirst))
    }
  }

  /// The probability of the action that a row is asked about, not below the least that a weight is made of.
  func probability(of isFirst: Bool, _ row: Int) -> (value: Double, isTruncated: Bool) {
    let own = isFirst ? propensity.values[row] : 1 - propensity.values[row]
    return own < options.leastProbability ? (options.leastProbability, true) : (own, false)
  }
}
