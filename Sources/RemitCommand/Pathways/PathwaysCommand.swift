import ArgumentParser
import Foundation
import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// `remit pathways`: in which order patients were treated.
struct PathwaysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pathways",
    abstract: "Sequences of strategies, agents or classes, what follows what, and how long each lasted.",
    discussion: """
      Of strategies a pathway is a patient's derived steps. Of agents and classes it is made of exposures for depression, and \
      with --cohorts of a cohort table of OHDSI, by the rules and with the parameters of TreatmentPatterns: \
      A-A+B-C is A, then A with B, then C.

      EXAMPLE
        remit pathways clinic
        remit pathways clinic --of class --era-collapse-size 14 --max-path-length 4 -o out/pathways
        remit pathways cohort_table.csv --cohorts cohorts.csv --filter-treatments all
      """)

  @OptionGroup var input: CohortOptions

  @Option(
    help: ArgumentHelp(
      "What a treatment is: strategy, agent or class; strategy if left out.", valueName: "unit"))
  var of: Pathways.Unit?

  @Option(
    help: ArgumentHelp(
      "Read COHORT as a cohort table (cohort_definition_id, subject_id, cohort_start_date, cohort_end_date), of the cohorts in this "
        + "file: cohort_id, cohort_name, type (target, event, exit).", valueName: "file"))
  var cohorts: String?

  @Flag(help: "With --cohorts, go on where the table has no row of a cohort of the list.")
  var allowEmptyCohorts = false

  @Option(
    help: ArgumentHelp(
      "The scale that tells how a pathway ends; if left out each patient's own, which scores most of the patient's steps.",
      valueName: "scale"))
  var scale: String?

  @Option(help: ArgumentHelp("Keep only patients for whom this holds: 'age >= 65'.", valueName: "filter"))
  var `where`: String?

  @Option(help: ArgumentHelp("wilson, exact, jeffreys or agresti-coull.", valueName: "method"))
  var interval: IntervalMethod = .wilson

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @OptionGroup(title: "Parameters of pathways") var pathways: PathwayParameterOptions
  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of derived steps") var steps: StepParameterOptions
  @OptionGroup var disclosure: DisclosureOptions

  @Option(
    help: ArgumentHelp("table, csv, json or markdown; files of -o are csv if left out.", valueName: "format"))
  var format: OutputFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write every table and figure to this folder, with provenance.json, instead of standard output.",
      valueName: "dir"))
  var output: String?

  func validate() throws {
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    if cohorts != nil {
      for (name, isGiven) in [("--of", of != nil), ("--scale", scale != nil), ("--where", `where` != nil)]
      where isGiven {
        throw ValidationError(
          "\(name) asks of a cohort's patients, and --cohorts names a cohort table, which has none of that.")
      }
    } else if allowEmptyCohorts {
      throw ValidationError("--allow-empty-cohorts goes with --cohorts.")
    }
    if isOfSteps, let name = pathways.ofRecords.first {
      throw ValidationError(
        "\(name) is about records of treatments, and strategies are steps that are derived already. It goes with --of agent, --of class or --cohorts."
      )
    }
  }

  /// Whether treatments are steps, which no record stands behind.
  private var isOfSteps: Bool { cohorts == nil && of ?? .strategy == .strategy }

  func run() async throws {
    try await Failure.reported {
      if !isOfSteps { pathways.warn() }
      let answer: PathwaysOutput
      if let cohorts {
        answer = try await OHDSIPathways(self, listAt: cohorts).answer()
      } else {
        answer = try await ofPatients()
      }
      if let output {
        try answer.write(to: output, as: format ?? .csv)
      } else {
        try answer.print(as: format ?? .table)
      }
      answer.report()
    }
  }

  /// Pathways of a cohort's patients.
  private func ofPatients() async throws -> PathwaysOutput {
    let unit = of ?? .strategy
    let derivation = scores.applied(to: steps.parameters)
    let cohort = try OpenCohort(input, derivation: derivation)
    try scores.check(for: cohort)
    if unit != .strategy, !cohort.cohort.isRaw {
      throw Failure(
        .configuration,
        "Pathways of \(unit == .agent ? "agents" : "classes") are made of exposures, and this cohort holds steps only. Name a folder with "
          + "exposures.csv, or ask --of strategy.")
    }
    let judge = try PathwayScales(named: scale, in: cohort)
    let parameters = pathways.parameters(of: unit.rawValue)
    let statistic = Pathways(
      of: unit, parameters, scale: judge.scale, rowsOn: judge.rowsOn, tellsEnds: judge.tellsEnds,
      endpoint: scores.endpoint(day: nil, window: nil, derivation), interval: interval, level: level,
      where: try condition(cohort.cohort.catalogue))
    let table = try await cohort.answer(statistic)
    guard
      let shown = disclosure.rule.applied(
        to: table, knownTotals: cohort.rowTotals, recomputing: .asStatistics)
    else { throw Failure(.bug, "Disclosure control gave nothing back.") }
    var record = try CohortProvenance(cohort).record()
    record.definitions +=
      [.init("of", unit.rawValue), .init("step_rule", StepDerivation.name), .init("scale", table.endScale)]
      + definitions(parameters) + derivation.entries.map { .init($0.name, $0.value) }
    record.grades = [
      .init("pathways", statistic.grade.rawValue), .init("limits", ProportionInterval.grade.rawValue),
    ]
    return PathwaysOutput(shown: [shown], provenance: record, inputs: cohort.inputs) {
      cohort.reportRows(under: disclosure.rule)
    }
  }

  func definitions(_ parameters: PathwayParameters) -> [Provenance.Entry] {
    parameters.entries.map { .init($0.name, $0.value) } + [
      .init("where", `where` ?? ""), .init("interval", interval.rawValue), .init("level", "\(level)"),
      .init("disclosure", disclosure.rule.name),
    ]
  }

  private func condition(_ catalogue: Catalogue) throws -> Filter? {
    guard let filter = try RatesQuestion(by: "", filter: `where`, catalogue: catalogue).condition() else {
      return nil
    }
    guard !filter.readsSteps else {
      throw Failure(
        .configuration,
        "--where: a pathway is a patient's, so the filter may ask about covariates of patients only.")
    }
    return filter
  }
}
