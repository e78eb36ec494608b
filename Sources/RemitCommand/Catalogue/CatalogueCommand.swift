import ArgumentParser
import Intake
import Reporting
import Treatment

/// `remit catalogue`: what the catalogue knows, and how far each figure can be trusted.
struct CatalogueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Print the catalogue: agents, therapies, control arms and scales, each figure with its source.",
    discussion: """
      NAME is an agent, a brand or synonym, an ATC, RxNorm or OMOP code, the beginning of an ATC code, a class, role or \
      strategy code, or a scale; without it everything is listed. Marks: verified (read in the named source), verified in \
      part, from memory, definition, own (from your own catalogue), not stated.

      EXAMPLE
        remit catalogue
        remit catalogue Zoloft
        remit catalogue SSRI --format csv
        remit catalogue MADRS
        remit catalogue --check
        remit catalogue sertraline --catalogue my-catalogue
      """)

  @Argument(help: ArgumentHelp("What to look up; everything where none is given.", valueName: "name"))
  var name: String?

  @Flag(help: "Count the figures of the catalogue and of the published rates by how far they can be trusted.")
  var check = false

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if check, name != nil { throw ValidationError("--check counts all figures and goes without a name.") }
  }

  func run() async throws {
    try await Failure.reported {
      let own = try catalogue.own()
      let inForce = try own.map { try Catalogue.bundled.under($0) } ?? .bundled
      let table =
        if check { CatalogueMarks(inForce).table } else if let name {
          try CatalogueAnswer(to: name, in: inForce).table()
        } else {
          CatalogueOverview(inForce).table
        }
      try output.write(table, madeFrom: own?.files.map(\.path) ?? [])
    }
  }
}
