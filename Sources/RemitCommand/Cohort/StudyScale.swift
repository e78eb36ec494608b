import Foundation
import Intake
import Statistics
import Treatment

/// The scales on which trials are judged: the one that is named for the study, else each patient's own, never CGI (F32, F44).
struct StudyScale {
  let name: String?

  init(named name: String?) { self.name = name }

  /// What rules look up in a cohort.
  func context(of cohort: OpenCohort, _ parameters: DerivationParameters) throws -> RuleContext {
    let catalogue = cohort.cohort.catalogue
    let scale = try named(in: cohort)
    let held = try cohort.cohort.scales().compactMap { catalogue.scale(named: $0) }
      .filter { catalogue.scales[$0].judgesTrials }.sorted()
    return RuleContext(
      catalogue: catalogue, formulary: Formulary(catalogue), parameters: parameters,
      // The only scale is everybody's.
      scale: scale ?? (held.count == 1 ? held.first : nil), scales: held)
  }

  /// The place in the catalogue of the scale that is named; `nil` where none is.
  private func named(in cohort: OpenCohort) throws -> Int? {
    let catalogue = cohort.cohort.catalogue
    guard let name else { return nil }
    guard let place = catalogue.scale(named: name) else {
      let near = catalogue.nearestScales(to: name).prefix(3).joined(separator: ", ")
      throw Failure(
        .configuration,
        "--scale: '\(name)' is no scale of the catalogue." + (near.isEmpty ? "" : " The nearest: \(near)."))
    }
    let id = catalogue.scales[place].id
    if let reason = catalogue.scales[place].reasonAgainstTrials {
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
}

extension RuleContext {
  /// On which scale trials are judged, in words.
  var scaleSentence: String {
    if let scale { return "Trials are judged on \(catalogue.scales[scale].id)." }
    if scales.isEmpty {
      return "No scale judges the trials; only codes in stop_reason tell what came of them."
    }
    return "Trials are judged on each patient's own scale, the one that scores most of the patient's steps "
      + "(\(scaleNames.joined(separator: ", "))); name one for all with --scale."
  }

  /// The same as provenance has it.
  var scaleDefinition: String {
    if let scale { return catalogue.scales[scale].id }
    return scales.isEmpty ? "none" : "each patient's own of \(scaleNames.joined(separator: ", "))"
  }

  /// The identifiers of the scales that judge trials.
  var scaleNames: [String] { scales.map { catalogue.scales[$0].id } }
}
