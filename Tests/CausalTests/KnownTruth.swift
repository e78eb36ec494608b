import Causal
import LinearAlgebra
import Regression
import TestSupport

/// A clinic whose truth is known: the sicker get the first action more often and remit less, and it works less in them.
///
/// Severity has 41 equally likely values and one in three is anxious, so that the true means are plain sums.
struct KnownTruth {
  static func severity(_ step: Int) -> Double { (Double(step) - 20) / 10 }

  static func chance(first severity: Double, _ anxious: Double) -> Double {
    LogOdds.probability(-0.5 + 0.9 * severity + 0.4 * anxious)
  }

  static func remission(_ action: Double, _ severity: Double, _ anxious: Double) -> Double {
    LogOdds.probability(-0.4 - 0.8 * severity - 0.5 * anxious + action * (0.8 - 0.6 * severity))
  }

  /// The chance that an outcome is seen: about 70 % in all, less in the sicker of the first action.
  static func seen(_ action: Double, _ severity: Double) -> Double {
    LogOdds.probability(1.2 - 1.1 * severity * (0.5 + action))
  }

  /// The mean had everybody had the action.
  static func mean(_ action: Double) -> Double {
    (0...40).reduce(0) { sum, step in
      sum + (remission(action, severity(step), 0) * 2 + remission(action, severity(step), 1)) / (3 * 41)
    }
  }

  static var difference: Double { mean(1) - mean(0) }

  /// A cohort; columns: intercept, severity, anxious. `complete` keeps rows whose outcome was seen.
  static func cohort(_ count: Int, seed: UInt64, missing: Bool = false, complete: Bool = false) -> ActionRows
  {
    var draws = SplitMix64(seed: seed)
    var (x, actions, outcomes): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<count {
      let (own, anxious) = (severity(draws.below(41)), draws.below(3) == 0 ? 1.0 : 0.0)
      let action = draws.uniform() < chance(first: own, anxious) ? 1.0 : 0.0
      let event = draws.uniform() < remission(action, own, anxious) ? 1.0 : 0.0
      let isSeen = draws.uniform() < seen(action, own)
      if complete, !isSeen { continue }
      x += [1, own, anxious]
      actions.append(action)
      outcomes.append(missing && !isSeen ? .nan : event)
    }
    return ActionRows(
      Design(
        columns: ["(Intercept)", "severity", "anxious"], assignment: [-1, 0, 1],
        terms: ["severity", "anxious"],
        count: actions.count, x: x, y: actions), outcome: outcomes, kind: .binary, first: "one",
      second: "other")
  }
}

extension KnownTruth {
  /// The clinic where the first action is named so only if it still runs on a later day: who has stopped by then, without remission, three
  /// in ten whoever they are, counts with the other one. From the landmark on they are in neither.
  static func named(_ count: Int, seed: UInt64, fromLandmark: Bool) -> ActionRows {
    let rows = cohort(count, seed: seed)
    var draws = SplitMix64(seed: seed &+ 1)
    let stops = (0..<rows.count).map { _ in draws.uniform() < 0.3 }
    let kept = (0..<rows.count).filter { !fromLandmark || !stops[$0] }
    let design = rows.design
    return ActionRows(
      Design(
        columns: design.columns, assignment: design.assignment, terms: design.terms, count: kept.count,
        x: kept.flatMap { design.x[($0 * 3)..<($0 * 3 + 3)] }, y: kept.map { stops[$0] ? 0 : design.y[$0] }),
      outcome: kept.map { stops[$0] ? 0 : rows.outcome[$0] }, kind: .binary, first: "one", second: "other")
  }
}

/// How an estimate fares over many cohorts.
struct Fate {
  var cohorts = 0
  var sum = 0.0
  var squares = 0.0
  var held = 0

  mutating func add(_ value: EffectEstimate) {
    cohorts += 1
    sum += value.estimate - KnownTruth.difference
    squares += (value.estimate - KnownTruth.difference) * (value.estimate - KnownTruth.difference)
    if let low = value.low, let high = value.high, low <= KnownTruth.difference, KnownTruth.difference <= high
    {
      held += 1
    }
  }

  var bias: Double { sum / Double(cohorts) }
  /// Of the bias, by chance.
  var error: Double { ((squares / Double(cohorts) - bias * bias) / Double(cohorts)).squareRoot() }
  var coverage: Double { Double(held) / Double(cohorts) }
}

/// The ways of estimating that are held to the truth.
enum Way: String, CaseIterable {
  case naive = "naive difference"
  case standardised = "g-formula"
  case weighted = "IPTW"
  case doublyRobust = "AIPW"
  case folded = "AIPW, cross-fitted in 5"
  case wrongOutcomeG = "g-formula, outcome model without severity"
  case wrongOutcome = "AIPW, outcome model without severity"
  case wrongTreatmentI = "IPTW, treatment model without severity"
  case wrongTreatment = "AIPW, treatment model without severity"
  case completeCases = "IPTW, complete cases of 30 % missing"
  case immortal = "AIPW, named by what 30 % do not live to see (immortal time)"
  case landmark = "AIPW, from the landmark on"
  case censoring = "IPTW with IPCW, 30 % missing"
  case censoringDouble = "AIPW with IPCW, 30 % missing"

  /// Whether the estimate should be right.
  var isRight: Bool {
    switch self {
    case .naive, .wrongOutcomeG, .wrongTreatmentI, .completeCases, .immortal: false
    default: true
    }
  }

  func estimate(_ count: Int, seed: UInt64) throws -> EffectEstimate {
    let isMissing = [.censoring, .censoringDouble].contains(self)
    var rows =
      [.immortal, .landmark].contains(self)
      ? KnownTruth.named(count, seed: seed, fromLandmark: self == .landmark)
      : KnownTruth.cohort(count, seed: seed, missing: isMissing, complete: self == .completeCases)
    var options = EffectOptions()
    switch self {
    case .wrongOutcomeG, .wrongOutcome: rows.outcomeColumns = [0, 2]
    case .wrongTreatmentI, .wrongTreatment: rows.treatmentColumns = [0, 2]
    case .folded: options.folds = 5
    default: break
    }
    let method: EffectMethod =
      switch self {
      case .naive: .unadjusted
      case .standardised, .wrongOutcomeG: .standardisation
      case .weighted, .wrongTreatmentI, .completeCases, .censoring: .weighting
      default: .doublyRobust
      }
    return try ActionModels(rows, options).effect(method).difference
  }
}
