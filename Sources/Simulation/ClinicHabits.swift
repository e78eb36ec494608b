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
    // Of as many options as `avoided` has bits; what is not offered has no weight.
    var odds = InlineArray<4, SIMD8<Double>>(repeating: SIMD8(repeating: 0))
    var offered: UInt32 = 0
    for (place, option) in model.options.enumerated() {
      let isOffered =
        option.earliest <= step && avoided >> UInt32(place) & 1 == 0 && (hasDrug || !option.needsDrug)
      guard isOffered else { continue }
      offered |= 1 << UInt32(place)
      odds[place / 8][place % 8] = self.odds(
        of: option, at: place, patient, failures: failures, severity: severity, model)
    }
    var weights = InlineArray<32, Double>(repeating: 0)
    var sum = 0.0
    for first in stride(from: 0, to: model.options.count, by: 8) {
      let eight = exponential(odds[first / 8])
      for place in first..<min(first + 8, model.options.count) {
        if offered >> UInt32(place) & 1 == 1 { sum += eight[place - first] }
        weights[place] = sum
      }
    }
    let draw = draws.uniform() * sum
    return model.options.indices.first { draw < weights[$0] } ?? 0
  }

  private func odds(
    of option: CareModel.Option, at place: Int, _ patient: SimulatedPatient, failures: Int, severity: Double,
    _ model: CareModel
  ) -> Double {
    guard model.has(.confounding) else { return option.choice }
    var odds = option.choice
    odds += option.severity * (severity - model.severityMean) / 10 + option.failures * Double(failures - 1)
    odds += option.age * (patient.age - model.ageMean) / 10
    odds += patient.isPsychotic ? option.psychotic : 0
    odds += habits[patient.site - 1][place]
    return odds
  }
}

extension CareModel.Option {
  /// Whether the strategy adds to a drug that runs.
  var needsDrug: Bool {
    strategy.isAugmentation || strategy == .combine || strategy == .psychotherapyAdded
      || strategy == .switchWithin
  }
}
