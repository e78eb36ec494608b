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
    /// In the order in which people read them.
    var groups: [[String]] {
      var result: [[String]] = []
      for row in rows where !result.contains(row.group) { result.append(row.group) }
      return result
    }
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
    for place in sections.indices {
      sections[place].rows = names.ordered(sections[place].rows, by: by, group: \.group)
    }
    return sections
  }

  /// For people: a line a group, with a pair of columns a reading of missing endpoints.
  func summary(of section: Section, caption: String, anchor: String = "") -> Table {
    let readings = ReportWords.inOrder(section.rows.map(\.missing.rawValue)).compactMap(MissingReading.init)
    let confidence = NumberText.shortest(level * 100)
    let method = section.rows.first?.interval.rawValue ?? ""
    let lacksBaseline = section.rows.contains { $0.noBaseline != 0 }
    // Limits by patients differ from plain ones where a patient has several steps.
    let hasRobust = section.rows.contains { $0.robustLow != nil && $0.patients != $0.steps }
    var columns = by.map { Table.Column($0, heading: names.heading($0), isRowHeading: true) }
    columns += [
      Table.Column("patients", heading: "Patients", note: "Patients with a step in the row."),
      Table.Column("steps", heading: "Steps", note: "All steps of the row, scored or not."),
    ]
    if lacksBaseline {
      columns.append(
        Table.Column(
          "no_baseline", heading: "No baseline", note: "Steps without the score that the rate is against."))
    }
    for reading in readings {
      let word = ReportWords.reading(reading)
      columns += [
        Table.Column("events", heading: "\(word.prefix(1).uppercased() + word.dropFirst()), events / N"),
        Table.Column("rate", heading: "% (\(confidence) % CI)"),
      ]
      if hasRobust, reading == readings.first {
        columns.append(Table.Column("robust", heading: "Robust \(confidence) % CI"))
      }
    }
    for place in columns.indices where !columns[place].isRowHeading { columns[place].isRightAligned = true }
    for place in columns.indices {
      switch columns[place].name {
      case "events" where place < by.count + 4:
        columns[place].note = "Steps with the outcome / steps that the rate is of."
      case "rate" where place < by.count + 5:
        columns[place].note = "Limits by the \(method) method, steps taken as independent."
      case "robust": columns[place].note = "Limits that allow for several steps of one patient."
      default: break
      }
    }
    let groups = section.groups
    var table = Table(
      caption: caption, columns: columns,
      rows: groups.map { group in
        let own = readings.compactMap { reading in
          section.rows.first { $0.group == group && $0.missing == reading }
        }
        func count(_ value: (Row) -> Int?) -> Cell {
          Cell(count: own.lazy.compactMap(value).first, orHidden: own.contains { $0.suppressed != .none })
        }
        var cells: [Cell] = zip(by, group).map { GroupCell.cell(key: $0, text: names.value($1, of: $0)) }
        cells += [count(\.patients), count(\.steps)]
        if lacksBaseline { cells.append(count(\.noBaseline)) }
        for reading in readings {
          let row = own.first { $0.missing == reading }
          cells += Self.pair(row)
          if hasRobust, reading == readings.first {
            cells.append(
              Cell(
                percentFrom: row?.robustLow, to: row?.robustHigh, of: row?.n,
                orHidden: row?.suppressed != Suppression.none))
          }
        }
        return cells
      }, notes: disclosure.footnotes(for: section.rows) + robustNotes(for: section.rows) + notes)
    if !anchor.isEmpty { table.anchors = groups.indices.map { RateAnchors.row($0, of: anchor) } }
    return table
  }

  /// Events of N, and the rate with its limits.
  private static func pair(_ row: Row?) -> [Cell] {
    guard let row else { return [.absent, .absent] }
    guard let events = row.events, let n = row.n else {
      if row.suppressed != .none { return [.hidden, .hidden] }
      return [.absent, .absent]
    }
    let counts = "\(NumberText.grouped(events)) / \(NumberText.grouped(n))"
    guard let rate = row.estimate else {
      return [.text(counts), row.suppressed == .none ? .absent : .hidden]
    }
    var text = NumberText.percent(rate, of: n)
    if let low = row.confLow, let high = row.confHigh {
      text += " (\(NumberText.percent(low, of: n)) to \(NumberText.percent(high, of: n)))"
    }
    return [.text(counts), .text(text)]
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
