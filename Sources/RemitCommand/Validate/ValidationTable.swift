import Intake
import Reporting
import Treatment

/// What a validation found, as a table of columns and as sentences.
struct ValidationTable {
  private let found: CohortValidation

  private let catalogue: Catalogue

  init(_ found: CohortValidation, catalogue: Catalogue) {
    self.found = found
    self.catalogue = catalogue
  }

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
    lines += (found.omop?.sentences ?? []) + strategies + days
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
    let hasNotes = lines.contains { $0.hasPrefix("NOTE") }
    return lines + found.attrition.lines + [hasNotes ? "No issue found beside the notes." : "No issue found."]
  }

  /// Names that the decision table and the catalogue give to strategies, and those that they do not.
  private var strategies: [String] {
    let known = Strategy.names(in: catalogue)
    let others = found.strategies.filter { !known.contains($0) }
    var lines = [
      "Strategies: \(found.strategies.isEmpty ? "none" : found.strategies.joined(separator: ", "))."
    ]
    for other in others {
      let near = NearestName.nearest(other, among: known.sorted()).prefix(2)
      lines.append(
        "NOTE: '\(other)' is no strategy of the decision table or the catalogue; it is taken as it stands."
          + (near.isEmpty ? "" : " The nearest: \(near.joined(separator: ", "))."))
    }
    return lines
  }

  private var days: [String] {
    var lines: [String] = []
    if found.patientsOutOfOrder > 0 {
      lines.append(
        "NOTE: \(shown(found.patientsOutOfOrder)) patients have a step that starts before an earlier-numbered one."
      )
    }
    if found.patientsWithOverlap > 0 {
      lines.append(
        "NOTE: \(shown(found.patientsWithOverlap)) patients have a step that starts before the one before it has ended."
      )
    }
    if found.patientsWithDoseInDoubt > 0 {
      lines.append(
        "NOTE: \(shown(found.patientsWithDoseInDoubt)) patients have a dose that is a thousand times, or a thousandth of, what "
          + "the agent is given at. Check its unit; until then such a dose is taken as unknown.")
    }
    if found.patientsWithDoseInMicrograms > 0 {
      lines.append(
        "NOTE: \(shown(found.patientsWithDoseInMicrograms)) patients have a thyroid hormone whose dose_mg of 1 or more was read "
          + "as micrograms.")
    }
    if found.patientsWithOverlappingRows > 0 {
      lines.append(
        "NOTE: \(shown(found.patientsWithOverlappingRows)) patients have overlapping exposures of one agent. They are merged: different "
          + "doses that start on one day are added, else the higher one counts.")
    }
    return lines + repeated + identifiers
  }

  /// Records that stand more than once, which are no issue, with the places of the first of them.
  private var repeated: [String] {
    found.attrition.repeated.sorted { $0.key < $1.key }.map { file, count in
      let lines = found.repeatedRows.filter { $0.file == file }.map { String($0.line) }
      let shown = lines.prefix(Self.mostLines).joined(separator: ", ")
      return
        "NOTE: \(file): \(count) row\(count == 1 ? "" : "s") that an earlier row of the same patient says already in every "
        + "column that is read. A record counts once, its dose too."
        + (lines.isEmpty
          ? "" : " Line\(lines.count == 1 ? "" : "s") \(shown)\(count > Self.mostLines ? ", …" : "").")
    }
  }

  /// Identifiers that may be one patient's twice, and texts that stand for none at all.
  private var identifiers: [String] {
    var lines: [String] = []
    for difference in OddIdentifiers.Difference.allCases {
      guard let count = found.identifiers.alike[difference] else { continue }
      lines.append(
        "NOTE: \(shown(count)) patient ids differ from another one only by \(difference.rawValue). They are read as different "
          + "patients; where they are one, write the id the same way in every row and file.")
    }
    for (file, rows) in found.identifiers.missingTexts.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "NOTE: \(file): \(shown(rows)) rows have a text as patient id that stands for a missing one elsewhere (NA, null, "
          + "unknown, …). They are read as one patient each such text; declare it under missing: in cohort.yaml if it is none."
      )
    }
    return lines
  }

  private static let mostLines = 20

  /// A small count of patients is not printed as a number here either.
  private func shown(_ count: Int) -> String { (1...4).contains(count) ? "fewer than 5" : "\(count)" }
}
