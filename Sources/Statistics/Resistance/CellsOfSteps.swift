import Treatment

/// The cells of a ``SensitivityGrid`` that share one derivation of the steps, with what a page's patients keep busy.
struct CellsOfSteps {
  private let cells: Range<Int>
  private var derivation: StepDerivation
  private let contexts: [RuleContext]
  private let judges: [TrialJudge]
  private let rule = RegulatoryRule.ema
  private let scoring: StepScoring
  private let formulary: Formulary
  private(set) var scored: DerivedPage

  init(_ grid: SensitivityGrid, cells: Range<Int>, _ page: PatientPage) {
    self.cells = cells
    let context = grid.context
    formulary = context.formulary
    derivation = StepDerivation(
      context.catalogue, formulary: formulary, parameters: grid.cells[cells.lowerBound])
    contexts = cells.map { context.with(grid.cells[$0]) }
    judges = contexts.map { TrialJudge($0) }
    scoring = StepScoring(context.parameters)
    scored = DerivedPage(like: page, on: context.scales, endpoint: scoring.endpoint)
  }

  mutating func derive(_ history: PatientHistory, _ record: inout TreatmentRecord, keepingEras: Bool) {
    if keepingEras {
      derivation.deriveAgain(history, in: &record)
    } else {
      derivation.derive(history, into: &record)
    }
  }

  /// Scores the steps, and judges the patient in every cell.
  func judge(_ history: PatientHistory, _ record: inout TreatmentRecord, _ road: inout JudgedRoad) {
    judges[0].measure(history, into: &record)
    road.record.copyRoad(of: record)
    road.scores.fill(record, history, scoring, formulary)
    road.answers.removeAll(keepingCapacity: true)
    guard record.tellsOfAntidepressants(history) else { return }
    for place in contexts.indices {
      // Cells that differ in intolerance alone share their trials.
      if place % 2 == 0 { judges[place].decide(&record) }
      road.answers.append(rule.answer(for: record, of: history, in: contexts[place]).status)
    }
  }

  /// Takes a road over into the cells; false where nothing is known of an antidepressant.
  mutating func add(_ road: JudgedRoad, to summary: inout SensitivitySummary) -> Bool {
    scored.add(road.scores)
    for (cell, status) in zip(cells, road.answers) { summary.add(status, cell: cell) }
    return !road.answers.isEmpty
  }
}
