import Foundation
import Intake
import Statistics
import Treatment

/// The scale on which trials are judged: the one that is named, else the one that scores most steps, never CGI (F32).
struct StudyScale {
  let name: String?
  /// Those of the run, since what scores a step hangs on its endpoint.
  private let parameters: DerivationParameters

  init(named name: String?, _ parameters: DerivationParameters) {
    self.name = name
    self.parameters = parameters
  }

  /// The place in the catalogue; `nil` where the cohort has no scale to judge by.
  func number(in cohort: OpenCohort) async throws -> Int? {
    let catalogue = cohort.cohort.catalogue
    if let name {
      guard let place = catalogue.scale(named: name) else {
        let near = catalogue.nearestScales(to: name).prefix(3).joined(separator: ", ")
        throw Failure(
          .configuration,
          "--scale: '\(name)' is no scale of the catalogue." + (near.isEmpty ? "" : " The nearest: \(near)."))
      }
      let id = catalogue.scales[place].id
      if let reason = unavailability(of: catalogue.scales[place]) {
        throw Failure(.configuration, "--scale: trials cannot be judged on \(id): \(reason).")
      }
      let held = try cohort.cohort.scales()
      guard held.contains(id) else {
        throw Failure(
          .configuration,
          "--scale: the cohort has no score on \(id). "
            + (held.isEmpty ? "It has none at all." : "It has \(held.joined(separator: ", "))."))
      }
      return place
    }
    let candidates = try cohort.cohort.scales().filter { id in
      catalogue.scale(named: id).map { unavailability(of: catalogue.scales[$0]) == nil } ?? false
    }
    guard candidates.count > 1 else { return candidates.first.flatMap(catalogue.scale(named:)) }
    let chosen = try await cohort.answer(ScoredSteps(on: candidates, endpoint: parameters.lastEndpoint))
    if let chosen {
      StandardError.write(
        "remit: trials are judged on \(catalogue.scales[chosen].id), which scores most steps; name another with --scale."
      )
    }
    return chosen
  }

  /// Why no trial can be judged on a scale.
  private func unavailability(of scale: Scale) -> String? {
    if scale.id.hasPrefix("CGI") { return "a global impression is no measure of the trial's own change" }
    return scale.unavailability(of: .response)
  }
}
