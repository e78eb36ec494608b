public import ArgumentParser
import Causal
import Foundation
import Intake
import LinearAlgebra
import Regression
import Reporting
public import Statistics
import Summaries
import Treatment

/// `remit roadmap`: what stated policies over steps are worth, as a cohort tells it.
struct RoadmapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roadmap",
    abstract:
      "What policies over several steps are worth: g-formula, weights and doubly robust, side by side.",
    discussion: """
      A policy says what is done at each step, by what is known when the step begins. Its value is the share of patients who would \
      have reached remission by the end of the last step had everybody followed it and nobody left. It is an estimate under \
      assumptions that no data can show, and recommends nothing. The language, the assumptions and the estimators: \
      Documentation/Roadmap/README.md.

      EXAMPLE
        remit roadmap Datasets/stepped-care --policy 'step 2: SWITCH_OUT; step 3: PSYCH_SWITCH' --scale QIDSSR16 \
      --endpoint-day 84 --endpoint-window 42 --adjust 'age + recurrent + last_score'
        remit roadmap clinic --policies policies.yaml --max-steps 3 --outcome remission --adjust 'age + last_score + intolerant' \
      -o out
        remit roadmap out/roadmap.json --patient new-patient.csv
      """)

  @OptionGroup var source: CohortOptions

  @Option(
    help: ArgumentHelp(
      "A YAML file of policies by name: 'switch: \"step 2: SWITCH_OUT; step 3: ECT\"'.", valueName: "file"))
  var policies: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A policy as text; its text is its name. May be given several times.", valueName: "policy"))
  var policy: [String] = []

  @Option(help: ArgumentHelp("The last step whose end counts.", valueName: "n"))
  var maxSteps: Int = 3

  @Option(help: ArgumentHelp("response or remission.", valueName: "outcome"))
  var outcome: Outcome = .remission

  @Option(
    help: ArgumentHelp(
      "The covariates at each step, as the right side of a formula: 'age + last_score + intolerant'; 1 for none.",
      valueName: "terms"))
  var adjust: String?

  @Option(
    help: ArgumentHelp(
      """
      PATIENT-LEVEL: where each row of this CSV file stands in the policies of a roadmap.json, which takes the cohort's place. Columns: step, \
      and what the policies' conditions read.
      """, valueName: "file"))
  var patient: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A term of --adjust whose part in the outcome may differ by strategy. May be given several times.",
      valueName: "term"))
  var modify: [String] = []

  @Option(
    help: ArgumentHelp(
      "Learn a policy as well: tree (one or two questions a step, which can be read) or q.", valueName: "kind"
    ))
  var learn: RoadLearning.Kind?

  @Option(
    help: ArgumentHelp(
      "Columns of numbers that a learned tree may ask for, comma-separated.", valueName: "list"))
  var by: String?

  @Option(help: ArgumentHelp("Of a learned tree: 1 or 2.", valueName: "n"))
  var depth: Int = 2

  @Option(help: ArgumentHelp("The fewest patients in a leaf of a learned tree.", valueName: "n"))
  var smallestLeaf: Int = 50

  @Option(
    help: ArgumentHelp(
      "Samples of patients that tell whether a tree's first question is stable.", valueName: "n"))
  var bootstrap: Int = 50

  @Option(
    help: ArgumentHelp(
      "Strategies that stand by their own name, comma-separated; the others stand together.",
      valueName: "list"))
  var strategies: String?

  @Option(
    help: ArgumentHelp(
      "The fewest patients of a strategy that stands by its own name, at each step.", valueName: "n"))
  var fewest: Int = 20

  @Option(help: ArgumentHelp("Which steps are read: 'episode == 1'.", valueName: "filter"))
  var at: String?

  @Option(help: ArgumentHelp("The scale whose scores are the outcome.", valueName: "scale"))
  var scale: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take the score nearest this day after each step's start; the last if left out.", valueName: "day"))
  var endpointDay: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Days either side of --endpoint-day.", valueName: "days"))
  var endpointWindow: Int?

  @Option(
    help: ArgumentHelp("A column of the patients that says who belong together: site.", valueName: "column"))
  var cluster: String?

  @Option(help: ArgumentHelp("Of the models behind it: ml or firth.", valueName: "method"))
  var method: RegressionOptions.Method = .ml

  @Option(
    help: ArgumentHelp(
      "Probabilities of a strategy below this count as this (truncation).", valueName: "share"))
  var leastProbability: Double = 0

  @Option(help: ArgumentHelp("Cross-fitting by patient in so many folds; 0 = none.", valueName: "n"))
  var folds: Int = 0

  @Option(help: ArgumentHelp("Of the folds.", valueName: "seed"))
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
    help: ArgumentHelp("table, csv, json or markdown; csv and json print the values.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write tables, figures, notes, roadmap.json and provenance.json to this folder.", valueName: "dir"))
  var output: String?

  func validate() throws {
    if patient != nil {
      guard policies == nil, policy.isEmpty, adjust == nil, output == nil else {
        throw ValidationError("--patient goes with a roadmap.json alone, which holds the policies.")
      }
      return
    }
    guard (1...2).contains(depth) else { throw ValidationError("--depth takes 1 or 2.") }
    guard smallestLeaf > 0, bootstrap >= 0 else {
      throw ValidationError("--smallest-leaf takes a number above 0, --bootstrap one from 0.")
    }
    if learn == .tree, by == nil {
      throw ValidationError(
        "--learn tree needs --by: the columns that it may ask for, such as --by age,last_score.")
    }
    if adjust == nil {
      throw ValidationError("--adjust names the covariates: 'age + last_score', or 1 for none.")
    }
    try scores.check(endpointDay: endpointDay)
    if endpointDay == nil, endpointWindow != nil {
      throw ValidationError("--endpoint-window goes with --endpoint-day.")
    }
    guard (1...10).contains(maxSteps) else {
      throw ValidationError("--max-steps takes a whole number from 1 to 10.")
    }
    guard fewest > 0 else { throw ValidationError("--fewest takes a whole number above 0.") }
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    guard leastProbability >= 0, leastProbability < 0.5 else {
      throw ValidationError("--least-probability takes a number from 0 to below 0.5.")
    }
    guard folds == 0 || (2...50).contains(folds) else {
      throw ValidationError("--folds takes 0, or 2 to 50.")
    }
    for (name, days) in [("--endpoint-day", endpointDay), ("--endpoint-window", endpointWindow)] {
      if let days, !(0...CSVCohort.latestDay).contains(days) {
        throw ValidationError("\(name) takes a whole number from 0 to \(CSVCohort.latestDay).")
      }
    }
  }

  func run() async throws {
    try await Failure.reported {
      if let patient {
        let place = PatientPlace(model: try RoadmapModel.read(at: source.cohort))
        return try OutputFile.print(try place.text(ofFileAt: patient))
      }
      let named = try namedPolicies()
      let parameters = scores.applied(to: steps.parameters)
      let cohort = try OpenCohort(source, derivation: parameters)
      try scores.check(for: cohort)
      var question = RoadmapQuestion(cohort: cohort, policies: named, options: options)
      (question.filter, question.scale) = (at, scale)
      question.endpoint = scores.endpoint(day: endpointDay, window: endpointWindow, parameters)
      question.parameters = parameters
      (question.roles, question.allowedLeakage) = (leakage.declaredRoles(), leakage.allowLeakage)
      question.disclosure = disclosure.rule
      let found = try await question.answer { cohort.reportRows(under: disclosure.rule) }
      let names = ReportNames(columns: [:], levels: [:])
      let shown = disclosure.rule.applied(to: found.table, names: names)
      let answer = RoadmapOutput(shown: shown, notes: found.notes, model: shown.json)
      guard let output else { return try answer.print(as: format) }
      var provenance = try CohortProvenance(cohort).record()
      provenance.definitions += definitions(question)
      provenance.grades = [.init("roadmap", Grade.canonical.rawValue)]
      let inputs = cohort.inputs + [policies].compactMap(\.self)
      try answer.write(to: output, as: format, provenance, inputs: inputs)
    }
  }

  private func namedPolicies() throws -> [NamedPolicy] {
    var result: [NamedPolicy] = []
    if let policies {
      result = try PolicyList.policies(
        at: policies, named: policies.split(separator: "/").last.map(String.init) ?? policies)
    }
    for text in policy {
      let own = try TreatmentPolicy(parsing: text)
      if result.contains(where: { $0.policy == own }) { continue }
      result.append(NamedPolicy(own.description, own))
    }
    return result
  }

  private var options: RoadmapOptions {
    var options = RoadmapOptions(adjustment: adjust ?? "1")
    (options.outcome, options.lastStep, options.fewest) = (outcome, maxSteps, fewest)
    options.strategies = (strategies ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    (options.cluster, options.modifiers) = (cluster, modify)
    (options.effects.modelMethod, options.effects.level) = (method, level)
    (options.effects.leastProbability, options.effects.folds, options.effects.seed) = (
      leastProbability, folds, seed
    )
    options.effects.allowsFewEvents = allowFewEvents
    if let learn {
      var learning = RoadLearning(learn)
      learning.by = (by ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
      (learning.tree.depth, learning.tree.smallestLeaf, learning.tree.bootstraps) = (
        depth, smallestLeaf, bootstrap
      )
      if folds > 1 { learning.folds = folds }
      options.learning = learning
    }
    options.effects.threads = source.threads ?? ProcessInfo.processInfo.activeProcessorCount
    return options
  }

  private func definitions(_ question: RoadmapQuestion) -> [Provenance.Entry] {
    question.policies.map { .init("policy \($0.name)", $0.policy.description) } + [
      .init("max_steps", "\(maxSteps)"), .init("outcome", outcome.rawValue), .init("adjust", adjust ?? ""),
      .init("modify", modify.joined(separator: " + ")),
      .init("strategies", strategies ?? ""), .init("fewest", "\(fewest)"), .init("at", at ?? ""),
      .init("scale", scale ?? ""), .init("endpoint", question.endpoint.label),
      .init("cluster", cluster ?? ""),
      .init("method", method.rawValue), .init("least_probability", "\(leastProbability)"),
      .init(
        "learn",
        learn.map { "\($0.rawValue) by \(by ?? ""), depth \(depth), smallest leaf \(smallestLeaf)" } ?? ""),
      .init("folds", "\(folds)"), .init("seed", "\(seed)"), .init("step_rule", StepDerivation.name),
      .init("step_parameters", question.parameters.sentence), .init("disclosure", disclosure.rule.name),
    ]
  }
}

extension RoadLearning.Kind: ExpressibleByArgument {}
