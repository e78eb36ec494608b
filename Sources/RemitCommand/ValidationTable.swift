import Intake
import Reporting

/// What a validation found, as a table of columns and as sentences.
struct ValidationTable {
  private let found: CohortValidation

  init(_ found: CohortValidation) { self.found = found }

  /// Every column of every file, with its type and its missing values.
  var columns: Table {
    let columns = [
      Table.Column("file", isRowHeading: true), Table.Column("column", isRowHeading: true),
      Table.Column("type"), Table.Column("rows"), Table.Column("missing"),
    ]
    let rows = found.files.flatMap { file in
      file.columns.map { column -> [Cell] in
        [
          .text(file.name), .text(column.name), .text(column.kind.rawValue), .count(file.rows),
          .count(column.missing),
        ]
      }
    }
    return Table(columns: columns, rows: rows)
  }

  var sentences: [String] {
    var lines = [
      "\(found.patients) patients, \(found.steps) steps; without exposure \(shown(found.patientsWithoutExposure)), "
        + "without any score \(shown(found.patientsWithoutScore)).",
      "Scales: \(found.scales.isEmpty ? "none" : found.scales.joined(separator: ", ")).",
    ]
    if let groups = found.anonymity {
      let names = groups.quasiIdentifiers.joined(separator: " x ")
      if groups.smallGroups == 0 {
        lines.append("k-anonymity of \(names): every group has at least \(groups.smallestGroup) patients.")
      } else {
        lines.append(
          "k-anonymity of \(names): \(groups.smallGroups) of \(groups.groups) groups have fewer than "
            + "\(groups.threshold) patients. Coarsen these columns before the file leaves its owner.")
      }
    } else {
      lines.append("k-anonymity: not checked, because cohort.yaml declares no quasi_identifiers.")
    }
    return lines + found.attrition.lines + ["No issue found."]
  }

  /// A small count of patients is not printed as a number here either.
  private func shown(_ count: Int) -> String { (1...4).contains(count) ? "fewer than 5" : "\(count)" }
}
