import Regression
import Statistics

/// Table 1.
extension SuppressedBaseline {
  /// Table 1, a line a value.
  var dataTable: Table {
    var lines: [[Reporting.Cell]] = zip(arms, patients).map { arm, patients in
      [
        .text("patients"), .text(""), .text(arm), Reporting.Cell(count: patients, orHidden: true), .absent,
        .absent,
        .absent,
      ]
    }
    for row in rows {
      for (arm, cell) in zip(arms, row.cells) {
        let head: [Reporting.Cell] = [.text(row.name), .text(row.level), .text(arm)]
        switch cell {
        case .count(let count, let n):
          lines.append(head + [.count(count), Reporting.Cell(count: n, orHidden: true), .absent, .absent])
        case .mean(let mean, let deviation):
          lines.append(
            head + [.absent, .absent, .number(mean), Reporting.Cell(number: deviation, orHidden: false)])
        case .missing(let count):
          lines.append([
            .text(row.name), .text("(missing)"), .text(arm), .count(count), .absent, .absent, .absent,
          ])
        case .hidden: lines.append(head + [.hidden, .hidden, .hidden, .hidden])
        case .absent: lines.append(head + [.absent, .absent, .absent, .absent])
        }
      }
    }
    return Table(
      caption: "Patients at baseline",
      columns: [
        Table.Column("covariate", isRowHeading: true), Table.Column("level", isRowHeading: true),
        Table.Column("arm"), Table.Column("count"), Table.Column("of"), Table.Column("mean", decimals: 2),
        Table.Column("sd", decimals: 2),
      ], rows: lines, notes: notes)
  }

  /// For people.
  var summary: Table {
    let heads = zip(arms, patients).map { arm, patients in
      Table.Column(arm, heading: arm + (patients.map { " (N = \($0))" } ?? " (N hidden)"))
    }
    return Table(
      caption: "Table 1. Patients at baseline",
      columns: [Table.Column("characteristic", heading: "Characteristic", isRowHeading: true)] + heads,
      rows: rows.map { row in
        var name = row.name
        if row.cells.contains(where: { if case .missing = $0 { true } else { false } }) {
          name += ", missing"
        } else if row.cells.contains(where: { if case .mean = $0 { true } else { false } }) {
          name += ", mean (SD)"
        } else if !row.level.isEmpty {
          name += ": " + row.level
        }
        return [.text(name)]
          + row.cells.map { cell in
            switch cell {
            case .count(let count, let n): .text(n.map { "\(count) / \($0)" } ?? String(count))
            case .mean(let mean, let deviation):
              .text(
                NumberText.fixed(mean, decimals: 1)
                  + (deviation.map { " (" + NumberText.fixed($0, decimals: 1) + ")" } ?? ""))
            case .missing(let count): .text(String(count))
            case .hidden: .hidden
            case .absent: .absent
            }
          }
      },
      notes: ["Counts are patients with the level / patients with any value."] + notes)
  }
}
