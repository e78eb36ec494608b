import Regression
import Statistics
import Treatment

extension SuppressedRates {
  /// The rows of one outcome, baseline, scale and endpoint, for a heading of their own.
  struct Section {
    var outcome: Outcome
    var baseline: BaselineKind
    var scale: String
    var endpoint: Endpoint
    var rows: [Row]
  }

  /// In the order of the table.
  var sections: [Section] {
    var sections: [Section] = []
    for row in rows {
      let place = sections.firstIndex {
        $0.outcome == row.outcome && $0.baseline == row.baseline && $0.scale == row.scale
          && $0.endpoint == row.endpoint
      }
      if let place {
        sections[place].rows.append(row)
      } else {
        sections.append(
          Section(
            outcome: row.outcome, baseline: row.baseline, scale: row.scale, endpoint: row.endpoint,
            rows: [row]))
      }
    }
    return sections
  }

  func summary(of section: Section, caption: String) -> Table {
    let confidence = NumberText.shortest(level * 100)
    let method = section.rows.first?.interval.rawValue ?? ""
    return Table(
      caption: caption,
      columns: by.map { Table.Column($0, heading: GroupName.heading($0), isRowHeading: true) } + [
        Table.Column(
          "missing", heading: "Missing endpoint", note: "How a step without an endpoint score is read."),
        Table.Column("patients", heading: "Patients", note: "Patients with a step in the row."),
        Table.Column("steps", heading: "Steps", note: "All steps of the row, scored or not."),
        Table.Column(
          "no_baseline", heading: "No baseline", note: "Steps without the score that the rate is against."),
        Table.Column("n", heading: "N", note: "Steps that the rate is of."),
        Table.Column("events", heading: "Events", note: "Steps with the outcome."),
        Table.Column("rate", heading: "Rate, %", note: "Events / N."),
        Table.Column(
          "limits", heading: "\(confidence) % CI",
          note: "Limits by the \(method) method, steps taken as independent."),
        Table.Column(
          "robust", heading: "Robust \(confidence) % CI",
          note: "Limits that allow for several steps of one patient."),
      ],
      rows: section.rows.map { row in
        let hidden = row.suppressed != .none
        return zip(by, row.group).map { GroupCell.cell(key: $0, text: $1.isEmpty ? "(missing)" : $1) }
          + [.text(ReportWords.reading(row.missing))]
          + [row.patients, row.steps, row.noBaseline, row.n, row.events].map {
            Cell(count: $0, orHidden: hidden)
          }
          + [
            Cell(percent: row.estimate, orHidden: hidden),
            Cell(percentFrom: row.confLow, to: row.confHigh, orHidden: hidden),
            Cell(percentFrom: row.robustLow, to: row.robustHigh, orHidden: hidden),
          ]
      }, notes: disclosure.footnotes(for: section.rows) + robustNotes(for: section.rows) + notes)
  }
}

extension Disclosure {
  /// The sentences that rows of rates need below them.
  func footnotes(for rows: [SuppressedRates.Row]) -> [String] {
    var notes: [String] = []
    switch self {
    case .none(let reason):
      notes.append("Nothing is hidden. Reason given: " + reason)
    case .ohdsi(let count):
      if rows.contains(where: { $0.suppressed == .primary }) {
        notes.append(
          "hidden (primary): events, N less events, or patients of the row are 1 to \(count - 1); its rate and limits "
            + "would give them back.")
      }
      if rows.contains(where: { $0.suppressed == .secondary }) {
        notes.append(
          "hidden (secondary): the row would let a reader work out one that is hidden for its size.")
      }
    case .openSafely:
      notes.append(sentence)
    }
    if rows.contains(where: { $0.suppressed == .none && $0.n == 0 }) {
      notes.append("–: no rate, because N is 0.")
    }
    return notes
  }
}
