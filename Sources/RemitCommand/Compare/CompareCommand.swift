public import ArgumentParser
public import Causal
import Foundation
import Intake
import LinearAlgebra
import Regression
import Reporting
import Statistics
import Summaries
public import Treatment

/// `remit compare`: which strategy works better, after who got what is taken into account.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Which strategy works better: unadjusted, g-formula, weights and doubly robust, side by side.",
    discussion: """
      Steps of two or more strategies are compared with one of them, the reference. The output names the trial that is \
      emulated (eligibility, strategies, assignment, follow-up, outcome, contrast, analysis), gives the unadjusted difference \
      beside three adjusted ones, and what they rest on: overlap, weights, balance, missing endpoints. No estimate is believable \
      unless whatever decides both strategy and outcome is in --adjust. Rules: Documentation/Comparisons.md.

      EXAMPLE
        remit compare Datasets/stepped-care --strategies SWITCH_OUT,AUGMENT_AAP --at 'step == 2' --scale QIDSSR16 \
      --endpoint-day 84 --endpoint-window 42 --adjust 'age + sex + baseline + recurrent + anxious'
        remit compare clinic --strategies SWITCH_OUT,ECT,KETAMINE --reference SWITCH_OUT --adjust 'age + rcs(baseline, 4)' -o out
      """)

  @OptionGroup var source: CohortOptions

  @Option(help: ArgumentHelp("Two or more strategies, comma-separated.", valueName: "list"))
  var strategies: String

  @Option(
    help: ArgumentHelp(
      "The one that the others are compared with; the first if left out.", valueName: "strategy"))
  var reference: String?

  @Option(help: ArgumentHelp("Which steps: 'step == 2'.", valueName: "filter"))
  var at: String?

  @Option(help: ArgumentHelp("response or remission.", valueName: "outcome"))
  var outcome: Outcome = .remission

  @Option(
    help: ArgumentHelp(
      "The covariates, as the right side of a formula: 'age + rcs(baseline, 4)'; 1 for none.",
      valueName: "terms"))
  var adjust: String

  @Option(help: ArgumentHelp("The scale whose scores are the outcome.", valueName: "scale"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "Response against the start of the step or of the patient: step, entry.", valueName: "kind"))
  var baseline: BaselineKind = .step

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take the score nearest this day after the step's start; the last if left out.", valueName: "day"))
  var endpointDay: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Days either side of --endpoint-day.", valueName: "days"))
  var endpointWindow: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Day after the start on which a step must still run to be compared. Steps that are derived need at least \
      --overlap-switch-max, since their names rest on those days.
      """, valueName: "days"))
  var landmark: Int?

  @Option(
    help: ArgumentHelp(
      "Whose effect: ate (everybody), att (those with the strategy), overlap.", valueName: "population"))
  var population: EffectPopulation = .everybody

  @Option(help: ArgumentHelp("Of the models behind it: ml or firth.", valueName: "method"))
  var method: RegressionOptions.Method = .ml

  @Option(
    help: ArgumentHelp(
      "Probabilities of a strategy below this count as this (truncation).", valueName: "share"))
  var leastProbability: Double = 0

  @Option(help: ArgumentHelp("Cross-fitting by patient in so many folds; 0 = none.", valueName: "n"))
  var folds: Int = 0

  @Option(
    help: ArgumentHelp(
      "Check standard errors by so many samples of patients, each fitted anew; 0 = none.", valueName: "n"))
  var bootstrap: Int = 0

  @Option(
    help: ArgumentHelp(
      "A covariate of two values that no strategy can have changed: what differs in it is confounding.",
      valueName: "column"))
  var negativeControl: String?

  @Option(help: ArgumentHelp("Of the folds and samples.", valueName: "seed"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @Flag(help: "Go on with fewer than five events with a strategy, or three for each parameter of a model.")
  var allowFewEvents = false

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Leakage") var leakage: LeakageOptions
  @OptionGroup(title: "Parameters of steps") var steps: StepParameterOptions
  @OptionGroup(title: "Disclosure") var disclosure: DisclosureOptions

  @Option(
    help: ArgumentHelp("table, csv, json or markdown; csv and json print the estimates.", valueName: "format")
  )
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write tables, figures, notes and provenance.json to this folder.", valueName: "dir"))
  var output: String?

  func validate() throws {
    try scores.check(endpointDay: endpointDay)
    if endpointDay == nil, endpointWindow != nil {
      throw ValidationError("--endpoint-window goes with --endpoint-day.")
    }
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    guard leastProbability >= 0, leastProbability < 0.5 else {
      throw ValidationError("--least-probability takes a number from 0 to below 0.5.")
    }
    guard folds == 0 || (2...50).contains(folds) else {
      throw ValidationError("--folds takes 0, or 2 to 50.")
    }
    guard bootstrap == 0 || (50...100_000).contains(bootstrap) else {
      throw ValidationError("--bootstrap takes 0, or 50 to 100000.")
    }
    for (name, days) in [
      ("--endpoint-day", endpointDay), ("--endpoint-window", endpointWindow), ("--landmark", landmark),
    ] {
      if let days, !(0...CSVCohort.latestDay).contains(days) {
        throw ValidationError("\(name) takes a whole number from 0 to \(CSVCohort.latestDay).")
      }
    }
  }

  func run() async throws {
    try await Failure.reported {
      let parameters = scores.applied(to: steps.parameters)
      let cohort = try OpenCohort(source, derivation: parameters)
      try scores.check(for: cohort)
      let names = strategies.split(separator: ",").map { String($0.drop { $0 == " " }) }
      guard let first = names.first else { throw Failure(.configuration, "--strategies names none.") }
      var question = StrategyQuestion(
        cohort: cohort, strategies: names, reference: reference ?? first, adjustment: adjust)
      (question.at, question.outcome, question.scale, question.baseline) = (at, outcome, scale, baseline)
      question.endpoint = scores.endpoint(day: endpointDay, window: endpointWindow, parameters)
      (question.landmark, question.parameters) = (landmark, parameters)
      (question.roles, question.allowedLeakage) = (leakage.declaredRoles(), leakage.allowLeakage)
      (question.options, question.disclosure) = (options, disclosure.rule)
      (question.bootstrap, question.negativeControl) = (bootstrap, negativeControl)
      let found = try await question.answer { cohort.reportRows(under: disclosure.rule) }
      if let failure = found.failure { throw Failure(.noAnswer, failure.words(under: disclosure.rule)) }
      let shown = disclosure.rule.applied(to: found.table)
      let answer = CompareOutput(shown: shown, trial: found.trial, notes: found.notes)
      guard let output else { return try answer.print(as: format) }
      var provenance = try CohortProvenance(cohort).record()
      provenance.definitions += definitions(question)
      provenance.grades = [.init("effects", Grade.canonical.rawValue)]
      try answer.write(to: output, as: format, provenance, inputs: cohort.inputs)
    }
  }

  private var options: EffectOptions {
    var options = EffectOptions()
    (options.population, options.modelMethod, options.level) = (population, method, level)
    (options.leastProbability, options.folds, options.seed) = (leastProbability, folds, seed)
    (options.allowsFewEvents, options.threads) = (
      allowFewEvents, source.threads ?? ProcessInfo.processInfo.activeProcessorCount
    )
    return options
  }

  private func definitions(_ question: StrategyQuestion) -> [Provenance.Entry] {
    [
      .init("strategies", strategies), .init("reference", question.reference), .init("at", at ?? ""),
      .init("outcome", outcome.rawValue), .init("adjust", adjust), .init("scale", scale ?? ""),
      .init("endpoint", question.endpoint.label), .init("landmark", "\(question.landmarkInForce)"),
      .init("population", population.rawValue), .init("method", method.rawValue),
      .init("least_probability", "\(leastProbability)"), .init("folds", "\(folds)"), .init("seed", "\(seed)"),
      .init("bootstrap", "\(bootstrap)"), .init("negative_control", negativeControl ?? ""),
      .init("step_rule", StepDerivation.name), .init("step_parameters", question.parameters.sentence),
      .init("disclosure", disclosure.rule.name),
    ]
  }
}

extension Outcome: ExpressibleByArgument {}
extension EffectPopulation: ExpressibleByArgument {}
