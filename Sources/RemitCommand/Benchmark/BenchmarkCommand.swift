import ArgumentParser
import Foundation
import Intake
import Reporting
import Statistics
import Treatment

/// `remit benchmark`: a cohort's rates beside published ones.
struct BenchmarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Set a cohort's rates beside published ones, row by row: comparable or not, and why not.",
    discussion: """
      INPUT is a cohort, or a STUDY.yaml, whose cohort, filter, derivation, disclosure and benchmarks are then taken. Scale, cut-off, window, \
      analysis set, failures before, design and population must match; Documentation/Benchmarks.md says how each is judged. \
      csv and json hold every row; table and markdown those that are compared, and below it how many are not. Rows that no \
      source vouches for are shown and not tested against, unless --include-unverified.

      EXAMPLE
        remit benchmark Datasets/stepped-care --against 'STARD-*' --where 'psychotic == no'
        remit benchmark Datasets/stepped-care --against 'STARD-STEP*,EUTRD-*' --waive design --refusals
        remit benchmark Datasets/stepped-care/STUDY.yaml --format csv -o benchmarks.csv --figure benchmarks.svg
      """)

  @OptionGroup var input: CohortOptions

  @Option(
    help: ArgumentHelp(
      "Published rows, by patterns of their identifiers: STARD-*, LQD-LI-REM8; all if left out.",
      valueName: "patterns"))
  var against: String?

  @Option(help: ArgumentHelp("Keep only steps for which this holds.", valueName: "filter"))
  var `where`: String?

  @Option(
    help: ArgumentHelp("Most days between the published week and the score that is taken.", valueName: "days")
  )
  var windowDays: Int?

  @Option(
    help: ArgumentHelp("The same as a share of the published time, whichever is less.", valueName: "share"))
  var windowShare: Double?

  @Option(
    help: ArgumentHelp("For rates at exit: the window as a share of the longest time.", valueName: "share"))
  var exitShare: Double?

  @Option(
    help: ArgumentHelp(
      "Criteria that need not match: \(ComparisonCriterion.waivable.map(\.rawValue).joined(separator: ", ")). Printed beside each row.",
      valueName: "criteria"))
  var waive: String?

  @Option(
    help: ArgumentHelp(
      "Which patients the cohort holds: \(BenchmarkTolerances.populations.joined(separator: ", ")); adult if left out.",
      valueName: "population"))
  var population: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Failed treatments of every patient before step 1; 0 if left out.", valueName: "count")
  )
  var priorFailures: Int?

  @Flag(help: "Test against rows whose figures are from memory or derived, too.")
  var includeUnverified = false

  @Flag(help: "Print the rows that are not comparable, each with every reason.")
  var refusals = false

  @Option(help: ArgumentHelp("Confidence level; the study's, else 0.95.", valueName: "level"))
  var level: Double?

  @Option(help: ArgumentHelp("Write the figure, an SVG, to this file.", valueName: "file"))
  var figure: String?

  @OptionGroup(title: "Scores of a step") var scores: ScoreOptions
  @OptionGroup(title: "Parameters of derived steps") var steps: StepParameterOptions
  @OptionGroup var disclosure: DisclosureOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let level, !(level > 0.5 && level < 1) {
      throw ValidationError("--level takes a number between 0.5 and 1.")
    }
    if let windowDays, !(0...3_653).contains(windowDays) {
      throw ValidationError("--window-days takes a whole number from 0 to 3653.")
    }
    for (name, share) in [("--window-share", windowShare), ("--exit-share", exitShare)] {
      if let share, !(share >= 0 && share <= 1) {
        throw ValidationError("\(name) takes a number from 0 to 1.")
      }
    }
    if let priorFailures, !(0...99).contains(priorFailures) {
      throw ValidationError("--prior-failures takes a whole number from 0 to 99.")
    }
    if let population, !BenchmarkTolerances.populations.contains(population) {
      throw ValidationError(
        "--population takes one of \(BenchmarkTolerances.populations.joined(separator: ", ")).")
    }
    _ = try waived()
  }

  func run() async throws {
    try await Failure.reported {
      let own = try input.catalogue.own()
      let study = try study(under: own)
      let path = study?.cohortPath ?? input.cohort
      let parameters = study?.derivation ?? scores.applied(to: steps.parameters)
      let filter = try filter(of: study, in: try Catalogue.inForce(forCohortAt: path, under: own))
      let cohort = try OpenCohort(
        at: path, threads: input.threads, setAside: input.setAside,
        covariates: filter.condition?.reads.covariates ?? [], derivation: parameters, under: own)
      if study == nil { try scores.check(for: cohort) }
      let asked = CohortQuestions()
      let specification = try specification(over: study?.benchmarks ?? BenchmarkSpecification())
      let benchmark = try CohortBenchmark(
        specification, of: cohort, where: filter.text, level: level ?? study?.common.level ?? 0.95,
        among: asked)
      if benchmark.hasQuestions { try await cohort.answer(asked) }
      let rule = study.map { $0.disclosure.rule() } ?? disclosure.rule
      var results = Results(knownTotals: cohort.rowTotals)
      results.benchmark = try benchmark.table()
      let shown = rule.applied(to: results, recomputing: .asStatistics)
      guard let found = shown.benchmark else { return }
      try write(found, beside: cohort)
      if benchmark.hasQuestions { cohort.reportRows(under: rule) }
    }
  }

  private func write(_ shown: SuppressedBenchmark, beside cohort: OpenCohort) throws(Failure) {
    if let figure {
      guard let drawing = shown.figure else {
        throw Failure(
          .noAnswer,
          "No published row is compared, so there is no figure to write. \(shown.dataTable.notes[0])")
      }
      try OutputFile.check(figure, against: cohort.inputs)
      try OutputFile.write(drawing.svg, to: figure)
    }
    switch output.format {
    case .csv, .json: try output.write(shown.dataTable, madeFrom: cohort.inputs)
    case .table, .markdown: try output.write(shown.page(withRefusals: refusals), madeFrom: cohort.inputs)
    }
  }

  /// A path that ends in .yaml is a study; everything else is a cohort.
  private func study(under own: OwnCatalogue?) throws -> StudySpecification? {
    guard input.cohort.hasSuffix(".yaml") || input.cohort.hasSuffix(".yml") else { return nil }
    return try StudySpecification(at: input.cohort, under: own)
  }

  private func filter(
    of study: StudySpecification?, in catalogue: Catalogue
  ) throws -> (text: String?, condition: Filter?) {
    let parts = [study?.common.filter, `where`].compactMap(\.self)
    let text =
      parts.count > 1 ? parts.map { "(\($0))" }.joined(separator: " and ") : parts.first
    return (text, try RatesQuestion(by: "", filter: text, catalogue: catalogue).condition())
  }

  private func specification(over study: BenchmarkSpecification) throws -> BenchmarkSpecification {
    var result = study
    if let against {
      result.against = against.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    if let windowDays { result.tolerances.windowDays = windowDays }
    if let windowShare { result.tolerances.windowShare = windowShare }
    if let exitShare { result.tolerances.exitShare = exitShare }
    if let population { result.tolerances.population = population }
    if let priorFailures { result.tolerances.priorFailures = priorFailures }
    result.tolerances.waived.formUnion(try waived())
    if includeUnverified { result.includesUnverified = true }
    return result
  }

  private func waived() throws -> Set<ComparisonCriterion> {
    var result: Set<ComparisonCriterion> = []
    for part in waive?.split(separator: ",") ?? [] {
      let name = part.trimmingCharacters(in: .whitespaces)
      guard let criterion = ComparisonCriterion(rawValue: name), criterion.isWaivable else {
        throw ValidationError(
          "--waive takes \(ComparisonCriterion.waivable.map(\.rawValue).joined(separator: ", ")); '\(name)' is none of them, or must match."
        )
      }
      result.insert(criterion)
    }
    return result
  }
}
