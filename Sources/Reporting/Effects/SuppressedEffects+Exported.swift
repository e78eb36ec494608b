import Causal
import Statistics

/// What figures of effects draw and people's tables say, as tables for files, and how a notebook draws them.
extension SuppressedEffects {
  /// A column's distance as it may be shown: exact where nothing is hidden, else with two decimals.
  func shown(_ balance: CovariateBalance) -> CovariateBalance {
    if isOpen { return balance }
    return CovariateBalance(
      column: balance.column, term: balance.term,
      before: SuppressedRegression.rounded(balance.before, to: 100),
      after: SuppressedRegression.rounded(balance.after, to: 100))
  }

  /// Rows of either arm by propensity, in twentieths.
  var overlap: Table {
    let parts = Overlap.parts
    return Table(
      caption: "Rows by propensity of the first strategy",
      columns: [
        Table.Column("strategy", isRowHeading: true), Table.Column("arm", isRowHeading: true),
        Table.Column("propensity_from"), Table.Column("propensity_to"), Table.Column("rows"),
        Table.Column("suppressed"),
      ],
      rows: table.pairs.indices.filter { !isHidden($0) && table.pairs[$0].failure == nil }.flatMap { place in
        bars[place].enumerated().map { bar, count in
          let pair = table.pairs[place]
          let part = bar % parts
          return [
            .text(pair.first.strategy), .text(bar < parts ? pair.first.strategy : pair.second.strategy),
            .number(Double(part) / Double(parts)), .number(Double(part + 1) / Double(parts)),
            Cell(count: count, orHidden: true), .text(barStates[place][bar].rawValue),
          ]
        }
      })
  }

  /// Two groups without any adjustment, with every digit.
  var unadjustedTable: Table {
    let counts = ["n", "events", "reference_n", "reference_events"]
    let numbers = [
      "estimate", "newcombe_low", "newcombe_high", "mn_low", "mn_high", "number_needed", "number_needed_low",
      "number_needed_high", "risk_ratio", "rr_low", "rr_high", "fisher_p", "mid_p",
    ]
    return Table(
      caption: "Unadjusted, rows taken as independent",
      columns: [
        Table.Column("strategy", isRowHeading: true), Table.Column("reference", isRowHeading: true),
      ] + (counts + numbers).map { Table.Column($0) } + [Table.Column("suppressed")],
      rows: table.pairs.indices.compactMap { place in
        let pair = table.pairs[place]
        guard let two = pair.unadjusted else { return nil }
        let named: [Cell] = [.text(pair.first.strategy), .text(pair.second.strategy)]
        let state: [Cell] = [.text(suppressed[place].rawValue)]
        if isHidden(place) { return named + (counts + numbers).map { _ in .hidden } + state }
        return named
          + [pair.first.n, pair.first.events, pair.second.n, pair.second.events].map { .count($0) }
          + unadjusted(two).map { Cell(number: $0, orHidden: false) } + state
      })
  }

  private func unadjusted(_ two: TwoByTwo) -> [Double?] {
    let newcombe = two.newcombe(level: level)
    let exact = two.miettinenNurminen(level: level)
    let needed = NumberNeeded(difference: two.difference, low: newcombe?.low, high: newcombe?.high)
    let ratio = two.riskRatio(level: level)
    let test = two.exactTest()
    return [two.difference, newcombe?.low, newcombe?.high, exact.low, exact.high]
      // Infinite where there is no difference: no number of a file.
      + [needed.estimate, needed.ends?.0, needed.ends?.1].map { $0.flatMap { $0.isFinite ? $0 : nil } }
      + [ratio?.estimate, ratio?.low, ratio?.high, test.exact, test.mid]
  }

  func forestRedrawing(of table: String) -> Redrawing {
    let references = Set(self.table.pairs.map(\.second.strategy))
    return Redrawing(
      .forest, of: ExportedRows(of: table),
      [
        "line": .texts(["strategy", "reference", "method"]),
        "hollow": .texts(["method", EffectMethod.unadjusted.rawValue]), "truth": .text("truth"),
        "reference": .number(0), "empty": .text("no estimate"),
        "axis": .text(
          "percentage points; right of 0: more with the first strategy. Dashed red: a simulation's truth"),
      ]
    ).reading(
      "method",
      as: Dictionary(uniqueKeysWithValues: EffectMethod.allCases.map { ($0.rawValue, $0.words) })
    ).reading(
      "reference",
      as: Dictionary(uniqueKeysWithValues: references.map { ($0, names.value($0, of: "strategy")) }))
  }

  func balanceRedrawing(of table: String, at place: Int) -> Redrawing {
    Redrawing(
      .love,
      of: ExportedRows(of: table).keeping("strategy", self.table.pairs[place].first.strategy),
      ["axis": .text("standardised difference, without its sign; dashed: 0.1")])
  }

  func overlapRedrawing(of table: String, at place: Int) -> Redrawing {
    let pair = self.table.pairs[place]
    return Redrawing(
      .overlap, of: ExportedRows(of: table).keeping("strategy", pair.first.strategy),
      [
        "arms": .texts([pair.first.strategy, pair.second.strategy]),
        "axis": .text("propensity of the first strategy"),
      ]
    ).reading(
      "arm",
      as: Dictionary(
        [pair.first.strategy, pair.second.strategy].map { ($0, names.value($0, of: "strategy")) },
        uniquingKeysWith: { first, _ in first }))
  }
}
