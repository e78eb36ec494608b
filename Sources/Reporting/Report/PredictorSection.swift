/// A model of the outcome in a report: what it is, its tables and figures, what to know of it.
///
/// Not: judged by the report. Its tables and figures come from a ``SuppressedRegression``, under the study's rule.
public struct PredictorSection: Sendable {
  /// A table as people read it, and with every column for the file beside the report.
  public struct NamedTable: Sendable {
    /// The file's name without folder and ending.
    public var name: String
    public var shown: Table
    public var data: Table

    public init(name: String, shown: Table, data: Table? = nil) {
      self.name = name
      self.shown = shown
      self.data = data ?? shown
    }
  }

  public var heading: String
  /// Outcome, formula, who is in it, time zero: in sentences, a paragraph each.
  public var definition: [String]
  public var tables: [NamedTable]
  public var figures: [Figure]
  public var notes: [String]
  /// What the figures draw, for files alone.
  var drawn: [(name: String, table: Table)] = []
  /// Why the model has no answer, and the way out; `nil` where it has one.
  public var failure: String?
  /// Of a model without an answer.
  public var name = ""

  /// A model without an answer.
  public init(name: String, heading: String, failure: String, definition: [String]) {
    self.init(heading: heading, definition: definition, tables: [])
    self.failure = failure
    self.name = name
  }

  public init(
    heading: String, definition: [String], tables: [NamedTable], figures: [Figure] = [], notes: [String] = []
  ) {
    self.heading = heading
    self.definition = definition
    self.tables = tables
    self.figures = figures
    self.notes = notes
  }

  /// Everything that a model has to show; `name` begins the names of its files: `predictors-response-terms.csv`.
  public init(
    name: String, heading: String, definition: [String], model: SuppressedRegression,
    curves: [RegressionCurve] = [], names: ReportNames = .codes, notes: [String] = []
  ) {
    let stem = FileName.joined(["predictors", name])
    var tables = [
      NamedTable(name: stem + "-terms", shown: model.termsSummary(in: names), data: model.termsTable),
      NamedTable(name: stem + "-summary", shown: model.performance, data: model.summaryTable),
    ]
    if !model.tests.isEmpty {
      tables.append(
        NamedTable(name: stem + "-tests", shown: Self.filled(model.testsTable), data: model.testsTable))
    }
    for place in tables.indices { tables[place].shown.exported = ExportedRows(of: tables[place].name) }
    let terms = stem + "-terms"
    var drawn: [DrawnFigure] =
      model.forest(named: stem + "-odds-ratios", names: names).map {
        [DrawnFigure(figure: $0, from: model.forestRedrawing(of: terms, names: names))]
      } ?? []
    for curve in curves {
      let name = FileName.joined([stem, "curve", curve.variable])
      guard let figure = model.figure(of: curve, named: name) else { continue }
      drawn.append(
        DrawnFigure(
          figure: figure, from: model.redrawing(of: curve, in: name), table: model.table(of: curve)))
    }
    for (figure, redrawing, table) in [
      (model.rocCurve(named: stem + "-roc"), model.rocRedrawing(of: stem + "-roc"), model.rocTable),
      (
        model.calibrationPlot(named: stem + "-calibration"),
        model.calibrationRedrawing(of: stem + "-calibration"), model.calibrationTable
      ),
    ] {
      if let figure { drawn.append(DrawnFigure(figure: figure, from: redrawing, table: table)) }
    }
    self.init(
      heading: heading, definition: definition, tables: tables, figures: drawn.map(\.redrawn), notes: notes)
    self.drawn = drawn.compactMap { one in one.table.map { (one.figure.name, $0) } }
  }

  /// A figure, how it is drawn anew, and the table of its points where no other one has them.
  private struct DrawnFigure {
    var figure: Figure
    var from: Redrawing
    var table: Table?

    var redrawn: Figure {
      var figure = figure
      figure.redrawing = from
      return figure
    }
  }

  /// The table without columns that no row has a value in: tests that were not made.
  private static func filled(_ table: Table) -> Table {
    let kept = table.columns.indices.filter { column in table.rows.contains { $0[column] != .absent } }
    var result = table
    result.columns = kept.map { table.columns[$0] }
    result.rows = table.rows.map { row in kept.map { row[$0] } }
    return result
  }

  /// Text, the first figure above the first table; how well the model predicts, and every note, folded.
  var blocks: [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [.heading(heading)] + definition.map { .paragraph($0) }
    if let failure { blocks.append(.paragraph("This model has no answer. " + failure)) }
    if let figure = figures.first { blocks.append(.figure(figure)) }
    if let first = tables.first { blocks.append(.table(first.shown)) }
    let rest: [ReportSection.Block] =
      figures.dropFirst().map { .figure($0) } + tables.dropFirst().map { .table($0.shown) }
      + (notes.isEmpty ? [] : [.list(notes)])
    if !rest.isEmpty { blocks.append(.details("How well it predicts, tests of terms, rows left out", rest)) }
    return blocks
  }
}
