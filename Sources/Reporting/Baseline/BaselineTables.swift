import Statistics

/// Table 1 for files.
extension SuppressedBaseline {
  /// Table 1, a line a value.
  var dataTable: Table {
    var lines: [[Reporting.Cell]] = zip(arms, patients).map { arm, patients in
      [.text("patients"), .text(""), .text(arm), Reporting.Cell(count: patients, orHidden: true)]
        + Self.nothing(8 - 1)
    }
    for row in rows {
      for (place, (arm, cell)) in zip(arms, row.cells).enumerated() {
        let head: [Reporting.Cell] = [.text(row.name), .text(row.level), .text(arm)]
        // The difference is between arms, so it stands in everyone's line.
        let isEveryone = place == arms.count - 1 && place > 1
        let difference = isEveryone ? self.difference(of: row) : .absent
        switch cell {
        case .count(let count, let n):
          lines.append(
            head + [.count(count), Reporting.Cell(count: n, orHidden: true)] + Self.nothing(5) + [difference])
        case .mean(let mean, let deviation):
          lines.append(
            head + [.absent, .absent, .number(mean), Reporting.Cell(number: deviation, orHidden: false)]
              + quartiles(of: row, place) + [difference])
        // A mean of nobody: the line of the missing says how many they are.
        case .missing where !row.isOfMissing: lines.append(head + Self.nothing(8))
        case .missing(let count):
          lines.append([.text(row.name), .text("(missing)"), .text(arm), .count(count)] + Self.nothing(7))
        case .hidden: lines.append(head + Array(repeating: .hidden, count: 8))
        case .absent: lines.append(head + Self.nothing(8))
        }
      }
    }
    return Table(
      caption: "Patients at baseline",
      columns: [
        Table.Column("covariate", isRowHeading: true), Table.Column("level", isRowHeading: true),
        Table.Column("arm"), Table.Column("count"), Table.Column("of"), Table.Column("mean", decimals: 2),
        Table.Column("sd", decimals: 2), Table.Column("p25", decimals: 2), Table.Column("p50", decimals: 2),
        Table.Column("p75", decimals: 2), Table.Column("smd", decimals: 2),
      ], rows: lines, notes: notes)
  }

  private static func nothing(_ count: Int) -> [Reporting.Cell] { Array(repeating: .absent, count: count) }

  private func quartiles(of row: Row, _ place: Int) -> [Reporting.Cell] {
    // Numbers that are no longer kept one by one have none.
    guard row.quartiles.indices.contains(place), let own = row.quartiles[place] else {
      return Self.nothing(3)
    }
    return [own.lower, own.median, own.upper].map { Reporting.Cell(number: $0, orHidden: true) }
  }

  private func difference(of row: Row) -> Reporting.Cell {
    guard !row.isOfMissing, let variable = variables.first(where: { $0.name == row.name }) else {
      return .absent
    }
    if variable.isDifferenceHidden { return .hidden }
    if case .value(let value) = variable.difference { return .number(value) }
    return .absent
  }
}
