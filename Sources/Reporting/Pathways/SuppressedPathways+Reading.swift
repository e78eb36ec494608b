import Statistics
import Treatment

/// Pathways as tables for people.
extension SuppressedPathways {
  private static let mostRows = 20
  private static let mostTransitions = 40
  private static let mostTreatments = 15

  /// The pathways that most take, then each treatment by its place, then what follows it.
  public var readingTables: [Table] {
    [commonPathways.made(of: ExportedRows(of: "treatment_pathways"))]
      + (1...max(lines, 1)).filter { $0 <= lines }.map { line in
        lineTable(line).made(of: ExportedRows(of: "summary_event_duration").keeping("line", String(line)))
      } + [flowTable.made(of: ExportedRows(of: "pathways-transitions"))]
  }

  private var commonPathways: Table {
    let left = rows.count - Self.mostRows
    return Table(
      caption: "The pathways that most take",
      columns: [
        Table.Column("pathway", heading: "Pathway", isRowHeading: true), Table.Column("freq", heading: "n"),
        Table.Column("share", heading: "%"),
      ],
      rows: rows.prefix(Self.mostRows).map { row in
        [.text(words.pathway(row.pathway)), Cell(count: row.count, orHidden: true), share(row.count)]
      }
        + (hasOther
          ? [
            [
              .text("other pathways, each too rare to be shown"), Cell(count: other, orHidden: true),
              share(other),
            ]
          ] : []),
      notes: (left > 0 ? ["\(left) further pathways stand in treatment_pathways.csv."] : []) + notes)
  }

  private func share(_ count: Int?) -> Cell {
    guard let count, let total, total > 0 else { return .hidden }
    return Cell(percent: Double(count) / Double(total), orHidden: true)
  }

  private func lineTable(_ line: Int) -> Table {
    let own = events.filter { $0.line == line }
    return Table(
      caption: "Treatment \(line) of the pathway",
      columns: [
        Table.Column("treatment", heading: "Treatment", isRowHeading: true), Table.Column("n", heading: "n"),
        Table.Column("share", heading: "% of pathways"),
        Table.Column("median", heading: "Median days", decimals: 1),
        Table.Column("quartiles", heading: "Quartiles"),
      ],
      rows: own.prefix(Self.mostTreatments).map { event in
        let quartiles: Cell =
          if let low = event.days?.lowerQuartile, let high = event.days?.upperQuartile {
            .text("\(NumberText.fixed(low, decimals: 0)) to \(NumberText.fixed(high, decimals: 0))")
          } else { event.days == nil && event.count != nil ? .absent : .hidden }
        return [
          .text(words.treatment(event.treatment)), Cell(count: event.count, orHidden: true),
          share(event.count),
          Cell(number: event.days?.median, orHidden: true), quartiles,
        ]
      },
      notes: own.count > Self.mostTreatments
        ? ["The most common; \(own.count - Self.mostTreatments) others stand in summary_event_duration.csv."]
        : [])
  }

  private var flowTable: Table {
    let interval = "\(NumberText.shortest(level * 100)) % CI"
    let shown = transitions.filter { $0.estimate != nil }
    // The most common, in the order of the table.
    let least = shown.compactMap(\.count).sorted(by: >).prefix(Self.mostTransitions).last ?? 0
    let named = shown.filter { ($0.count ?? 0) >= least }.prefix(Self.mostTransitions)
    return Table(
      caption: "What follows what, %",
      columns: [
        Table.Column("line", heading: "Place"), Table.Column("from", heading: "After", isRowHeading: true),
        Table.Column("to", heading: "Follows", isRowHeading: true), Table.Column("events", heading: "n"),
        Table.Column("of", heading: "of"), Table.Column("share", heading: "%"),
        Table.Column("limits", heading: interval),
      ],
      rows: named.map { row in
        [
          .count(row.line), .text(words.treatment(row.from)), .text(words.next(row.next)),
          Cell(count: row.count, orHidden: true), Cell(count: row.of, orHidden: true),
          Cell(percent: row.estimate, orHidden: true),
          Cell(percentFrom: row.low, to: row.high, orHidden: true),
        ]
      },
      notes: named.count < transitions.count
        ? ["The most common; the others stand in the file of transitions."] : [])
  }

  /// What a reader of the tables must know.
  public var notes: [String] {
    var result = [
      unit == "strategy"
        ? "A pathway is a patient's steps in order, over all episodes."
        : "Pathways of \(PathwayWords.unit(unit)) by the rules and parameters of TreatmentPatterns; see Documentation/Pathways.md."
    ]
    result.append(
      "Treatments of a pathway are parted by '-', members of a combination joined by '+'; a '-', '+' or '\\' in a name has a '\\' before it."
    )
    if !endScale.isEmpty {
      result.append(
        "A pathway ends by what became of the last step on \(endScale): remission, no remission, or no score at its end."
      )
    }
    if transitions.contains(where: { $0.next == .end(.longer) }) {
      result.append(
        "Pathways of more than \(parameters.maxPathLength) treatments are cut there and end as 'goes on'.")
    }
    if hasOther {
      result.append(
        "Pathways that too few take are one row; what follows what and how long treatments lasted counts them too."
      )
    }
    if !isWhole {
      result.append(
        "Treatments at a place, and steps from one to the next, that too few had are not listed, nor are those that would give "
          + "them back; shares are of all who had the treatment.")
    }
    result.append(disclosure)
    if unproven > 0 { result.append(Disclosure.doubt(of: unproven)) }
    return result
  }
}
