import Intake
import Treatment

/// The scales on which a pathway's end is told, and those whose rows hold every step.
struct PathwayScales {
  /// `nil` = each patient's own.
  let scale: String?
  /// `nil` = all that a file of steps holds, since a step may stand in it on one scale alone.
  let rowsOn: [String]?
  /// Whether any scale can tell an end.
  let tellsEnds: Bool

  init(named name: String?, in cohort: OpenCohort) throws {
    let catalogue = cohort.cohort.catalogue
    if let name {
      let held = try cohort.cohort.isRaw ? cohort.cohort.scales() : []
      guard let place = catalogue.scale(named: name) else {
        let near = catalogue.nearestScales(to: name).prefix(3).joined(separator: ", ")
        throw Failure(
          .configuration,
          "--scale: '\(name)' is no scale of the catalogue." + (near.isEmpty ? "" : " The nearest: \(near)."))
      }
      let id = catalogue.scales[place].id
      if let reason = catalogue.scales[place].unavailability(of: .remission) {
        throw Failure(.configuration, "--scale: no pathway ends in remission on \(id): \(reason).")
      }
      if cohort.cohort.isRaw, !held.contains(id) {
        throw Failure(
          .configuration,
          "--scale: the cohort has no score on \(id). "
            + (held.isEmpty ? "It has none at all." : "It has \(held.joined(separator: ", "))."))
      }
      (scale, rowsOn, tellsEnds) = (id, cohort.cohort.isRaw ? [id] : nil, true)
      return
    }
    scale = nil
    // Without a file of scores no scale has rows for the steps to stand in, so any has to hold them.
    let hasScores =
      !cohort.cohort.isRaw || cohort.cohort.omopSummary != nil
      || !cohort.cohort.declaration.tables(of: .assessments).isEmpty
    rowsOn = hasScores ? nil : catalogue.scales.prefix(1).map(\.id)
    tellsEnds = hasScores
  }
}
