import Intake
import Reporting

/// What an OMOP folder held, for people: its tables, its patients, and the concepts that have no mapping.
struct OMOPTables {
  private let found: OMOPSummary

  init(_ found: OMOPSummary) { self.found = found }

  /// One table of sections, so that every format has all of it.
  ///
  /// Counts of 1 to 4 are not printed, nor those that would give one back as a difference from the count that they are
  /// part of.
  var table: Table {
    let columns = [
      Table.Column("section", isRowHeading: true), Table.Column("item", isRowHeading: true),
      Table.Column("file"), Table.Column("count"),
    ]
    return Table(columns: columns, rows: tables + patients + courses + unmapped + leftOut)
  }

  private var tables: [[Cell]] {
    found.tables.map { table in
      [
        .text("table"), .text(table.table.rawValue), .text(table.file ?? "missing"),
        table.file == nil ? .text("") : .text(OMOPSummary.shown(table.rows)),
      ]
    }
  }

  private var patients: [[Cell]] {
    let shown = NestedCounts(found.persons)
    let taken = shown.part(found.withAntidepressant)
    let others = shown.part(found.withOtherThanTrazodone, of: found.withAntidepressant)
    let two = shown.part(found.withTwoAntidepressants, of: found.withAntidepressant)
    let twoOthers = shown.part(
      found.withTwoOtherThanTrazodone, of: found.withTwoAntidepressants, found.withOtherThanTrazodone)
    var lines = [
      ("persons", OMOPSummary.shown(found.persons)), ("with an antidepressant", taken),
      ("with an antidepressant other than trazodone", others),
      ("with two or more antidepressants", two),
      ("with two or more antidepressants other than trazodone", twoOthers),
    ]
    if let code = found.withDepressionCode, let both = found.withDepressionCodeAndAntidepressant {
      lines.append(("with a depression code", shown.part(code)))
      lines.append(
        ("with a depression code and an antidepressant", shown.part(both, of: code, found.withAntidepressant))
      )
    }
    return lines.map { [.text("patients"), .text($0.0), .text(""), .text($0.1)] }
  }

  private var courses: [[Cell]] {
    let lines = [
      ("drug courses of the catalogue's agents", found.drugCourses),
      ("drug courses with a dose", found.drugCoursesWithDose), ("procedures", found.sessions),
      ("scores", found.scores),
    ]
    return lines.map { [.text("events"), .text($0.0), .text(""), .text(OMOPSummary.shown($0.1))] }
  }

  private var unmapped: [[Cell]] {
    found.unmapped.map { item in
      [
        .text("concept without mapping"), .text("\(item.table.rawValue) \(item.concept)"),
        .text(file(item.table)),
        .text(OMOPSummary.shown(item.rows)),
      ]
    }
  }

  private var leftOut: [[Cell]] {
    found.leftOut.map { item in
      [
        .text("rows left out"), .text("\(item.table.rawValue): \(item.reason)"), .text(file(item.table)),
        .text(OMOPSummary.shown(item.rows)),
      ]
    }
  }

  private func file(_ table: OMOPTable) -> String { found.tables.first { $0.table == table }?.file ?? "" }
}

/// Counts of patients that are parts of each other.
private struct NestedCounts {
  private let all: Int

  init(_ all: Int) { self.all = all }

  /// The count as text; hidden where it or what it leaves of a whole is small.
  func part(_ count: Int, of wholes: Int...) -> String {
    let rests = (wholes + [all]).map { $0 - count }
    return rests.contains { (1...4).contains($0) } ? "hidden" : OMOPSummary.shown(count)
  }
}

extension OMOPSummary {
  /// For provenance: what was there, what was not, and what had no mapping.
  var definitions: [Provenance.Entry] {
    let missing = missing.map(\.rawValue).joined(separator: ", ")
    let concepts = unmapped.map { "\($0.table.rawValue) \($0.concept): \(Self.shown($0.rows))" }
    let left = leftOut.map { "\($0.table.rawValue), \($0.reason): \(Self.shown($0.rows))" }
    return [
      .init("format", "OMOP CDM"),
      .init("omop_tables_missing", missing.isEmpty ? "none" : missing),
      .init("omop_day_0", "start of the first antidepressant era, else of the first observation period"),
      .init("omop_indication", "not in the tables; every exposure counts as given for depression"),
      .init("omop_concepts_without_mapping", concepts.isEmpty ? "none" : concepts.joined(separator: "; ")),
      .init("omop_rows_left_out", left.isEmpty ? "none" : left.joined(separator: "; ")),
    ]
  }
}
