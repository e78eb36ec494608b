import ArgumentParser
import Foundation
import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// `remit rates`: response and remission by group.
struct RatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "Response and remission rates by strategy, step, agent or any covariate.",
    discussion: """
      Each rate stands with its baseline, endpoint, reading of missing endpoints, denominator, a plain \
      interval and one that is robust to several steps of one patient.

      EXAMPLE
        remit rates Datasets/nimh-ketamine --where 'group == MDD' --by agent --scale MADRS \\
          --outcome response --baseline entry --endpoint-day 2 --endpoint-window 2 \\
          --missing observed,worst-case --disclosure none
      """)

  @OptionGroup var input: CohortOptions

  @Option(
    help: ArgumentHelp(
      "Keys of the groups: strategy, step, prior_failures, agent, scale, baseline_severity, design, lifestyle, a covariate, or cut(age, 30, 50).",
      valueName: "keys"))
  var by: String = "strategy,step"

  @Option(help: ArgumentHelp("response, remission or both.", valueName: "outcomes"))
  var outcome = ArgumentList<Outcome>([.response, .remission])

  @Option(help: ArgumentHelp("Scales, by name; all that the cohort holds if left out.", valueName: "scales"))
  var scale: String?

  @Option(help: ArgumentHelp("The score a step is compared with: step, entry or both.", valueName: "kinds"))
  var baseline = ArgumentList<BaselineKind>([.step])

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take the score nearest this day after the step's start, also after its end; the last score of the step if left out.",
      valueName: "day"))
  var endpointDay: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Days either side of --endpoint-day; 0 if left out.", valueName: "days"))
  var endpointWindow: Int?

  @Option(
    help: ArgumentHelp(
      "How a missing endpoint is read: observed, worst-case, locf, locf-baseline.", valueName: "readings"))
  var missing = ArgumentList<MissingReading>([.observed])

  @Option(help: ArgumentHelp("wilson, exact, jeffreys or agresti-coull.", valueName: "method"))
  var interval: IntervalMethod = .wilson

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @Option(
    help: ArgumentHelp("Keep only rows for which this holds: 'age >= 65 and sex == F'.", valueName: "filter"))
  var `where`: String?

  @Flag(
    help:
      "Leave out steps that start in remission already and, for remission, those without a score at the start."
  )
  var evaluable = false

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of derived steps") var steps: StepParameterOptions
  @OptionGroup var disclosure: DisclosureOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try scores.check(endpointDay: endpointDay)
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    if endpointDay == nil, endpointWindow != nil {
      throw ValidationError("--endpoint-window goes with --endpoint-day.")
    }
    if let endpointWindow, !(0...Self.latestDay).contains(endpointWindow) {
      throw ValidationError("--endpoint-window takes a whole number from 0 to \(Self.latestDay).")
    }
    if let endpointDay, !(1...Self.latestDay).contains(endpointDay) {
      throw ValidationError("--endpoint-day takes a whole number from 1 to \(Self.latestDay).")
    }
  }

  /// Days beyond this are mistakes; the reader refuses them too.
  private static let latestDay = CSVCohort.latestDay

  func run() async throws {
    try await Failure.reported {
      let catalogue = try input.catalogueInForce()
      let question = RatesQuestion(by: by, filter: `where`, catalogue: catalogue)
      let parameters = scores.applied(to: steps.parameters)
      let rates = ResponseRates(
        of: outcome.values, by: try question.keys(), scales: try scales(in: catalogue),
        baselines: baseline.values,
        endpoint: scores.endpoint(day: endpointDay, window: endpointWindow, parameters),
        missing: missing.values, interval: interval, level: level, where: try question.condition(),
        evaluable: evaluable)
      let cohort = try OpenCohort(input, derivation: parameters)
      try scores.check(for: cohort)
      let table = try await table(of: rates, cohort)
      let shown = disclosure.rule.applied(
        to: Results(rates: [table], knownTotals: cohort.rowTotals), recomputing: .asStatistics)
      for table in shown.rates { try output.write(table.table, madeFrom: cohort.inputs) }
      cohort.reportRows(under: disclosure.rule)
    }
  }

  /// The rates, with levels together that too few patients have to stand by name.
  private func table(of rates: ResponseRates, _ cohort: OpenCohort) async throws -> RateTable {
    let table = try await cohort.answer(rates)
    var seen = SeenLevels()
    seen.add(table)
    let pools = try await RareLevels(in: cohort, under: disclosure.rule).pools(of: rates.keys, seen: seen)
    return pools.isEmpty ? table : try await cohort.answer(rates.by(rates.keys.map { $0.pooled(pools) }))
  }

  /// Identifiers of the scales that were named; a synonym will do.
  private func scales(in catalogue: Catalogue) throws -> [String]? {
    guard let scale else { return nil }
    return try scale.split(separator: ",").map { name in
      let name = name.trimmingCharacters(in: .whitespaces)
      guard let place = catalogue.scale(named: name) else {
        let near = catalogue.nearestScales(to: name).prefix(3).joined(separator: ", ")
        let known = catalogue.scales.map(\.id).joined(separator: ", ")
        throw Failure(
          .configuration,
          "--scale: '\(name)' is no scale of the catalogue. "
            + (near.isEmpty ? "There are \(known)." : "The nearest: \(near)."))
      }
      return catalogue.scales[place].id
    }
  }
}
