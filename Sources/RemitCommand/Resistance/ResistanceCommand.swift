import ArgumentParser
import Foundation
import Intake
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// `remit resistance`: shares of treatment resistance by named definitions, and how far these agree.
struct ResistanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resistance",
    abstract:
      "Treatment resistance by named definitions, their agreement, stages, and sensitivity to parameters.",
    discussion: """
      The same patients are judged by every rule, so that rules can be compared; always report two or more. \
      A trial whose dose nobody recorded is never adequate, and what that leaves open is counted as possible or \
      indeterminate. Who has no trial of an antidepressant in the files (no_history) is judged by none and in no share.

      RULES
        ema, fda, gsrd    two adequate failed trials in the current episode
        kim, danish, danish-ect, claims, fabbri
                          registers, claims, records: courses or switches
        mgh, msm          MGH-s of 4 or more, Maudsley score of 5 or more
      A steps.csv that says which trials were adequate is judged by ema, fda and gsrd; the others need exposures.

      EXAMPLE
        remit resistance clinic --rules ema,danish,claims
        remit resistance clinic --rules ema,claims --by "sex,cut(age, 30, 50, 65)"
        remit resistance clinic --staging --grid -o out/resistance --format csv
      """)

  @OptionGroup var input: CohortOptions

  @Option(help: ArgumentHelp("Rules by name, or all.", valueName: "rules"))
  var rules: String = "all"

  @Option(
    help: ArgumentHelp(
      "Also shares by group: strategy and agent (of the current episode's first step), prior_failures, scale, baseline_severity, design, a covariate of patients, or cut(age, 30, 50).",
      valueName: "keys"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "The scale that judges trials; if left out each patient's own, which scores most of the patient's steps.",
      valueName: "scale"))
  var scale: String?

  @Option(help: ArgumentHelp("Keep only patients for whom this holds: 'age >= 65'.", valueName: "filter"))
  var `where`: String?

  @Flag(help: "Also patients by stage: Thase-Rush, Maudsley, MGH-s, European, ATHF counts.")
  var staging = false

  @Flag(
    help:
      "Also the sensitivity grid: 108 settings of overlap, trial days, era gap, unknown dose and intolerance."
  )
  var grid = false

  @Option(help: ArgumentHelp("wilson, exact, jeffreys or agresti-coull.", valueName: "method"))
  var interval: IntervalMethod = .wilson

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of steps") var steps: StepParameterOptions
  @OptionGroup(title: "Parameters of trials") var trials: TrialParameterOptions
  @OptionGroup var disclosure: DisclosureOptions

  @Option(help: ArgumentHelp("table, csv, json or markdown.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write each table to a file of this folder, with provenance.json, instead of standard output.",
      valueName: "dir"))
  var output: String?

  func validate() throws {
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    if grid, trials.trialDays == .catalogue {
      throw ValidationError(
        "--grid moves the days that a trial must last, so it goes with --trial-days parameter.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let wanted = try namedRules()
      let parameters = scores.applied(to: trials.parameters(with: steps))
      let cohort = try OpenCohort(input, derivation: parameters)
      let steps = try StatedSteps(of: cohort)
      try steps.check(staging: staging, grid: grid, parameters)
      let catalogue = cohort.cohort.catalogue
      let filter = try condition(catalogue)
      let keys = try PatientKeys(by).keys(in: cohort)
      let context = try StudyScale(named: scale).context(of: cohort, parameters)
      func shares(_ keys: [GroupKey]) -> ResistanceShares {
        ResistanceShares(
          by: wanted, in: context, groupedBy: keys, from: steps.columns, interval: interval, level: level,
          where: filter)
      }
      let sensitivity = SensitivityGrid(in: context, interval: interval, level: level, where: filter)
      let asked = CohortQuestions()
      let (answered, cells) = (asked.ask(shares(keys)), grid ? asked.ask(sensitivity) : nil)
      try await cohort.answer(asked)
      var result = try answered.result()
      let sensible = try cells?.result()
      var seen = SeenLevels()
      seen.add(result, by: keys)
      let pools = try await RareLevels(in: cohort, under: disclosure.rule).pools(of: keys, seen: seen)
      let shownKeys = keys.map { $0.pooled(pools) }
      if !pools.isEmpty { result = try await cohort.answer(shares(shownKeys)) }
      let shown = disclosure.rule.applied(to: result, recomputing: .asStatistics)
      let answer = ResistanceOutput(
        shown: shown, context: context, withStaging: staging, isStated: steps.areStated, keys: shownKeys,
        grid: sensible.map { disclosure.rule.applied(to: $0, beside: result, recomputing: .asStatistics) })
      if let output {
        var provenance = try provenance(of: cohort, context)
        provenance.grades = answer.names.map {
          .init($0, ($0.hasPrefix("grid") ? sensitivity.grade : shares(keys).grade).rawValue)
        }
        provenance.grades.append(.init("limits", ProportionInterval.grade.rawValue))
        if shown.hidesNoHistory {
          for place in provenance.inputs.indices { provenance.inputs[place].rows = nil }
        }
        try answer.write(
          to: output, as: format, provenance: provenance, inputs: cohort.inputs)
      } else {
        try answer.print(as: format)
      }
      // With the number of patients in a file, the denominator would give back the few who are in none.
      cohort.reportRows(under: disclosure.rule, rounded: shown.hidesNoHistory)
    }
  }

  private func namedRules() throws -> [any ResistanceRule] {
    if rules == "all" { return ResistanceRules.all }
    var result: [any ResistanceRule] = []
    for part in rules.split(separator: ",") {
      let name = part.trimmingCharacters(in: .whitespaces)
      guard let rule = ResistanceRules.named(name) else {
        let known = ResistanceRules.all.map(\.id)
        let near = NearestName.nearest(name, among: known)
        throw Failure(
          .configuration,
          "--rules: '\(name)' is no rule. There are \(known.joined(separator: ", ")), or all."
            + (near.isEmpty ? "" : " The nearest: \(near.joined(separator: ", ")).")
        )
      }
      if !result.contains(where: { $0.id == rule.id }) { result.append(rule) }
    }
    if result.isEmpty { throw Failure(.configuration, "--rules names no rule. Name one or more, or all.") }
    return result
  }

  private func condition(_ catalogue: Catalogue) throws -> Filter? {
    guard let filter = try RatesQuestion(by: "", filter: `where`, catalogue: catalogue).condition() else {
      return nil
    }
    guard !filter.readsSteps else {
      throw Failure(
        .configuration,
        "--where: resistance is judged for patients, so the filter may ask about covariates of patients only."
      )
    }
    return filter
  }

  private func provenance(of cohort: OpenCohort, _ context: RuleContext) throws -> Provenance {
    var record = try CohortProvenance(cohort).record()
    record.definitions +=
      [
        .init("step_rule", cohort.cohort.isRaw ? StepDerivation.name : "steps file"),
        .init("scale", context.scaleDefinition),
      ]
      + (try namedRules()).map { .init("rule_\($0.id)", "version \($0.version)") }
      + (cohort.cohort.isRaw ? context.parameters.entries.map { .init($0.name, $0.value) } : [])
      + [
        .init("by", by ?? ""), .init("where", `where` ?? ""), .init("interval", interval.rawValue),
        .init("level", "\(level)"),
        .init("disclosure", disclosure.rule.name),
      ]
    return record
  }
}
