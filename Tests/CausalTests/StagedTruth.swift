import Causal
import LinearAlgebra
import Regression
import TestSupport

/// A clinic over three steps whose truth is known: five severities, some patients anxious; the sicker get other actions, and what works hangs on
/// severity. Who remits ends; severity moves between steps; some are lost.
///
/// What a policy is worth is a sum over states from the last step to the first.
struct StagedTruth {
  static let actions = ["SWITCH", "AUGMENT", "COMBINE"]
  static let steps = 3

  /// What every policy starts from: 5 severities equally likely, one in three anxious.
  static var states: [(severity: Int, anxious: Int, share: Double)] {
    (0..<5).flatMap { severity in
      [(severity, 0, 2.0 / 15), (severity, 1, 1.0 / 15)]
    }
  }

  /// Shares of the actions; the log odds are linear in severity and anxiety.
  static func chances(_ severity: Int, _ anxious: Int) -> [Double] {
    let s = Double(severity) - 2
    let weights = [1, exponential(0.1 + 0.3 * s), exponential(-0.1 - 0.2 * s + 0.3 * Double(anxious))]
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  static func remission(_ step: Int, _ action: Int, _ severity: Int, _ anxious: Int) -> Double {
    let s = Double(severity) - 2
    let effect = [0, 0.8 * s, 0.4 - 0.8 * s][action]
    return LogOdds.probability(-0.9 - 0.1 * Double(step) - 0.35 * s - 0.3 * Double(anxious) + effect)
  }

  /// The chance that severity rises by one, else it falls by one, within its bounds.
  static func worsens(_ action: Int) -> Double { [0.55, 0.4, 0.5][action] }

  static func lost(_ action: Int, _ severity: Int) -> Double {
    0.04 + 0.02 * Double(severity) + (action == 1 ? 0.02 : 0)
  }

  typealias Rule = @Sendable (_ step: Int, _ severity: Int, _ anxious: Int) -> [Double]

  /// The chance of remission from a state on, under a rule.
  static func value(_ rule: Rule, _ step: Int, _ severity: Int, _ anxious: Int) -> Double {
    if step == steps { return 0 }
    let shares = rule(step, severity, anxious)
    return actions.indices.reduce(0) { sum, action in
      shares[action] == 0 ? sum : sum + shares[action] * gain(rule, step, action, severity, anxious)
    }
  }

  /// By an action at this step, and by the rule from the next.
  static func gain(_ rule: Rule, _ step: Int, _ action: Int, _ severity: Int, _ anxious: Int) -> Double {
    let chance = remission(step, action, severity, anxious)
    let up = worsens(action)
    let later =
      step + 1 == steps
      ? 0
      : up * value(rule, step + 1, min(4, severity + 1), anxious)
        + (1 - up) * value(rule, step + 1, max(0, severity - 1), anxious)
    return chance + (1 - chance) * later
  }

  static func value(_ rule: Rule) -> Double {
    states.reduce(0) { $0 + $1.share * value(rule, 0, $1.severity, $1.anxious) }
  }

  static let observed: Rule = { _, severity, anxious in chances(severity, anxious) }

  static func action(_ chosen: @escaping @Sendable (_ step: Int, _ severity: Int, _ anxious: Int) -> Int)
    -> Rule
  {
    { step, severity, anxious in actions.indices.map { $0 == chosen(step, severity, anxious) ? 1 : 0 } }
  }

  /// The best action in every state, from the last step to the first.
  static var best: Rule { action(choice) }

  private static func choice(_ step: Int, _ severity: Int, _ anxious: Int) -> Int {
    let gains = actions.indices.map { gain(action(choice), step, $0, severity, anxious) }
    return gains.firstIndex(of: gains.max() ?? 0) ?? 0
  }

  static var policies: [(name: String, rule: Rule)] {
    [
      ("always SWITCH", action { _, _, _ in 0 }), ("always AUGMENT", action { _, _, _ in 1 }),
      ("SWITCH, AUGMENT, COMBINE", action { step, _, _ in step }),
      ("AUGMENT the sicker, else COMBINE", action { _, severity, _ in severity >= 2 ? 1 : 2 }),
      ("as observed", observed),
    ]
  }

  /// A cohort, its stages with a column a state: intercept, severities 1 to 4, anxious, their products; and severity as a number.
  static func cohort(_ count: Int, seed: UInt64, losing: Bool = true) throws -> StagedRows {
    var draws = SplitMix64(seed: seed)
    var patients = [[Int]](repeating: [], count: steps)
    var (states, taken) = ([[(Int, Int)]](repeating: [], count: steps), patients)
    var reward = [[Double]](repeating: [], count: steps)
    for patient in 0..<count {
      var (severity, anxious) = (draws.below(5), draws.below(3) == 0 ? 1 : 0)
      for step in 0..<steps {
        let chances = chances(severity, anxious)
        let draw = draws.uniform()
        let action = draw < chances[0] ? 0 : draw < chances[0] + chances[1] ? 1 : 2
        patients[step].append(patient)
        states[step].append((severity, anxious))
        taken[step].append(action)
        if draws.uniform() < lost(action, severity), losing {
          reward[step].append(.nan)
          break
        }
        let remits = draws.uniform() < remission(step, action, severity, anxious)
        reward[step].append(remits ? 1 : 0)
        if remits { break }
        severity = draws.uniform() < worsens(action) ? min(4, severity + 1) : max(0, severity - 1)
      }
    }
    let names = [
      "s1", "s2", "s3", "s4", "anxious", "s1:anxious", "s2:anxious", "s3:anxious", "s4:anxious", "severity",
    ]
    let stages = (0..<steps).map { step in
      let columns =
        (1...4).map { level in states[step].map { $0.0 == level ? 1.0 : 0 } } + [
          states[step].map { Double($0.1) }
        ]
        + (1...4).map { level in states[step].map { $0.0 == level && $0.1 == 1 ? 1.0 : 0 } }
        + [states[step].map { Double($0.0) }]
      var stage = StageDecisions(
        name: "step \(step + 1)", actions: actions, patients: patients[step], taken: taken[step],
        design: design(columns, names: names, count: patients[step].count), reward: reward[step])
      stage.treatmentColumns = [0, 10, 5]
      stage.lossColumns = [0, 10]
      stage.outcomeColumns = Array(0...9)
      return stage
    }
    return try StagedRows(count: count, stages: stages, kind: .continuous)
  }

  /// Each patient's severity and anxiety at a stage.
  static func states(_ rows: StagedRows, _ step: Int) -> [(severity: Int, anxious: Int)] {
    let levels = ["s1", "s2", "s3", "s4"].map { rows.column($0, at: step) }
    let anxious = rows.column("anxious", at: step)
    return anxious.indices.map { row in
      ((0..<4).reduce(0) { $0 + (levels[$1][row] == 1 ? $1 + 1 : 0) }, Int(anxious[row]))
    }
  }

  static func policy(_ name: String, _ rule: Rule, _ rows: StagedRows) -> StagedPolicy {
    if name == "as observed" { return .asObserved(rows) }
    return StagedPolicy(
      name: name,
      rules: (0..<steps).map { step in
        .actions(states(rows, step).map { rule(step, $0.severity, $0.anxious).firstIndex(of: 1) ?? 0 })
      })
  }

  static func covariates(_ rows: StagedRows) -> [TreeCovariates] {
    (0..<steps).map { step in
      let states = states(rows, step)
      return TreeCovariates(
        names: ["severity", "anxious"],
        columns: [states.map { Double($0.severity) }, states.map { Double($0.anxious) }])
    }
  }

  /// What learned trees are truly worth.
  static func value(of trees: [PolicyTree]) -> Double {
    value(
      action { step, severity, anxious in
        trees[step].action { $0 == 0 ? Double(severity) : Double(anxious) }
      })
  }
}
