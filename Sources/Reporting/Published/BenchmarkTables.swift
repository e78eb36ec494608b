import Statistics
import Treatment

/// The tables of a comparison with published rows.
extension SuppressedBenchmark {
  /// Every row, every digit.
  public var dataTable: Table {
    Table(
      caption: "Published rates and the cohort's own",
      columns: [
        Table.Column("id", isRowHeading: true), Table.Column("study"), Table.Column("year"),
        Table.Column("arm"),
        Table.Column("comparable"), Table.Column("reason"), Table.Column("outcome"), Table.Column("scale"),
        Table.Column("rule"), Table.Column("endpoint"), Table.Column("missing"), Table.Column("where"),
        Table.Column("published_n"), Table.Column("published_events"), Table.Column("published_pct"),
        Table.Column("published_low"), Table.Column("published_high"), Table.Column("numerator"),
        Table.Column("rate_mark"), Table.Column("n_mark"), Table.Column("patients"), Table.Column("steps"),
        Table.Column("scored"), Table.Column("n"), Table.Column("events"), Table.Column("estimate"),
        Table.Column("conf_low"),
        Table.Column("conf_high"), Table.Column("difference"), Table.Column("difference_low"),
        Table.Column("difference_high"), Table.Column("p_value"), Table.Column("p_holm"),
        Table.Column("suppressed"),
        Table.Column("citation"), Table.Column("doi"),
      ],
      rows: rows.map { row in
        let published = row.published
        let hidden = (row.own?.suppressed ?? .none) != .none
        var match: BenchmarkMatch?
        if case .comparable(let found, _) = row.comparability { match = found }
        func text(_ value: String?) -> Cell { value.flatMap { $0.isEmpty ? nil : .text($0) } ?? .absent }
        func number(_ value: Double?) -> Cell { value.map { .number($0) } ?? .absent }
        let first: [Cell] = [
          .text(published.id), text(published.study), .count(published.year), text(published.arm),
          .text(row.state.rawValue), text(row.comparability.reasons), text(published.outcome),
          text(published.scale),
          text(published.rule), text(match?.endpoint.label), text(match?.missing.rawValue),
          text(match?.filter),
        ]
        let theirs: [Cell] = [
          published.n.map { .count($0) } ?? .absent, published.events.map { .count($0) } ?? .absent,
          number(published.percent), number(row.limits?.low), number(row.limits?.high),
          text(published.numerator.rawValue),
          text(published.percent == nil ? nil : published.rateOrigin.mark.rawValue),
          text(published.n == nil ? nil : published.nOrigin.mark.rawValue),
        ]
        let counts = [row.own?.patients, row.own?.steps, row.scored, row.own?.n, row.own?.events].map {
          Cell(count: $0, orHidden: hidden)
        }
        let numbers = [
          row.own?.estimate, row.own?.confLow, row.own?.confHigh, row.difference?.estimate,
          row.difference?.low,
          row.difference?.high,
        ].map { Cell(number: $0, orHidden: hidden) }
        return first + theirs + counts + numbers + [
          number(row.p), number(row.adjusted), .text(row.own?.suppressed.rawValue ?? ""),
          text(published.citation),
          text(published.doi),
        ]
      }, notes: sentences)
  }

  /// What is said below every rendering.
  var sentences: [String] {
    [tally, tolerances.sentence, marks, tests, Self.caution] + (fewScored.map { [$0] } ?? [])
      + (chainedExample.map { [$0] } ?? []) + notes
  }

  private var confidence: String { "\(NumberText.shortest(level * 100)) % CI" }

  /// For people: rows that stand beside a rate of the cohort.
  public var summary: Table {
    Table(
      caption: compared.isEmpty
        ? "No published row is compared; --refusals lists them, each with every reason"
        : "Published rates and the cohort's own, per cent",
      columns: [
        Table.Column("id", heading: "Published row", isRowHeading: true), Table.Column("arm", heading: "Arm"),
        Table.Column("outcome", heading: "Outcome"),
        Table.Column("published", heading: "Published, events / N: % (\(confidence))"),
        Table.Column("trust", heading: "Count, rate, N"),
        Table.Column("own", heading: "Cohort, events / N: % (\(confidence))"),
        Table.Column("scored", heading: "Scored"), Table.Column("difference", heading: "Difference, points"),
        Table.Column("p", heading: "p", style: .pValue),
        Table.Column("holm", heading: "p, Holm", style: .pValue),
      ],
      rows: compared.map { row in
        let published = row.published
        let hidden = (row.own?.suppressed ?? .none) != .none
        return [
          .text(published.id), .text(published.arm),
          .text(
            "\(published.outcome) on \(published.scale), week \(published.weeks.map(NumberText.shortest) ?? "")"
          ),
          Self.rate(published.events, published.n, row.printed, hidden: false), .text(published.trust),
          Self.rate(
            row.own?.events, row.own?.n,
            row.own.flatMap { own in
              guard let estimate = own.estimate, let low = own.confLow, let high = own.confHigh else {
                return nil
              }
              return RateLimits(estimate: estimate, low: low, high: high)
            }, hidden: hidden),
          Cell(count: row.scored, orHidden: hidden),
          row.difference.map { .text(Self.points($0)) } ?? (hidden ? .hidden : .absent),
          row.p.map { .number($0) } ?? .absent, row.adjusted.map { .number($0) } ?? .absent,
        ]
      })
  }

  /// What people read on a screen: the rows compared, or those that are not; and all sentences below.
  public func page(withRefusals: Bool) -> Table {
    var table = withRefusals ? refusals : summary
    table.notes = sentences
    for one in withRefusals ? [] : standardised.reversed() {
      table.notes.insert(
        "\(ReportWords.list(one.rows.map { rows[$0].published.id })) together, with the published numbers at each step: cohort "
          + "\(Self.text(one.own)) %, published \(Self.text(one.published)) %, difference \(Self.points(one.difference)) points. No row "
          + "states how severe its patients were at the start, so nothing is standardised to severity.", at: 1
      )
    }
    return table
  }

  private static func text(_ limits: RateLimits) -> String {
    "\(NumberText.percent(limits.estimate)) (\(NumberText.percent(limits.low)) to \(NumberText.percent(limits.high)))"
  }

  /// For people: rows without a rate of the cohort beside them, and every reason.
  public var refusals: Table {
    Table(
      caption: "Published rows that are not comparable, and why",
      columns: [
        Table.Column("id", heading: "Published row", isRowHeading: true), Table.Column("arm", heading: "Arm"),
        Table.Column("reason", heading: "Why not"),
      ],
      rows: rows.filter { $0.state != .comparable }.map { row in
        [
          .text(row.published.id), .text(row.published.title),
          .text(
            row.state == .empty
              ? "no step of the cohort is in it with a score in the window, or too few"
              : row.comparability.reasons),
        ]
      })
  }

  /// For people: a study's steps together; none where there is no such series.
  public var standardisedTable: Table? {
    if standardised.isEmpty { return nil }
    func text(_ limits: RateLimits) -> Cell { .text(Self.text(limits)) }
    return Table(
      caption: "The cohort's rates with the published numbers at each step, per cent",
      columns: [
        Table.Column("rows", heading: "Published rows", isRowHeading: true),
        Table.Column("published", heading: "Published, all steps"),
        Table.Column("own", heading: "Cohort, standardised"),
        Table.Column("difference", heading: "Difference, points"),
      ],
      rows: standardised.map { one in
        [
          .text(one.rows.map { rows[$0].published.id }.joined(separator: ", ")), text(one.published),
          text(one.own),
          .text(Self.points(one.difference)),
        ]
      },
      notes: [
        "Directly standardised to the numbers that entered each published step. No row states how severe its patients were at the start, so "
          + "nothing is standardised to severity."
      ])
  }

  /// The same for files, as proportions.
  var standardisedData: Table {
    let names = [
      "published", "published_low", "published_high", "estimate", "conf_low", "conf_high", "difference",
      "difference_low", "difference_high",
    ]
    return Table(
      columns: [Table.Column("id", isRowHeading: true)] + names.map { Table.Column($0) },
      rows: standardised.map { one in
        [.text(one.rows.map { rows[$0].published.id }.joined(separator: ", "))]
          + [one.published, one.own, one.difference].flatMap {
            [.number($0.estimate), .number($0.low), .number($0.high)]
          }
      })
  }

  private static func rate(_ events: Int?, _ n: Int?, _ limits: RateLimits?, hidden: Bool) -> Cell {
    guard let events, let n else { return hidden ? .hidden : .absent }
    var text = "\(NumberText.grouped(events)) / \(NumberText.grouped(n))"
    if let limits {
      text +=
        ": \(NumberText.percent(limits.estimate)) (\(NumberText.percent(limits.low)) to \(NumberText.percent(limits.high)))"
    }
    return .text(text)
  }

  static func points(_ limits: RateLimits) -> String {
    "\(DifferencePlot.points(limits.estimate)) (\(DifferencePlot.points(limits.low)) to \(DifferencePlot.points(limits.high)))"
  }
}

extension SuppressedBenchmark.Row {
  /// The published rate as the source prints it, with limits from its count.
  var printed: RateLimits? {
    limits.map { limits in
      RateLimits(
        estimate: published.percent.map { $0 / 100 } ?? limits.estimate, low: limits.low, high: limits.high)
    }
  }
}

extension PublishedRate {
  /// Where count, rate and N are from.
  var trust: String {
    "\(numerator.rawValue), \(rateOrigin.mark.rawValue), \(nOrigin.mark.rawValue)"
  }
}
