internal import LinearAlgebra
internal import Summaries
internal import Treatment

/// What policies are worth: who would remit within four steps if everybody went by the policy and nobody left.
///
///     value = mean over patients of 1 - Π over k of (1 - remission(policy(k), k, severity k))
///
/// Severity at the next step is that of a step which did not end in remission: stopped, responded or failed, drawn by the patient's own
/// draws, which are the same under every policy. Who responded short of remission goes on. The best pair is taken over three steps.
///
/// Grade: canonical
struct PolicyValues {
  /// Strategies at steps 2 to 4.
  private struct Policy {
    let name: String
    let options: [CareModel.Option]
  }

  private let model: CareModel
  private let seed: UInt64
  private let policies: [Policy]
  /// By policy, then by the end of which step.
  private var sums: [[Double]]
  /// By the option at step 2, then that at step 3.
  private var pairs: [Double]
  /// By the option at step 2: who would remit by its end.
  private var seconds: [Double]
  private var firsts = 0.0
  private var patients = 0

  init(_ model: CareModel, seed: UInt64) {
    self.model = model
    self.seed = seed
    let named: [(String, [Strategy])] = [
      ("always switch", [.switchOut, .switchOut, .switchOut]),
      ("augment first", [.augmentAntipsychotic, .augmentLithium, .switchOut]),
      ("switch within the class", [.switchWithin, .switchWithin, .switchWithin]),
      ("two trials, then ketamine", [.switchOut, .ketamine, .switchOut]),
      ("two trials, then ECT", [.switchOut, .ect, .switchOut]),
      ("psychotherapy, then switch", [.psychotherapySwitch, .switchOut, .switchOut]),
      ("switch, then psychotherapy", [.switchOut, .psychotherapySwitch, .switchOut]),
    ]
    policies = named.map { name, strategies in
      Policy(
        name: name, options: strategies.compactMap { one in model.options.first { $0.strategy == one } })
    }
    sums = policies.map { _ in Array(repeating: 0, count: 4) }
    seconds = Array(repeating: 0, count: model.options.count)
    pairs = Array(repeating: 0, count: model.options.count * model.options.count)
  }

  mutating func add(_ patient: SimulatedPatient) {
    patients += 1
    var stream = RandomStream(seed: seed, purpose: "truth policy", patient: UInt64(patient.number))
    let draws = (0..<3).map { _ in (stream.uniform(), stream.uniform()) }
    let first = step(of: patient, 1, nil, from: patient.severity, draws[0])
    for (place, policy) in policies.enumerated() {
      var (left, severity) = (1 - first.remission, first.severity)
      sums[place][0] += 1 - left
      for (number, option) in policy.options.enumerated() {
        let taken = step(of: patient, number + 2, option, from: severity, draws[min(number + 1, 2)])
        left *= 1 - taken.remission
        severity = taken.severity
        sums[place][number + 1] += 1 - left
      }
    }
    firsts += first.remission
    for (one, option) in model.options.enumerated() where option.earliest <= 2 {
      let second = step(of: patient, 2, option, from: first.severity, draws[1])
      seconds[one] += 1 - (1 - first.remission) * (1 - second.remission)
      for (other, last) in model.options.enumerated() where last.earliest <= 3 && other != one {
        let third = step(of: patient, 3, last, from: second.severity, draws[2])
        pairs[one * model.options.count + other] +=
          1 - (1 - first.remission) * (1 - second.remission) * (1 - third.remission)
      }
    }
  }

  /// The probability of remission at a step, and where it ends if it does not end so.
  private func step(
    of patient: SimulatedPatient, _ number: Int, _ option: CareModel.Option?, from severity: Double,
    _ draws: (Double, Double)
  ) -> (remission: Double, severity: Double) {
    let chances = model.chances(of: patient, step: number, option: option, severity: severity, programme: nil)
    let remission = (1 - chances.stop) * chances.remission
    let goesOn = 1 - remission
    let draw = draws.0 * goesOn
    let responds = (goesOn - chances.stop) * model.responseShare(from: severity)
    let outcome: TrueOutcome =
      draw < chances.stop ? .intolerance : draw < chances.stop + responds ? .response : .nonresponse
    return (remission, CareModel.severity(after: outcome, from: severity, draws.1))
  }

  /// A policy, as text too, with who would remit by the end of each step.
  struct Value: Sendable {
    var name: String
    var text: String
    var bySteps: [Double]

    /// By the end of the last.
    var value: Double { bySteps.last ?? 0 }
  }

  func values() -> [Value] {
    let n = Double(max(1, patients))
    var result = zip(policies, sums).map { policy, sums in
      Value(name: policy.name, text: Self.text(policy.options), bySteps: sums.map { $0 / n })
    }
    if let best = pairs.indices.max(by: { (pairs[$0], -$0) < (pairs[$1], -$1) }) {
      let (second, third) = (
        model.options[best / model.options.count], model.options[best % model.options.count]
      )
      result.append(
        Value(
          name: "best two steps: \(second.strategy.name), then \(third.strategy.name)",
          text: Self.text([second, third]),
          bySteps: [firsts / n, seconds[best / model.options.count] / n, pairs[best] / n]))
    }
    return result
  }

  /// As `remit roadmap` reads it.
  private static func text(_ options: [CareModel.Option]) -> String {
    options.enumerated().map { "step \($0 + 2): \($1.strategy.name)" }.joined(separator: "; ")
  }
}
