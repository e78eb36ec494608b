import Causal
import Statistics

/// Tables of effects: every digit for files, and for people.
extension SuppressedEffects {
  /// One row a pair and method.
  public var dataTable: Table {
    let columns = [
      Table.Column("strategy", isRowHeading: true), Table.Column("reference", isRowHeading: true),
      Table.Column("outcome"),
      Table.Column("population"), Table.Column("method", isRowHeading: true),
    ]
    let counts = ["n", "events", "reference_n", "reference_events"].map { Table.Column($0) }
    let numbers = [
      "mean", "reference_mean", "estimate", "std_error", "conf_low", "conf_high", "p_value", "p_holm", "p_bh",
      "risk_ratio",
      "rr_low", "rr_high", "odds_ratio", "or_low", "or_high", "truth",
    ].map { Table.Column($0) }
    var rows: [[Cell]] = []
    for (place, pair) in table.pairs.enumerated() {
      let hidden = isHidden(place)
      let named: [Cell] = [.text(pair.first.strategy), .text(pair.second.strategy), .text(table.outcome)]
      let own: [Cell] = [pair.first.n, pair.first.events, pair.second.n, pair.second.events].map {
        hidden ? .hidden : .count($0)
      }
      func line(_ effect: Effect?) -> [Cell] {
        let difference = effect?.difference
        let isMain = effect != nil && effect == pair.doublyRobust
        let parts = [
          [effect?.first.estimate, effect?.second.estimate, difference?.estimate, difference?.standardError],
          [difference?.low, difference?.high, difference?.pValue, isMain ? pair.holm : nil],
          [isMain ? pair.benjaminiHochberg : nil, effect?.riskRatio?.estimate, effect?.riskRatio?.low],
          [
            effect?.riskRatio?.high, effect?.oddsRatio?.estimate, effect?.oddsRatio?.low,
            effect?.oddsRatio?.high,
          ],
        ].flatMap { $0 }
        return parts.map { hidden ? .hidden : Cell(number: $0, orHidden: false) }
          + [Cell(number: pair.truth, orHidden: false)]
      }
      let effects: [Effect?] = pair.effects.isEmpty ? [nil] : pair.effects
      for effect in effects {
        rows.append(
          named + [.text(table.options.population.rawValue), .text(effect?.method.rawValue ?? "none")] + own
            + line(effect) + [.text(suppressed[place].rawValue)])
      }
    }
    return Table(
      caption: "Effects on \(table.outcome)",
      columns: columns + counts + numbers + [Table.Column("suppressed")], rows: rows,
      notes: notes)
  }

  var outcomeTitle: String { table.outcome.prefix(1).uppercased() + table.outcome.dropFirst() }

  /// What people read: each pair's four estimates under each other.
  public var summary: Table {
    var rows: [[Cell]] = []
    for (place, pair) in table.pairs.enumerated() {
      rows.append([.text(title(place))] + Array(repeating: .text(""), count: 6))
      for effect in pair.effects {
        let hidden = isHidden(place)
        func range(_ value: EffectEstimate?, _ text: (Double) -> String) -> Cell {
          if hidden { return .hidden }
          guard let value else { return .absent }
          guard let low = value.low, let high = value.high else { return .text(text(value.estimate)) }
          return .text("\(text(value.estimate)) (\(text(low)) to \(text(high)))")
        }
        rows.append([
          .text("    " + effect.method.words),
          hidden ? .hidden : .text(NumberText.percent(effect.first.estimate)),
          hidden ? .hidden : .text(NumberText.percent(effect.second.estimate)),
          range(effect.difference, DifferencePlot.points), range(effect.riskRatio, NumberText.ratio),
          range(effect.oddsRatio, NumberText.ratio),
          hidden ? .hidden : effect.difference.pValue.map { .text(NumberText.pValue($0)) } ?? .absent,
        ])
      }
    }
    let percent = NumberText.shortest(level * 100)
    return Table(
      caption: "\(outcomeTitle): effects of the first strategy over the second",
      columns: [
        Table.Column("method", heading: "Strategies", isRowHeading: true),
        Table.Column("first", heading: "First, %"),
        Table.Column("second", heading: "Second, %"),
        Table.Column("difference", heading: "Difference, points (\(percent) % CI)"),
        Table.Column("risk_ratio", heading: "Risk ratio"), Table.Column("odds_ratio", heading: "Odds ratio"),
        Table.Column("p", heading: "p"),
      ], rows: rows, notes: notes)
  }

  /// What a table of two groups says, without any adjustment.
  public var unadjusted: Table {
    var rows: [[Cell]] = []
    for (place, pair) in table.pairs.enumerated() {
      guard let two = pair.unadjusted else { continue }
      if isHidden(place) {
        rows.append([.text(title(place))] + Array(repeating: .hidden, count: 8))
        continue
      }
      func range(_ value: TwoByTwo.Interval?, _ text: (Double) -> String) -> Cell {
        value.map { .text("\(text($0.estimate)) (\(text($0.low)) to \(text($0.high)))") } ?? .absent
      }
      let test = two.exactTest()
      let newcombe = two.newcombe(level: level)
      rows.append([
        .text(title(place)), .text("\(pair.first.events) / \(pair.first.n)"),
        .text("\(pair.second.events) / \(pair.second.n)"), range(newcombe, DifferencePlot.points),
        range(two.miettinenNurminen(level: level), DifferencePlot.points),
        .text(
          EffectWords.needed(
            NumberNeeded(difference: two.difference, low: newcombe?.low, high: newcombe?.high))),
        range(two.riskRatio(level: level), NumberText.ratio), .text(NumberText.pValue(test.exact)),
        .text(NumberText.pValue(test.mid)),
      ])
    }
    return Table(
      caption: "Unadjusted, rows taken as independent",
      columns: [
        Table.Column("pair", heading: "Strategies", isRowHeading: true),
        Table.Column("first", heading: "First, events / n"),
        Table.Column("second", heading: "Second, events / n"),
        Table.Column("newcombe", heading: "Difference, Newcombe"),
        Table.Column("mn", heading: "Miettinen-Nurminen"),
        Table.Column("nnt", heading: "Number needed to treat"),
        Table.Column("rr", heading: "Risk ratio, Katz"), Table.Column("fisher", heading: "Fisher's p"),
        Table.Column("mid", heading: "mid-p"),
      ], rows: rows, notes: isRounded ? ["Not given where counts are rounded."] : [])
  }

  /// How far the arms lie apart before and after weighting.
  public var balance: Table {
    Table(
      caption: "Standardised differences before and after weighting",
      columns: [
        Table.Column("strategy", isRowHeading: true), Table.Column("column", isRowHeading: true),
        Table.Column("before", decimals: 2), Table.Column("after", decimals: 2),
      ],
      rows: table.pairs.indices.filter { !isHidden($0) }.flatMap { place in
        table.pairs[place].balance.map(shown).map {
          [
            .text(table.pairs[place].first.strategy), .text($0.column), .number($0.before),
            .number($0.after),
          ]
        }
      })
  }

  /// Rows, effective rows and the distribution of the weights of each arm.
  public var weights: Table {
    let names = ["q01", "q05", "q25", "q50", "q75", "q95", "q99"]
    var rows: [[Cell]] = []
    for (place, pair) in table.pairs.enumerated() where !isHidden(place) {
      for (weights, arm) in zip(pair.weights, [pair.first, pair.second]) {
        // Ends of a few rows are single patients'.
        let isFew = !isOpen && weights.rows < 100
        rows.append(
          [.text(pair.first.strategy), .text(arm.strategy), isRounded ? .count(arm.n) : .count(weights.rows)]
            + [.number(isRounded ? weights.effectiveRows.rounded() : weights.effectiveRows)]
            + weights.quantiles.map {
              isFew ? .hidden : .number(isOpen ? $0 : SuppressedRegression.rounded($0))
            })
      }
    }
    return Table(
      caption: "Weights, stabilised (1 on average)",
      columns: [
        Table.Column("strategy", isRowHeading: true), Table.Column("arm", isRowHeading: true),
        Table.Column("rows"),
        Table.Column("effective_rows", decimals: 1),
      ] + names.map { Table.Column($0, decimals: 2) }, rows: rows,
      notes: ["Effective rows: as many rows of equal weight would be as sure."])
  }
}
