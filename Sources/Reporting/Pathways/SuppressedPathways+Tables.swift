import Statistics
import Treatment

/// Pathways as tables for files; names of files and columns are those of TreatmentPatterns where the meaning is the same.
extension SuppressedPathways {
  /// Each with the name of its file in a folder of its own.
  public var files: [(name: String, table: Table)] {
    [
      ("treatment_pathways", pathwaysTable), ("summary_event_duration", durationsTable),
      ("transitions", transitionsTable), ("attrition", attritionTable),
    ] + (years.isEmpty ? [] : [("counts_year", yearsTable)])
  }

  /// The same among the tables of a report, where others could have the names.
  var dataTables: [(name: String, table: Table)] {
    files.map { ($0.name.contains("_") ? $0.name : "pathways-" + $0.name, $0.table) }
  }

  private static let targetColumns = [Table.Column("target_cohort_id"), Table.Column("target_cohort_name")]
  private var targetCells: [Cell] { [.count(targetID), .text(target)] }

  /// One row a pathway, then one of all that too few take. There is one stratum, so `age`, `sex` and `index_year` say all.
  public var pathwaysTable: Table {
    func row(_ pathway: Cell, _ count: Int?, _ suppressed: Suppression) -> [Cell] {
      [pathway, Cell(count: count, orHidden: true), .text("all"), .text("all"), .text("all")] + targetCells
        + [.text(suppressed.rawValue)]
    }
    return Table(
      caption: "Treatment pathways",
      columns: [
        Table.Column("pathway", isRowHeading: true), Table.Column("freq"), Table.Column("age"),
        Table.Column("sex"),
        Table.Column("index_year"),
      ] + Self.targetColumns + [Table.Column("suppressed")],
      rows: rows.map { row(.text($0.pathway), $0.count, $0.suppressed) }
        + (hasOther ? [row(.text(Self.other), other, other == nil ? .primary : .none)] : []),
      notes: notes)
  }

  /// A name that no pathway has: a bracket is no treatment's escaped mark, and the file says so.
  static let other = "(other pathways)"

  /// One row a treatment and place, `overall` for any place.
  public var durationsTable: Table {
    Table(
      caption: "How long treatments lasted, in days",
      columns: [
        Table.Column("event_name", isRowHeading: true), Table.Column("duration_min"),
        Table.Column("duration_q1"),
        Table.Column("duration_median"), Table.Column("duration_q2"), Table.Column("duration_max"),
        Table.Column("duration_average"), Table.Column("duration_sd"), Table.Column("event_count"),
        Table.Column("line"),
      ] + Self.targetColumns + [Table.Column("suppressed")],
      rows: events.map { event in
        let days = event.days
        func number(_ value: Double?) -> Cell { Cell(number: value, orHidden: true) }
        return [
          .text(event.treatment), Cell(count: days?.least, orHidden: true), number(days?.lowerQuartile),
          number(days?.median), number(days?.upperQuartile), Cell(count: days?.greatest, orHidden: true),
          number(days?.mean), number(days?.standardDeviation), Cell(count: event.count, orHidden: true),
          .text(event.line.map { String($0) } ?? "overall"),
        ] + targetCells + [.text(event.suppressed.rawValue)]
      })
  }

  /// One row a treatment, place and what follows it.
  public var transitionsTable: Table {
    Table(
      caption: "What follows what",
      columns: [
        Table.Column("line"), Table.Column("from", isRowHeading: true),
        Table.Column("to", isRowHeading: true),
        Table.Column("kind"), Table.Column("n"), Table.Column("events"), Table.Column("estimate"),
        Table.Column("conf_low"), Table.Column("conf_high"),
      ] + Self.targetColumns + [Table.Column("suppressed")],
      rows: transitions.map { row in
        let (next, kind): (String, String) =
          switch row.next {
          case .treatment(let name): (name, "treatment")
          case .end(let end): (end.rawValue, "end")
          }
        return [
          .count(row.line), .text(row.from), .text(next), .text(kind), Cell(count: row.of, orHidden: true),
          Cell(count: row.count, orHidden: true), Cell(number: row.estimate, orHidden: true),
          Cell(number: row.low, orHidden: true), Cell(number: row.high, orHidden: true),
        ] + targetCells + [.text(row.suppressed.rawValue)]
      })
  }

  public var attritionTable: Table {
    Table(
      caption: "Records and patients after each rule",
      columns: [
        Table.Column("number_records"), Table.Column("number_subjects"), Table.Column("reason_id"),
        Table.Column("reason", isRowHeading: true),
      ] + Self.targetColumns,
      rows: attrition.map {
        [
          $0.hasRecords ? Cell(count: $0.records, orHidden: true) : .absent,
          Cell(count: $0.subjects, orHidden: true),
          .count($0.reasonID), .text($0.reason),
        ] + targetCells
      })
  }

  private var yearsTable: Table {
    Table(
      caption: "Pathways by the year in which they begin",
      columns: [Table.Column("index_year", isRowHeading: true), Table.Column("n")] + Self.targetColumns,
      rows: years.map { [.count($0.year), Cell(count: $0.count, orHidden: true)] + targetCells })
  }
}
