import ArgumentParser
import Foundation
import Intake
import Treatment

/// What every verb that reads a cohort takes.
struct CohortOptions: ParsableArguments {
  @Argument(
    help:
      "A cohort folder (also of OMOP tables), a single steps.csv (also .gz), or - for a steps.csv on standard input."
  )
  var cohort: String

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var checked: CheckedColumnsOptions

  /// The catalogue in which names of the command line stand, before the cohort is opened.
  func catalogueInForce() throws(IntakeError) -> Catalogue {
    try Catalogue.inForce(forCohortAt: cohort, under: catalogue.own())
  }

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a whole number from 1.") }
  }
}
