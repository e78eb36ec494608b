import Regression
import Treatment

extension SuppressedRates {
  /// The table with the columns of Documentation/Formats/Outputs.md, "Rates", in their order.
  public var table: Table {
    let keys = by.map { Table.Column($0, note: "Group.", isRowHeading: true) }
    var fixed = Self.columns
    if by.contains("scale") { fixed.removeAll { $0.name == "scale" } }
    return Table(
      columns: keys + fixed, rows: rows.map(cells),
      notes: disclosure.footnotes(for: rows) + robustNotes(for: rows) + notes)
  }

  /// The whole table as text.
  public func rendered(
    as format: OutputFormat, spreadsheetSafe: Bool = false, width: Int? = nil
  ) -> String {
    table.rendered(as: format, spreadsheetSafe: spreadsheetSafe, width: width)
  }

  private func cells(of row: Row) -> [Cell] {
    let hidden = row.suppressed != .none
    var cells = zip(by, row.group).map { GroupCell.cell(key: $0, text: $1) }
    cells += [.text(row.outcome.rawValue), .text(row.baseline.rawValue)]
    if !by.contains("scale") { cells.append(.text(row.scale)) }
    cells += [.text(row.endpoint.label), .text(row.missing.rawValue), .text(row.interval.rawValue)]
    cells += [row.patients, row.steps, row.noBaseline, row.n, row.events].map {
      Cell(count: $0, orHidden: hidden)
    }
    cells += [row.estimate, row.confLow, row.confHigh, row.robustLow, row.robustHigh].map {
      Cell(number: $0, orHidden: hidden)
    }
    return cells + [.text(row.suppressed.rawValue)]
  }

  private static let columns: [Table.Column] = [
    Table.Column(
      "outcome",
      note: "Response (fall from the baseline by the scale's rule) or remission (at or below its cut-off)."),
    Table.Column(
      "baseline", note: "The score compared with: at the start of the step, or at entry to the cohort."),
    Table.Column("scale", note: "Rating scale; scales are never pooled."),
    Table.Column("endpoint", note: "Day after the step's start ± window, or the last score of the step."),
    Table.Column("missing", note: "How a missing endpoint is read."),
    Table.Column("interval", note: "Method of the limits."),
    Table.Column("patients", note: "Patients with a step in the row."),
    Table.Column("steps", note: "All steps of the row."),
    Table.Column("no_baseline", note: "Steps without the baseline score."),
    Table.Column("n", note: "Steps that the rate is of."),
    Table.Column("events", note: "Steps with the outcome."),
    Table.Column("estimate", note: "events / n."),
    Table.Column("conf_low", note: "Lower limit, steps taken as independent."),
    Table.Column("conf_high", note: "Upper limit, steps taken as independent."),
    Table.Column("robust_low", note: "Lower limit that allows for several steps of one patient."),
    Table.Column("robust_high", note: "Upper limit that allows for several steps of one patient."),
    Table.Column(
      "suppressed", note: "Why values are hidden: primary (a small cell) or secondary (would give one back)."),
  ]
}

/// A group's value as a cell.
enum GroupCell {
  /// Steps and counts of failures are numbers; everything else is the text it came as.
  static func cell(key: String, text: String) -> Cell {
    if key == "step" || key == "prior_failures", let number = Int(text), String(number) == text {
      return .count(number)
    }
    return .text(text)
  }
}
