import Causal
import Regression

/// The ways of judging a policy that are held to the truth.
enum StagedWay: String, CaseIterable {
  case naive = "patients who happened to follow"
  case standardised = "backward induction"
  case weighted = "weighting"
  case doublyRobust = "AIPW"
  case folded = "AIPW, cross-fitted in 5"
  case wrongOutcome = "AIPW, outcome models without severity"
  case wrongTreatment = "AIPW, treatment models without severity"
  case wrongStandardised = "backward induction without severity"
  case wrongWeighted = "weighting without severity"

  var isRight: Bool { ![.naive, .wrongStandardised, .wrongWeighted].contains(self) }

  func values(_ count: Int, seed: UInt64, losing: Bool) throws -> [(truth: Double, value: EffectEstimate)] {
    var rows = try StagedTruth.cohort(count, seed: seed, losing: losing)
    var options = EffectOptions()
    if self == .folded { options.folds = 5 }
    if [.wrongOutcome, .wrongStandardised, .wrongTreatment, .wrongWeighted].contains(self) {
      let stages = rows.stages.map { stage -> StageDecisions in
        var stage = stage
        if [.wrongOutcome, .wrongStandardised].contains(self) {
          stage.outcomeColumns = [0, 5]
        } else {
          stage.treatmentColumns = [0, 5]
        }
        return stage
      }
      rows = try StagedRows(count: count, stages: stages, kind: .continuous)
    }
    let method: EffectMethod =
      switch self {
      case .naive: .unadjusted
      case .standardised, .wrongStandardised: .standardisation
      case .weighted, .wrongWeighted: .weighting
      default: .doublyRobust
      }
    let policies = StagedTruth.policies
    let judged = try StagedModels(rows, options).judged(
      policies.map { StagedTruth.policy($0.name, $0.rule, rows) })
    return try zip(policies, judged).map { (StagedTruth.value($0.rule), try $1.get().value(method).value) }
  }
}

/// How an estimate fares over many cohorts.
struct StagedFate {
  private var differences: [Double] = []
  private var held = 0

  mutating func add(_ found: (truth: Double, value: EffectEstimate)) {
    differences.append(found.value.estimate - found.truth)
    if let low = found.value.low, let high = found.value.high, low <= found.truth, found.truth <= high {
      held += 1
    }
  }

  var bias: Double { differences.reduce(0, +) / Double(differences.count) }
  /// Of the bias, by chance.
  var error: Double {
    let squares = differences.reduce(0) { $0 + ($1 - bias) * ($1 - bias) }
    return squares.squareRoot() / Double(differences.count)
  }
  var coverage: Double { Double(held) / Double(differences.count) }
}
