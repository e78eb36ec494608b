import Intake
import Reporting
import Statistics
import Treatment

/// What a first notebook asks of a cohort.
struct CohortSurveyRun {
  private let cohort: OpenCohort
  private let path: String
  private let disclosure: Disclosure

  init(_ cohort: OpenCohort, at path: String, under disclosure: Disclosure) {
    self.cohort = cohort
    self.path = path
    self.disclosure = disclosure
  }

  /// Everything before disclosure control.
  func content() async throws -> ReportContent {
    let found = try await cohort.cohort.validate(smallestGroup: 5)
    if !found.isSound, !found.areRowsSetAside {
      throw Failure(
        .dataRefused, IntakeError.refused(issues: found.issues, total: found.issueTotal).description)
    }
    var results = Results(knownTotals: cohort.rowTotals)
    results.names = ReportNames(columns: [:], levels: [:])
    results.survey = CohortSurvey(
      columns: Self.columns(of: found), scales: found.scales, strategies: found.strategies)
    if let scale = found.scales.first {
      let asked = CohortQuestions()
      let rates = [[GroupKey.strategy], [.step]].map { keys in
        asked.ask(
          ResponseRates(
            of: [.response, .remission], by: keys, scales: found.scales, missing: [.observed, .worstCase]))
      }
      let flow = asked.ask(Flow(on: scale, outcome: .response, baseline: .step, endpoint: .last))
      try await cohort.answer(asked)
      results.rates = try rates.map { try $0.result() }
      results.flow = try flow.result()
    }
    return ReportContent(
      title: title, question: "What is in the files, and what do they say at first sight?",
      design: cohort.cohort.declaration.design, results: results,
      notes: found.scales.isEmpty ? ["No score on a scale of the catalogue, so there are no rates."] : [],
      disclosure: disclosure)
  }

  private var title: String {
    cohort.cohort.declaration.title ?? "A first look at " + Self.name(of: path)
  }

  /// No path of a machine: the last part of one that begins at its root.
  private static func name(of path: String) -> String {
    if path == "-" { return "steps from standard input" }
    return path.hasPrefix("/") ? path.split(separator: "/").last.map(String.init) ?? path : path
  }

  private static func columns(of found: CohortValidation) -> [CohortSurvey.Column] {
    if let omop = found.omop {
      return omop.tables.map { table in
        CohortSurvey.Column(
          file: table.file ?? "missing", name: table.table.rawValue, type: "table of OMOP",
          rows: table.file == nil || (1...4).contains(table.rows) ? nil : table.rows, missing: nil)
      }
    }
    return found.files.flatMap { file in
      file.columns.map { column in
        CohortSurvey.Column(
          file: file.name, name: column.name, type: column.kind.rawValue, rows: file.rows,
          missing: column.missing)
      }
    }
  }

  /// Commands to go on with.
  static func next(_ path: String) -> [(purpose: String, command: String)] {
    let cohort = name(of: path)
    return [
      ("Check the files again, with every note:", "remit validate \(cohort)"),
      (
        "Rates by what you ask; --help lists the keys:",
        "remit rates \(cohort) --by strategy,step --missing observed,worst-case"
      ),
      (
        "A report with a notebook of its own; a title is enough for a study:",
        "echo 'title: My cohort' > \(cohort)/STUDY.yaml\nremit report \(cohort) -o out"
      ),
    ]
  }
}
