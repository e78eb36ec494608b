import ArgumentParser
import Foundation
import Intake
import Simulation
import Treatment

/// `remit simulate`: a cohort in stepped care whose truth is known.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make up a cohort in stepped care whose truth is known.",
    discussion: """
      Patients go through up to seven steps: a first drug, switches, combinations, augmentation, psychotherapy, ketamine, ECT, brain \
      stimulation. Who gets what depends on what a clinician sees, so that naive comparisons are biased as they are in a clinic; \
      truth.json says what the treatments do, by potential outcomes, and truth-steps.csv how each step was. No patient stands behind any \
      row.

      Patient i is a function of the seed and i: the same bytes on any machine, and parts made apart join to the whole.

      EXAMPLES
        remit simulate --patients 4000 --seed 1 -o cohort
        remit simulate --patients 1000 --seed 1 --without confounding,dropout -o plain
        remit simulate --print-parameters > mine.yaml
      """)

  @Option(help: ArgumentHelp("How many patients.", valueName: "n"))
  var patients: Int = 1000

  @Option(help: ArgumentHelp("The seed of all that is drawn.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "The number of the first patient; files of later parts have no header.", valueName: "n"))
  var first: Int = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to make. It may not hold anything yet.", valueName: "dir"))
  var output: String?

  @Option(help: ArgumentHelp("Parameters that differ from the bundled ones.", valueName: "file.yaml"))
  var parameters: String?

  @Option(
    help: ArgumentHelp(
      "Mechanisms to leave out: \(Mechanism.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "list"))
  var without: String?

  @Option(
    help: ArgumentHelp(
      "exposures: exposures.csv and assessments.csv, of which steps are derived; steps: steps.csv as the steps were; omop: tables of the OMOP common data model.",
      valueName: "exposures|steps|omop"))
  var layout: String = "exposures"

  @Option(
    help: ArgumentHelp(
      "How many patients the probabilities of truth.json are means of: its own population, not the cohort's.",
      valueName: "n"))
  var truthPatients: Int = TrueValues.population

  @Flag(help: "Print the bundled parameters with their sources, and stop.")
  var printParameters = false

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  func run() async throws {
    try await Failure.reported {
      if printParameters { return try OutputFile.print(SimulationParameters.bundledText) }
      guard let output else {
        throw Failure(.configuration, "Say with -o which folder to make.")
      }
      let last = first.addingReportingOverflow(patients)
      guard patients >= 1, first >= 1, !last.overflow, last.partialValue - 1 <= Int(Int32.max) else {
        throw Failure(.configuration, "--patients and --first count from 1, and end at \(Int32.max) at most.")
      }
      guard (100...10_000_000).contains(truthPatients) else {
        throw Failure(.configuration, "--truth-patients is from 100 to 10000000.")
      }
      let values = try parameters.map { path throws(IntakeError) in try SimulationParameters(at: path) }
      let care = SteppedCare(
        try values ?? SimulationParameters.bundled(), seed: seed, without: try mechanisms())
      try SimulatedFolder(
        care, at: output, as: try kind(), threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
        truthPatients: truthPatients
      )
      .write(first..<last.partialValue)
    }
  }

  private func kind() throws -> SimulatedFolder.Layout {
    if let layout = SimulatedFolder.Layout(rawValue: layout) { return layout }
    throw Failure(.configuration, "--layout is exposures, steps or omop.")
  }

  private func mechanisms() throws -> Set<Mechanism> {
    var result: Set<Mechanism> = []
    for name in (without ?? "").split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      guard let mechanism = Mechanism(rawValue: name) else {
        let known = Mechanism.allCases.map(\.rawValue)
        let near = NearestName.nearest(name, among: known).first.map { "Did you mean '\($0)'?" }
        throw Failure(
          .configuration,
          "'\(name)' is no mechanism of the simulation. "
            + (near ?? "There are: \(known.joined(separator: ", "))."))
      }
      result.insert(mechanism)
    }
    return result
  }
}
