internal import LinearAlgebra
internal import Summaries
internal import Treatment

/// Which strategy comes next: by what a clinician sees, and by what the clinic likes.
///
///     log odds = choice + severity (MADRS - mean) / 10 + failures (step - 2) + age (age - mean) / 10 + psychotic + habit(site)
///
/// Without confounding only `choice` counts.
struct ClinicHabits: Sendable {
  private let habits: [[Double]]

  init(_ model: CareModel, seed: UInt64) {
    let sites = Int(model.parameters["patients.sites"])
    let spread = model.parameters["patients.site_sd"]
    habits = (1...sites).map { site in
      var draws = RandomStream(seed: seed, purpose: "site", patient: UInt64(site))
      return model.options.map { _ in spread * draws.normal() }
    }
  }

  /// The place of the option among the model's.
  func choose(
    for patient: SimulatedPatient, step: Int, failures: Int, severity: Double, hasDrug: Bool, avoided: UInt32,
    _ model: CareModel, _ draws: inout RandomStream
  ) -> Int {
    var weights: [Double] = []
    weights.reserveCapacity(model.options.count)
    var sum = 0.0
    for (place, option) in model.options.enumerated() {
      let isOffered =
        option.earliest <= step && avoided >> UInt32(place) & 1 == 0 && (hasDrug || !option.needsDrug)
      guard isOffered else {
        weights.append(sum)
        continue
      }
      var odds = option.choice
      if model.has(.confounding) {
        odds +=
          option.severity * (severity - model.severityMean) / 10 + option.failures * Double(failures - 1)
        odds += option.age * (patient.age - model.ageMean) / 10
        odds += patient.isPsychotic ? option.psychotic : 0
        odds += habits[patient.site - 1][place]
      }
      sum += exponential(odds)
      weights.append(sum)
    }
    let draw = draws.uniform() * sum
    return weights.firstIndex { draw < $0 } ?? 0
  }
}

extension CareModel.Option {
  /// Whether the strategy adds to a drug that runs.
  var needsDrug: Bool {
    strategy.isAugmentation || strategy == .combine || strategy == .psychotherapyAdded
      || strategy == .switchWithin
  }
}
