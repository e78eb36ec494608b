import ArgumentParser
import Foundation
import Intake
import LinearAlgebra
import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// `remit fit`: logistic regression of any outcome on any covariates.
struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Logistic regression: maximum likelihood or Firth, with separation and leakage refused.",
    discussion: """
      INPUT is a flat CSV, or a cohort: then a row is a scored step, with the columns response, remission, baseline, \
      endpoint, strategy, agent, step, episode and every covariate, and patients are clusters; with the outcome \
      'resistant' a row is a patient, and --outcome-rule says by which definition.

      The formula is as R users write it: main effects, a*b, a:b, factor(), relevel(x, ref = 'b'), rcs(x, 4), \
      poly(x, 2), log(), I(), offset(); the outcome a column or cbind(events, others). Rows that lack a value are left \
      out and counted by column. Knots of rcs() are of every row that has its x; the basis of poly() is of the rows that \
      are used, or with --poly-rows all of every row that has its x, as R's.

      EXAMPLE
        remit fit patients.csv 'resistant ~ age + sex + rcs(baseline, 4)' --event yes --outcome-rule ema
        remit fit clinic 'response ~ strategy + baseline + age' --scale MADRS -o out/model
        remit fit clinic 'resistant ~ age + sex + baseline' --outcome-rule ema --method firth
        remit fit patients.csv 'response ~ arm + baseline' --cluster site --se cr2 --format csv --table tests
      """)

  @Argument(help: "A flat CSV (also .gz), a cohort's folder, or - for standard input.")
  var input: String

  @Argument(help: "The model, for example 'resistant ~ age + sex'.")
  var formula: String

  @Option(help: ArgumentHelp("Keep only rows for which this holds: 'age >= 65'.", valueName: "filter"))
  var `where`: String?

  @Option(
    help: ArgumentHelp(
      "Of a cohort: the scale whose steps are modelled, or that judges trials.", valueName: "scale"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "Of a cohort: response against the start of the step or of the patient: step, entry.", valueName: "kind"
    ))
  var baseline: BaselineKind = .step

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Of a cohort: take the score nearest this day after the step's start; the last if left out.",
      valueName: "day"))
  var endpointDay: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Days either side of --endpoint-day.", valueName: "days"))
  var endpointWindow: Int?

  @Option(
    help: ArgumentHelp(
      "Of a cohort: how a missing endpoint is read: observed (default), worst-case, locf, locf-baseline. Of a flat file: a text "
        + "that stands for no value, beside the empty cell and NA; once a text.",
      valueName: "reading or text"))
  var missing: [String] = []

  @OptionGroup(title: "Scores of a step, of a cohort") var scores: ScoreOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "The rows whose values make the basis of poly(): used (by the model), or all that have the column, as in R.",
      valueName: "rows"))
  var polyRows: PolynomialRows = .used

  @OptionGroup(title: "Leakage") var leakage: LeakageOptions
  @OptionGroup(title: "Parameters of steps") var steps: StepParameterOptions
  @OptionGroup(title: "Parameters of trials") var trials: TrialParameterOptions
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var checked: CheckedColumnsOptions
  @OptionGroup(title: "A flat file") var file: DialectOptions
  @OptionGroup(title: "Disclosure") var disclosure: DisclosureOptions

  @Flag(
    help:
      "Also per-row values: fitted probability, linear predictor, leverage, Cook's distance (patient-level).")
  var rows = false

  @Option(help: ArgumentHelp("Not used: nothing is drawn at random. Kept for scripts.", visibility: .hidden))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Workers; the result does not depend on it.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Write rows that are refused to FILE.set-aside.csv in this folder, and go on without them. No file there is replaced.",
      valueName: "dir"))
  var setAside: String?

  @Option(
    help: ArgumentHelp(
      "table, csv, json or markdown. json is one object; csv prints one table, see --table.",
      valueName: "format"))
  var format: OutputFormat = .table

  @Option(help: ArgumentHelp("Of --format csv: terms, summary or tests.", valueName: "table"))
  var table: FitTable = .terms

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write tables, figures, model.json and provenance.json to this folder instead of standard output.",
      valueName: "dir"))
  var output: String?

  func validate() throws {
    try scores.check(endpointDay: endpointDay)
    if endpointDay == nil, endpointWindow != nil {
      throw ValidationError("--endpoint-window goes with --endpoint-day.")
    }
    if table != .terms, format != .csv || output != nil {
      throw ValidationError(
        "--table goes with --format csv on standard output; every other form has all tables.")
    }
    if let endpointDay, !(1...CSVCohort.latestDay).contains(endpointDay) {
      throw ValidationError("--endpoint-day takes a whole number from 1 to \(CSVCohort.latestDay).")
    }
    if let endpointWindow, !(0...CSVCohort.latestDay).contains(endpointWindow) {
      throw ValidationError("--endpoint-window takes a whole number from 0 to \(CSVCohort.latestDay).")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let formula = try Formula(parsing: formula)
      let source = try FitInput(input, as: file.dialect(missing: []), checked)
      let filter = try `where`.map { try Filter(parsing: $0) }
      let workers = threads ?? ProcessInfo.processInfo.activeProcessorCount
      // Before anything is read: what leaks is refused whether or not the data have it.
      let outcome = formula.outcomeColumns
      let roles = source.isCohort ? CohortTable.roles.filter { !outcome.contains($0.key) } : [:]
      let report = try leakage.guarding(roles).check(formula.leakageTerms)
      var sentences: [String] = []
      let options: @Sendable (Bool) -> RegressionOptions = { [model, rows] in
        model.options(threads: workers, wantsRows: rows, isClustered: $0)
      }
      let fit: FittedRegression
      var read: [Provenance.Input] = []
      var cluster = model.clusterColumn
      var isOptional = false
      var (declared, rare): ([String: Set<String>], [String: Set<String>]) = ([:], [:])
      if source.isCohort {
        let cohort = try OpenCohort(
          at: input, threads: workers, setAside: setAside, derivation: parameters,
          under: try catalogue.own(), checked: checked, dialect: try file.dialect(missing: []))
        let reading = try missingReading()
        try scores.check(for: cohort)
        var rows = CohortModelTable(cohort, formula)
        (rows.scale, rows.baseline, rows.missing, rows.filter) = (scale, baseline, reading, filter)
        rows.endpoint = scores.endpoint(day: endpointDay, window: endpointWindow, parameters)
        (rows.parameters, rows.rule) = (parameters, leakage.outcomeRule)
        // Firth's limits are those of its profile, which knows no clusters; the output says what that means.
        let wantsProfile = (model.interval ?? (model.method == .firth ? .profile : .wald)) == .profile
        if !rows.isOfPatients, model.cluster == nil, model.se?.isClustered ?? !wantsProfile {
          cluster = CohortTable.cluster
          isOptional = model.se == nil
        }
        var isReported = false
        let found = try await ModelFailure.worded(.command, under: disclosure.rule) {
          try await rows.fitted(
            options: options, cluster: cluster, isClusterOptional: isOptional, event: model.event,
            weights: model.weights, polynomials: polyRows,
            isRead: {
              // What was read is told also where it has no fit.
              if !isReported { cohort.reportRows(under: disclosure.rule) }
              isReported = true
            })
        }
        fit = found.fit
        let levels = RareLevels(in: cohort, under: disclosure.rule)
        declared = levels.declared(formula.columns)
        rare = try await rows.rareLevels(levels, of: fit)
        if !rows.isOfPatients, cluster == nil { sentences.append(CohortModelTable.independence) }
        sentences += rows.sentences(of: found.rows, under: disclosure.rule) + rows.cautions
        // A digest reads every byte again, so it is made only where it is written down.
        if output != nil { read = try CohortProvenance(cohort).record().inputs }
      } else {
        if let se = model.se, se.isClustered, cluster == nil {
          throw Failure(.configuration, "--se \(se.rawValue) goes with --cluster COLUMN.")
        }
        let table = try await source.table(
          missing: missing,
          FlatRequest(formula.columns, weights: model.weights, cluster: cluster, where: filter),
          threads: workers, setAside: setAside)
        if output != nil { read = try source.inputs(rows: table.rowCount) }
        var regression = FormulaRegression(formula, on: FlatRows(), options: options)
        (regression.event, regression.weights, regression.cluster) = (model.event, model.weights, cluster)
        regression.polynomials = polyRows
        fit = try await ModelFailure.worded(.command, under: disclosure.rule) {
          try await PagedCohort([table]).answer(regression).fit
        }
      }
      let fitted = FittedModel(fit, under: disclosure.rule, declared: declared, rare: rare)
      let (shown, result) = (fitted.shown, fitted.result)
      sentences += report.sentences + MissingRowsText(fitted.kept, under: disclosure.rule).sentences
      sentences += fitted.basisSentences(polyRows)
      let provenance = record(read, result.options, fit.cluster)
      let answer = FitOutput(
        shown: shown, sentences: sentences,
        model: output != nil && shown.modelFileRefusal == nil
          ? try modelFile(result, fit.design, fitted.coding(under: disclosure.rule), formula, provenance)
          : nil,
        rows: result.rowsTable, curves: try fitted.curves(level: model.level, under: disclosure.rule),
        provenance: provenance, grade: fit.grade)
      if let output {
        try answer.write(to: output, as: format, inputs: input == "-" ? [] : [input])
      } else {
        try answer.print(as: format, self.table)
      }
    }
  }

  /// How a missing endpoint of a cohort is read.
  private func missingReading() throws(Failure) -> MissingReading {
    guard let text = missing.first else { return .observed }
    guard missing.count == 1, let reading = MissingReading(rawValue: text) else {
      throw Failure(
        .configuration,
        "--missing of a cohort takes one of \(MissingReading.allCases.map(\.rawValue).joined(separator: ", ")). Texts that "
          + "stand for no value are declared in cohort.yaml.")
    }
    return reading
  }

  private var parameters: DerivationParameters { scores.applied(to: trials.parameters(with: steps)) }

  private func modelFile(
    _ result: RegressionResult, _ design: Design, _ coding: ModelCoding, _ formula: Formula,
    _ provenance: Provenance
  ) throws -> String {
    let event = coding.outcome.event.map { "\(coding.outcome.name) = \($0)" } ?? coding.outcome.name
    let file = try RegressionModel(
      result, columns: design.columns, formula: formula.text, coding: coding, event: event,
      provenance: [
        "remit": Version.number,
        "inputs": provenance.inputs.map { "\($0.file) sha256 \($0.sha256)" }.joined(separator: "; "),
      ])
    return try file.json()
  }

  private func record(
    _ inputs: [Provenance.Input], _ options: RegressionOptions, _ cluster: String?
  ) -> Provenance {
    return Provenance(
      inputs: inputs,
      definitions: [
        .init("formula", formula), .init("where", `where` ?? ""), .init("method", options.method.rawValue),
        .init("event", model.event ?? ""), .init("weights", model.weights ?? ""),
        .init("cluster", cluster ?? ""), .init("scale", scale ?? ""),
        .init("baseline", baseline.rawValue),
        .init(
          "missing", missing.isEmpty ? MissingReading.observed.rawValue : missing.joined(separator: ", ")),
        .init("step_rule", StepDerivation.name),
        .init("step_parameters", parameters.sentence),
        .init("se", options.standardErrors.rawValue),
        .init("poly_rows", polyRows.rawValue), .init("interval", options.interval.rawValue),
        .init("level", "\(options.level)"),
        .init("flic", options.flic ? "yes" : "no"), .init("outcome_rule", leakage.outcomeRule ?? ""),
        .init("disclosure", disclosure.rule.name),
      ] + CheckedColumnsOptions.definitions(of: checked.names), versions: [.init("remit", Version.number)],
      blasKernel: BLASKernel.name)
  }
}
