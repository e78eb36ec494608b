import Causal
import Regression
import Statistics
import Treatment

@testable import Simulation

/// Roads of simulated patients as they were, without error of measurement, put under policies whose truth is known.
enum SimulatedRoads {
  static let policies = [
    "always switch": "step 2: SWITCH_OUT; step 3: SWITCH_OUT",
    "psychotherapy, then switch": "step 2: PSYCH_SWITCH; step 3: SWITCH_OUT",
    "switch, then psychotherapy": "step 2: SWITCH_OUT; step 3: PSYCH_SWITCH",
  ]

  /// What of the estimate is wrong on purpose.
  enum Fault: String, CaseIterable {
    case none = "models right"
    /// What both choice and outcome hang on.
    case outcome = "severity left out of the outcome's"
    case weights = "severity left out of the strategies' and of loss"
    case both = "severity left out of every model"
  }

  static func table(
    _ patients: Int, seed: UInt64, _ fault: Fault = .none, lastStep: Int = 3
  ) throws -> RoadmapTable {
    let care = SteppedCare(
      try .bundled(), seed: seed, without: [.noise, .missing, .nonadherence, .lifestyle, .relapse])
    var options = RoadmapOptions(
      adjustment: "age + sex + recurrent + anxious + psychotic + duration_months"
        + (fault == .both ? "" : " + baseline") + " + tried_SWITCH_OUT")
    if fault == .outcome { options.leftOutOfOutcome = ["baseline"] }
    if fault == .weights { options.leftOutOfWeights = ["baseline"] }
    options.strategies = ["SWITCH_OUT", "PSYCH_SWITCH"]
    options.lastStep = lastStep
    // Few psychotic patients among few with a strategy.
    options.effects.modelMethod = .firth
    let named = try policies.sorted { $0.key < $1.key }.map {
      NamedPolicy($0.key, try TreatmentPolicy(parsing: $0.value))
    }
    let roads = try RoadCohort(
      rows(of: care, patients), policies: named.map(\.policy), options)
    return try Roadmap(roads, policies: named).table()
  }

  private static func rows(of care: SteppedCare, _ patients: Int) -> FlatTable {
    var numbers: [String: [Double]] = [:]
    var texts: [String: [String?]] = [:]
    var count = 0
    for number in 1...patients {
      let (patient, course) = care.patient(number)
      for step in course.steps where step.episode == 1 {
        let isSeen = step.outcome != .lost
        let remission = step.outcome == .remission
        for (name, value) in [
          ("patient_id", Double(number)), ("episode", 1), ("step", Double(step.number)),
          ("start_day", Double(step.start)), ("end_day", Double(step.start + 60)),
          ("baseline", step.severity), ("entry", patient.severity),
          ("endpoint", isSeen ? step.finalSeverity : .nan),
          ("remission", isSeen ? (remission ? 1 : 0) : .nan),
          ("response", isSeen ? (remission || step.outcome == .response ? 1 : 0) : .nan),
          ("age", patient.age), ("duration_months", min(patient.durationMonths, 60)),
        ] { numbers[name, default: []].append(value) }
        for (name, value) in [
          ("strategy", step.option.name), ("stop_reason", step.outcome == .intolerance ? "intolerance" : nil),
          ("sex", patient.isFemale ? "f" : "m"), ("recurrent", patient.isRecurrent ? "yes" : "no"),
          ("anxious", patient.isAnxious ? "yes" : "no"), ("psychotic", patient.isPsychotic ? "yes" : "no"),
        ] as [(String, String?)] { texts[name, default: []].append(value) }
        count += 1
      }
    }
    return FlatTable(
      numbers.map { FlatColumn($0.key, .numbers($0.value)) }
        + texts.map { FlatColumn($0.key, texts: $0.value) },
      rowCount: count)
  }

  /// By the end of a step, of the policies above.
  static func truth(_ lastStep: Int = 3) throws -> [String: Double] {
    let values = try SharedTruth.values().policies
    return policies.mapValues { text in
      values.first { $0.text.hasPrefix(text) }?.bySteps[lastStep - 1] ?? .nan
    }
  }
}
