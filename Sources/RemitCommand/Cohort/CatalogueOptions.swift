import ArgumentParser
import Intake

/// A catalogue of the user's own, for every verb that names agents and scales.
struct CatalogueOptions: ParsableArguments {
  @Option(
    name: .customLong("catalogue"),
    help: ArgumentHelp(
      "Your own catalogue: a folder with agents.csv, procedures.csv or scales.csv, or one such file. It overrides and "
        + "extends the bundled one, and the one that cohort.yaml names.", valueName: "path"))
  var path: String?

  func own() throws(IntakeError) -> OwnCatalogue? {
    guard let path else { return nil }
    return try OwnCatalogue(at: path)
  }
}
