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
        // A mean of nobody: the line of the missing says how many they are.
        case .missing where !row.isOfMissing:
          lines.append(head + [.absent, .absent, .absent, .absent])
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

  /// For people: a characteristic a block, its levels indented under it, n (%) or mean (SD), missing as a line of its own.
  var summary: Table {
    // Everyone beside a single arm says the same twice.
    let columns = arms.count == 2 ? [arms.indices.last ?? 0] : Array(arms.indices)
    let heads = columns.map { place in
      let name = place == arms.count - 1 ? "Everyone" : names.arm(arms[place])
      var column = Table.Column(
        arms[place],
        heading: name + (patients[place].map { " (N = \(NumberText.grouped($0)))" } ?? " (N hidden)"))
      column.isRightAligned = true
      return column
    }
    var lines: [[Reporting.Cell]] = []
    var block: String?
    for row in rows {
      let cells = columns.map { place -> Reporting.Cell in
        if case .missing = row.cells[place], !row.isOfMissing { return .absent }
        return text(row.cells[place])
      }
      let name = names.heading(row.name)
      if row.isOfMissing {
        lines.append([.text("    missing")] + cells)
      } else if row.cells.contains(where: { if case .mean = $0 { true } else { false } }) || row.level.isEmpty
      {
        lines.append([.text(name + ", mean (SD)")] + cells)
      } else {
        if block != row.name { lines.append([.text(name + ", n (%)")] + columns.map { _ in .text("") }) }
        lines.append([.text("    " + names.value(row.level, of: row.name))] + cells)
      }
      block = row.name
    }
    return Table(
      caption: "Table 1. Patients at baseline",
      columns: [Table.Column("characteristic", heading: "Characteristic", isRowHeading: true)] + heads,
      rows: lines, notes: ["Percentages are of patients with any value."] + notes)
  }

  private func text(_ cell: Cell) -> Reporting.Cell {
    switch cell {
    case .count(let count, let n):
      .text(
        NumberText.grouped(count)
          + (n.map { $0 == 0 ? "" : " (\(NumberText.percent(Double(count) / Double($0), of: $0)))" } ?? ""))
    case .mean(let mean, let deviation):
      .text(
        NumberText.fixed(mean, decimals: 1)
          + (deviation.map { " (" + NumberText.fixed($0, decimals: 1) + ")" } ?? ""))
    case .missing(let count): .text(NumberText.grouped(count))
    case .hidden: .hidden
    case .absent: .absent
    }
  }
}
