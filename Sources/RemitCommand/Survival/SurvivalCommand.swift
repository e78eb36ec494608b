public import ArgumentParser
import Intake
import Reporting
public import Statistics
import Summaries
import Treatment

/// `remit survival`: how long it takes to a response, a remission, or a relapse.
struct SurvivalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival",
    abstract:
      "Time to response, remission or relapse: curves with competing ends, numbers at risk, and tests.",
    discussion: """
      Counts days from a step's start to the first score with the outcome, or from remission to relapse. The next step, a stop, \
      loss and death compete with it (Aalen-Johansen, Gray); Kaplan-Meier and the log-rank test stand beside. Curves rest on visits: \
      the output says how far apart they were. Where small counts are hidden, days are put together first. Rules: \
      Documentation/Survival.md.

      EXAMPLE
        remit survival Datasets/stepped-care --to remission --by strategy --at 'step == 2' --scale QIDSSR16 --until 168
        remit survival Datasets/stepped-care --to relapse --by step --scale QIDSSR16 -o out
      """)

  @OptionGroup var source: CohortOptions

  @Option(
    name: .customLong("to"), help: ArgumentHelp("response, remission or relapse.", valueName: "outcome"))
  var outcome: TimeOutcome = .remission

  @Option(
    help: ArgumentHelp(
      "Keys of the groups, as of remit rates; '' for all together.", valueName: "keys"))
  var by: String = "strategy"

  @Option(help: ArgumentHelp("Which steps: 'step == 2'.", valueName: "filter"))
  var at: String?

  @Option(help: ArgumentHelp("The scale whose scores are the outcome.", valueName: "scale"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "Response against the start of the step or of the patient: step, entry.", valueName: "kind"))
  var baseline: BaselineKind = .step

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Follow to this day at most; to each one's last if left out.", valueName: "day"))
  var until: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Day after the start from which a step is under observation. Groups and filters by what derived steps are called need at least \
      --overlap-switch-max.
      """, valueName: "days"))
  var landmark: Int?

  @Option(
    help: ArgumentHelp("The lowest score that is a relapse; the catalogue's if left out.", valueName: "score")
  )
  var relapseAt: Double?

  @Option(help: ArgumentHelp("A column of patients with the day of death.", valueName: "column"))
  var death: String?

  @Option(
    help: ArgumentHelp(
      "A column of patients with the day of being lost; besides, a stop_reason of lost.", valueName: "column")
  )
  var dropout: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Days that are told apart in tables; where small counts are hidden, whole ones of these are put together.",
      valueName: "days"))
  var every: Int = 28

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of steps") var steps: StepParameterOptions
  @OptionGroup(title: "Disclosure") var disclosure: DisclosureOptions

  @Option(
    help: ArgumentHelp("table, csv, json or markdown; csv and json print the curves.", valueName: "format"))
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write tables, the figure, notes and provenance.json to this folder.", valueName: "dir"))
  var output: String?

  func validate() throws {
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    for (name, days, least) in [("--until", until, 1), ("--landmark", landmark, 0), ("--every", every, 1)] {
      if let days, !(least...CSVCohort.latestDay).contains(days) {
        throw ValidationError("\(name) takes a whole number from \(least) to \(CSVCohort.latestDay).")
      }
    }
    if relapseAt != nil, outcome != .relapse { throw ValidationError("--relapse-at goes with --to relapse.") }
  }

  func run() async throws {
    try await Failure.reported {
      let parameters = scores.applied(to: steps.parameters)
      let cohort = try OpenCohort(source, derivation: parameters)
      try scores.check(for: cohort)
      var question = TimeQuestion(cohort: cohort)
      (question.outcome, question.by, question.at, question.scale) = (outcome, by, at, scale)
      (question.baseline, question.until, question.landmark) = (baseline, until, landmark)
      (question.relapseAt, question.death, question.dropout) = (relapseAt, death, dropout)
      (question.level, question.parameters) = (level, parameters)
      let table = try await question.answer(under: disclosure.rule) {
        cohort.reportRows(under: disclosure.rule)
      }
      let shown = disclosure.rule.applied(
        to: ShownTimes(table, every: every), knownTotals: cohort.rowTotals)
      let answer = SurvivalOutput(shown: shown, definitions: question.definitions(table))
      guard let output else { return try answer.print(as: format) }
      var provenance = try CohortProvenance(cohort).record()
      provenance.definitions += definitions(table, parameters)
      provenance.grades = [.init("time", Grade.canonical.rawValue)]
      try answer.write(to: output, as: format, provenance, inputs: cohort.inputs)
    }
  }

  private func definitions(_ table: TimeTable, _ parameters: DerivationParameters) -> [Provenance.Entry] {
    [
      .init("to", outcome.rawValue), .init("by", by), .init("at", at ?? ""), .init("scale", table.scale),
      .init("baseline", baseline.rawValue), .init("until", until.map { "\($0)" } ?? ""),
      .init("landmark", "\(table.landmark)"), .init("relapse_at", table.relapseAt.map { "\($0)" } ?? ""),
      .init("death", death ?? ""), .init("dropout", dropout ?? ""), .init("every", "\(every)"),
      .init("level", "\(level)"), .init("step_rule", StepDerivation.name),
      .init("step_parameters", parameters.sentence), .init("disclosure", disclosure.rule.name),
    ]
  }
}

extension TimeOutcome: ExpressibleByArgument {}
