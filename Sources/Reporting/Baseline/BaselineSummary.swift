import Statistics

/// Table 1 for people.
extension SuppressedBaseline {
  /// A characteristic a block, its levels indented under it: n (%), mean (SD) or median (Q1, Q3), missing as a line of its own, and how
  /// far the arms lie apart.
  var summary: Table {
    let columns = columns
    let comparesArms =
      columns.count > 1 && variables.contains { $0.difference != nil || $0.isDifferenceHidden }
    var heads = columns.map { place in
      let name = place == arms.count - 1 ? "Everyone" : names.arm(arms[place])
      return Table.Column(
        arms[place],
        heading: name + (patients[place].map { " (N = \(NumberText.grouped($0)))" } ?? " (N hidden)"))
    }
    if comparesArms { heads.append(Table.Column("smd", heading: "SMD")) }
    for place in heads.indices { heads[place].isRightAligned = true }
    var lines: [[Reporting.Cell]] = []
    func add(_ heading: String, _ cells: [Reporting.Cell], _ difference: Reporting.Cell = .text("")) {
      lines.append([.text(heading)] + cells + (comparesArms ? [difference] : []))
    }
    var block: String?
    for row in rows {
      let cells = columns.map { text(row, $0) }
      let name = names.heading(row.name)
      let variable = variables.first { $0.name == row.name }
      if row.isOfMissing {
        add("    missing", cells)
      } else if row.level.isEmpty
        || row.cells.contains(where: { if case .mean = $0 { true } else { false } })
      {
        let median = variable?.summary == .median
        add(name + (median ? ", median (Q1, Q3)" : ", mean (SD)"), cells, difference(of: variable))
      } else {
        if block != row.name {
          add(name + ", n (%)", columns.map { _ in .text("") }, difference(of: variable))
        }
        add("    " + names.value(row.level, of: row.name), cells)
      }
      block = row.name
    }
    return Table(
      caption: "Table 1. Patients at baseline",
      columns: [Table.Column("characteristic", heading: "Characteristic", isRowHeading: true)] + heads,
      rows: lines,
      notes: readingNotes(comparesArms: comparesArms) + notes + leftOut(arms.count - columns.count))
  }

  /// More arms than this do not fit on a sheet of paper.
  private static let mostArms = 8

  /// Everyone, behind the arms with the most patients, in the order of the arms.
  private var columns: [Int] {
    // Everyone beside a single arm says the same twice.
    guard arms.count > 2, let everyone = arms.indices.last else { return Array(arms.indices.suffix(1)) }
    let largest = arms.indices.dropLast().sorted {
      (-(patients[$0] ?? 0), $0) < (-(patients[$1] ?? 0), $1)
    }
    return largest.prefix(Self.mostArms).sorted() + [everyone]
  }

  private func leftOut(_ count: Int) -> [String] {
    guard arms.count > 2, count > 0 else { return [] }
    return [
      "Shown: the \(Self.mostArms) arms with the most patients. \(count) more stand in baseline.csv, and count among everyone."
    ]
  }

  /// What the numbers are, for whoever reads the table.
  private func readingNotes(comparesArms: Bool) -> [String] {
    var notes = ["Percentages are of patients with any value."]
    if variables.contains(where: { $0.summary == .median }) {
      notes.append(
        "A number is given by its mean (SD), or by its median (Q1, Q3) where it is skewed over all patients: skewness beyond "
          + "\(NumberText.shortest(BaselineTable.Summary.mostSkewnessOfMeans)) either way.")
    }
    if comparesArms {
      notes.append(
        "SMD: standardised mean difference between the arms"
          + (arms.count > 3 ? ", the largest of any two" : "")
          + ", by means and standard deviations or by shares of the levels, of patients with a value; no test, and 0.1 is often "
          + "taken as little.")
    }
    return notes
  }

  private func difference(of variable: Variable?) -> Reporting.Cell {
    guard let variable else { return .absent }
    if variable.isDifferenceHidden { return .hidden }
    switch variable.difference {
    case .value(let value): return .text(NumberText.fixed(value, decimals: 2))
    case .unbounded: return .text("no overlap")
    case nil: return .absent
    }
  }

  private func text(_ row: Row, _ place: Int) -> Reporting.Cell {
    switch row.cells[place] {
    case .count(let count, let n):
      return .text(
        NumberText.grouped(count)
          + (n.map { $0 == 0 ? "" : " (\(NumberText.percent(Double(count) / Double($0), of: $0)))" } ?? ""))
    case .mean(let mean, let deviation):
      if variables.contains(where: { $0.name == row.name && $0.summary == .median }) {
        return median(row, place)
      }
      return .text(
        NumberText.fixed(mean, decimals: 1)
          + (deviation.map { " (" + NumberText.fixed($0, decimals: 1) + ")" } ?? ""))
    case .missing(let count): return row.isOfMissing ? .text(NumberText.grouped(count)) : .absent
    case .hidden: return .hidden
    case .absent: return .absent
    }
  }

  /// Whole numbers without a decimal where all of the row are.
  private func median(_ row: Row, _ place: Int) -> Reporting.Cell {
    guard let own = row.quartiles[place], let median = own.median else { return .hidden }
    let all = row.quartiles.flatMap { [$0?.lower, $0?.median, $0?.upper].compactMap { $0 } }
    let decimals = all.allSatisfy { $0 == $0.rounded() } ? 0 : 1
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
    guard let lower = own.lower, let upper = own.upper else { return .text(text(median) + " (hidden)") }
    return .text("\(text(median)) (\(text(lower)), \(text(upper)))")
  }
}
