import Statistics
import Treatment

/// The tables of lifestyle programmes: every digit for files, and for people.
extension SuppressedComparison {
  /// Of each stratum, and pooled.
  var dataTable: Table {
    Table(
      caption: "Steps with a lifestyle programme begun in their first days less steps without",
      columns: [
        Table.Column("programme", isRowHeading: true), Table.Column("strategy", isRowHeading: true),
        Table.Column("step", isRowHeading: true), Table.Column("outcome"), Table.Column("baseline"),
        Table.Column("scale"), Table.Column("endpoint"), Table.Column("missing"), Table.Column("strata"),
        Table.Column("begun_events"), Table.Column("begun_n"), Table.Column("none_events"),
        Table.Column("none_n"), Table.Column("estimate"), Table.Column("std_error"), Table.Column("conf_low"),
        Table.Column("conf_high"), Table.Column("suppressed"),
      ],
      rows: (pooled + strata).map { one in
        let hidden = one.suppressed != .none
        let context = one.context
        let counts = one.counts
        return [
          .text(Self.code(one.programme)), .text(one.strategy ?? "all"),
          GroupCell.cell(key: "step", text: one.step ?? "all"), .text(context.outcome.rawValue),
          .text(context.baseline.rawValue), .text(context.scale), .text(context.endpoint.label),
          .text(context.missing.rawValue), one.strata.map { .count($0) } ?? .absent,
        ]
          + [counts?.firstEvents, counts?.firstN, counts?.secondEvents, counts?.secondN].map {
            Cell(count: $0, orHidden: hidden)
          }
          + [one.estimate, one.stdError, one.confLow, one.confHigh].map { Cell(number: $0, orHidden: hidden) }
          + [.text(one.suppressed.rawValue)]
      })
  }

  static func code(_ programme: ProgrammeLevel?) -> String { programme?.rawValue ?? "any" }

  /// The pooled differences of every outcome, scale and reading.
  var summary: Table {
    let shownKinds = pooled.contains { $0.programme != nil && $0.suppressed == .none }
    var notes = [
      "Pooled over strategies at a step with the weights of Mantel and Haenszel; limits by Sato's variance. The number of strata "
        + "is that of those that hold both groups; N is of these."
    ]
    if !shownKinds, pooled.contains(where: { $0.programme != nil }) {
      notes.append(
        "Kinds of programme are not told apart under disclosure control: their strata are not shown, and a pooled difference "
          + "could give their counts back.")
    }
    if isPooledAlone {
      notes.append(
        "Strata are not shown under disclosure control where there are more than \(Self.most): most are small."
      )
    } else if pooled.contains(where: { $0.programme == nil && $0.suppressed != .none }) {
      notes.append(
        "hidden: a stratum is hidden or rounded, and the pooled difference is made of all of them. Leaving such strata out would "
          + "choose them by their outcome, and bend the result.")
    }
    if pooled.contains(where: { $0.suppressed == .none && $0.confLow == nil }) {
      notes.append("–: the variance has no width, since every step has the outcome or none has.")
    }
    return Table(
      caption:
        "Pooled differences, in percentage points: steps with a programme less steps without\(endpoint)",
      columns: [
        Table.Column("outcome", heading: "Outcome", isRowHeading: true),
        Table.Column("missing", heading: "Missing endpoint"),
        Table.Column("programme", heading: "Programme", isRowHeading: true),
        Table.Column("strata", heading: "Strata"),
        Table.Column("begun", heading: "With, events / N"),
        Table.Column("none", heading: "Without, events / N"),
        Table.Column("difference", heading: "Pooled difference"),
        Table.Column("limits", heading: limitsHeading),
      ],
      rows: pooled.filter { $0.programme == nil || shownKinds }.map { one in
        [
          .text(Self.title(one.context)), .text(ReportWords.reading(one.context.missing)),
          .text(one.programme?.rawValue ?? "any"), one.strata.map { .count($0) } ?? .absent,
          Self.fraction(one.counts?.firstEvents, one.counts?.firstN),
          Self.fraction(one.counts?.secondEvents, one.counts?.secondN),
        ] + Self.difference(one)
      }, notes: notes)
  }

  /// The strata of one outcome on one scale under the first reading.
  func table(of context: ProgrammeTable.Context) -> Table {
    let all = strata.filter { $0.context == context }
    let rows = Self.largest(of: all)
    let rest = all.count - rows.count
    return Table(
      caption: "\(Self.title(context)), \(ReportWords.reading(context.missing)): steps with a programme and "
        + "without, by strategy and step\(endpoint)",
      columns: [
        Table.Column("strategy", heading: "Strategy", isRowHeading: true),
        Table.Column("step", heading: "Step", isRowHeading: true),
        Table.Column("begun", heading: "With, events / N"), Table.Column("begun_rate", heading: "Rate, %"),
        Table.Column("none", heading: "Without, events / N"), Table.Column("none_rate", heading: "Rate, %"),
        Table.Column("difference", heading: "Difference"), Table.Column("limits", heading: limitsHeading),
      ],
      rows: rows.map { one in
        let counts = one.counts
        let hidden = one.suppressed != .none
        func rate(_ events: Int?, _ n: Int?) -> Cell {
          guard let events, let n else { return Cell(percent: nil, orHidden: hidden) }
          return Cell(percent: n == 0 ? nil : Double(events) / Double(n), orHidden: hidden)
        }
        return [
          .text(rates.names.value(one.strategy ?? "", of: "strategy")),
          GroupCell.cell(key: "step", text: one.step ?? ""),
          Self.fraction(counts?.firstEvents, counts?.firstN), rate(counts?.firstEvents, counts?.firstN),
          Self.fraction(counts?.secondEvents, counts?.secondN), rate(counts?.secondEvents, counts?.secondN),
        ] + Self.difference(one)
      },
      notes: ["Differences in percentage points with Newcombe's limits, steps taken as independent."]
        + (rest == 0
          ? []
          : [
            "The \(rows.count) strata with the most steps with a programme; "
              + ReportWords.count(rest, "further one is", "further ones are")
              + " in lifestyle-differences.csv and in the pooled difference."
          ])
        + rates.disclosure.footnotes(for: footnoted(rows)))
  }

  /// The rates behind some strata.
  private func footnoted(_ strata: [Difference]) -> [SuppressedRates.Row] {
    let keys = Set(strata.map { [$0.strategy ?? "", $0.step ?? ""] })
    return rates.rows.filter { row in
      strata.contains { $0.context == ProgrammeTable.Context(row) }
        && keys.contains(Array(row.group.prefix(2)))
        && [ProgrammeLevel.begun, .none].contains { $0.rawValue == row.group[2] }
    }
  }

  /// Those with the most steps with a programme, in the order of the table; by what is shown, so that the choice tells nothing.
  private static func largest(of strata: [Difference]) -> [Difference] {
    let order = strata.indices.sorted {
      let (a, b) = (strata[$0].counts?.firstN ?? 0, strata[$1].counts?.firstN ?? 0)
      return (b, $0) < (a, $1)
    }
    return order.prefix(most).sorted().map { strata[$0] }
  }

  /// What every outcome is judged by; a comparison has one endpoint.
  private var endpoint: String {
    pooled.first.map { ", at \(ReportWords.endpoint($0.context.endpoint))" } ?? ""
  }

  private var limitsHeading: String { "\(NumberText.shortest(rates.level * 100)) % CI" }

  private static func title(_ context: ProgrammeTable.Context) -> String {
    "\(ReportWords.outcome(context.outcome)) on \(context.scale)"
      + (context.baseline == .entry ? " against entry" : "")
  }

  private static func fraction(_ events: Int?, _ n: Int?) -> Cell {
    guard let events, let n else { return .hidden }
    return .text("\(NumberText.grouped(events)) / \(NumberText.grouped(n))")
  }

  private static func difference(_ one: Difference) -> [Cell] {
    let hidden = one.suppressed != .none
    var limits: Cell = hidden ? .hidden : .absent
    if let low = one.confLow, let high = one.confHigh {
      limits = .text(points(low) + " to " + points(high))
    }
    return [one.estimate.map { .text(points($0)) } ?? (hidden ? .hidden : .absent), limits]
  }

  /// Percentage points with a true minus and a plus.
  private static func points(_ value: Double) -> String {
    let text = NumberText.percent(value.magnitude)
    if text == "0.0" { return text }
    return (value < 0 ? "−" : "+") + text
  }
}

extension ProgrammeTable.Context {
  init(_ row: SuppressedRates.Row) {
    self.init(
      outcome: row.outcome, baseline: row.baseline, scale: row.scale, endpoint: row.endpoint,
      missing: row.missing)
  }
}
