import Statistics

/// The tables of times: every digit for files, and for people.
extension SuppressedTimes {
  /// One row a group and day on which somebody left.
  public var dataTable: Table {
    let columns =
      table.keys.map { Table.Column($0, isRowHeading: true) } + [Table.Column("outcome")]
      + ["day", "at_risk", "entered", "events", "competing", "censored"].map { Table.Column($0) }
      + [
        "survival", "survival_se", "survival_low", "survival_high", "incidence", "incidence_se",
        "incidence_low",
        "incidence_high", "competing_incidence", "suppressed",
      ].map { Table.Column($0) }
    var rows: [[Cell]] = []
    for group in groups {
      let named = group.values.map { Cell.text($0) } + [.text(table.outcome.rawValue)]
      if group.counts == nil {
        rows.append(
          named + Array(repeating: .hidden, count: columns.count - named.count - 1)
            + [.text(group.suppressed.rawValue)])
      }
      for row in group.rows {
        let counts = [row.day, row.atRisk, row.entered, row.events, row.competing, row.censored].map {
          Cell.count($0)
        }
        func estimate(_ value: SurvivalEstimate, isHidden: Bool = false) -> [Cell] {
          [value.estimate, value.standardError, value.low, value.high].map {
            isHidden ? .hidden : Cell(number: $0, orHidden: false)
          }
        }
        // Of ends on one day Kaplan-Meier's events come first, which in a block of days is not so.
        rows.append(
          named + counts + estimate(row.survival, isHidden: !isOpen) + estimate(row.incidence) + [
            .number(row.competingIncidence), .text(""),
          ])
      }
    }
    return Table(
      caption: "Time to \(table.outcome.rawValue)", columns: columns, rows: rows, notes: notes)
  }

  /// One row a group: how its times ended, and their mean.
  public var groupTable: Table {
    let ends = TimeEnd.allCases.map(\.code)
    let columns =
      table.keys.map { Table.Column($0, isRowHeading: true) } + [Table.Column("outcome"), Table.Column("n")]
      + ends.map { Table.Column($0) }
      + ["competing", "censored", "until", "mean_days", "std_error", "conf_low", "conf_high", "suppressed"]
      .map { Table.Column($0) }
    let rows = groups.map { group -> [Cell] in
      let hidden = group.counts == nil
      let kinds = TimeEnd.allCases.map { end -> Int? in
        // Kinds that compete are told as one where anything is hidden.
        guard let counts = group.counts, end == .event || isOpen else { return nil }
        return counts.events[end.rawValue].total
      }
      return group.values.map { Cell.text($0) } + [.text(table.outcome.rawValue)]
        + [Cell(count: group.counts?.people, orHidden: hidden)]
        + kinds.map { Cell(count: $0, orHidden: true) }
        + [
          Cell(count: group.counts.map { $0.pooled.events[1].total }, orHidden: hidden),
          Cell(count: group.counts?.censored.total, orHidden: hidden),
          Cell(count: group.mean?.until, orHidden: hidden),
        ]
        + [group.mean?.days, group.mean?.standardError, group.mean?.low, group.mean?.high].map {
          Cell(number: $0, orHidden: hidden)
        } + [.text(group.suppressed.rawValue)]
    }
    return Table(caption: "How times to \(table.outcome.rawValue) ended", columns: columns, rows: rows)
  }

  /// One row a test.
  public var testTable: Table {
    Table(
      caption: "Tests of time to \(table.outcome.rawValue)",
      columns: ["outcome", "test", "statistic", "df", "p_value"].map { Table.Column($0) },
      rows: tests.compactMap { test in
        guard let result = test.result else { return nil }
        return [
          .text(table.outcome.rawValue), .text(test.name), .number(result.statistic),
          .count(result.degreesOfFreedom), .number(result.pValue),
        ]
      })
  }

  /// For people: each group's shares at the days that are told.
  public var summary: Table {
    let days = toldDays
    let percent = NumberText.shortest(table.level * 100)
    var rows: [[Cell]] = []
    for group in groups {
      let events = group.counts.map { $0.events[0].total }
      var cells: [Cell] = [
        .text(title(of: group)), Cell(count: group.counts?.people, orHidden: true),
        Cell(count: events, orHidden: true),
      ]
      for day in days { cells.append(share(group, on: day)) }
      cells.append(group.counts == nil ? .hidden : group.mean.map { .text(Self.words($0)) } ?? .absent)
      rows.append(cells)
    }
    let until =
      meansUntil.map { "Mean days to day \($0) (\(percent) % CI)" } ?? "Mean days"
    return Table(
      caption: "\(outcomeTitle) by a day, where other ends compete (Aalen-Johansen, \(percent) % CI)",
      columns: [
        Table.Column("group", heading: keyTitle, isRowHeading: true), Table.Column("n", heading: "N"),
        Table.Column("events", heading: outcomeTitle),
      ] + days.map { Table.Column("day_\($0)", heading: "Day \($0), %") } + [
        Table.Column("mean", heading: until)
      ],
      rows: rows, notes: notes)
  }

  private static func words(_ mean: MeanTime) -> String {
    let days = NumberText.fixed(mean.days, decimals: 1)
    guard let low = mean.low, let high = mean.high else { return days }
    return "\(days) (\(NumberText.fixed(low, decimals: 1)) to \(NumberText.fixed(high, decimals: 1)))"
  }

  private func share(_ group: Group, on day: Int) -> Cell {
    guard let counts = group.counts else { return .hidden }
    guard counts.people > 0 else { return .absent }
    // Before the first row of blocks that were put together a few may have had it.
    guard let row = group.rows.last(where: { $0.day <= day }) else { return isOpen ? .text("0") : .absent }
    if day > group.rows.last?.day ?? 0 { return .absent }
    let own = row.incidence
    let share = NumberText.percent(own.estimate)
    guard let low = own.low, let high = own.high else { return .text(share) }
    return .text("\(share) (\(NumberText.percent(low)) to \(NumberText.percent(high)))")
  }

  /// A few days of those on which curves are told.
  var toldDays: [Int] {
    let last = table.until ?? groups.compactMap { $0.rows.last?.day }.max() ?? every
    let all = Array(stride(from: every, through: last, by: every))
    let step = max(1, (all.count + 4) / 5)
    return all.indices.filter { ($0 + 1) % step == 0 }.map { all[$0] }
  }

  var outcomeTitle: String {
    table.outcome.rawValue.prefix(1).uppercased() + table.outcome.rawValue.dropFirst()
  }

  private var keyTitle: String {
    table.keys.isEmpty ? "Steps" : table.keys.map { names.heading($0) }.joined(separator: ", ")
  }

  func title(of group: Group) -> String {
    let values = zip(table.keys, group.values).map { key, value in
      value.isEmpty ? "not known" : names.value(value, of: key)
    }
    return values.isEmpty ? "all" : values.joined(separator: ", ")
  }
}
