import Treatment

/// What the first page says in sentences, chosen by rule from what the data can bear.
///
/// Differences of randomised arms come first. Rates are told of groups with 20 scored steps or more; of strategies the first
/// treatment, the two largest at the second step, and the highest and the lowest only where their limits lie apart. Then
/// cumulative remission, and how many endpoints are missing.
struct Findings {
  static let least = 20
  private static let mostGroups = 4

  let content: ReportContent
  let shown: SuppressedResults
  let key: KeyRates?

  /// How they were chosen.
  static let rule =
    "Chosen by rule: groups with \(least) scored steps or more; of strategies the first treatment, the two most frequent at the "
    + "second step, and the highest and the lowest rate where their limits lie apart."

  var all: [Finding] {
    var findings = differences
    if let key, findings.isEmpty {
      findings = Array((key.by == ["strategy"] ? strategies(key) : groups(key)).prefix(3))
      if findings.isEmpty {
        findings.append(
          Finding("No group has \(Self.least) scored steps: this cohort can bear no finding. See the tables.")
        )
      }
    }
    findings += cumulative
    if let key { findings += missing(key) }
    return findings
  }

  // MARK: Rates

  /// `27.8 % (113 of 406; 23.7 to 32.4 %)` with its anchor.
  private func number(_ found: KeyRates.Row) -> Finding.Part {
    .number(RateWords.short(found.row), anchor(found))
  }

  private func anchor(_ found: KeyRates.Row) -> String {
    RateAnchors.row(found.row, in: shown.rates[found.table], at: found.table)
  }

  private func bears(_ row: SuppressedRates.Row?) -> Bool {
    row?.estimate != nil && row?.n ?? 0 >= Self.least
  }

  private func told(_ key: KeyRates, _ group: [String], _ outcome: Outcome, _ endpoint: Endpoint) -> KeyRates
    .Row?
  {
    let found = key.row(group, outcome, endpoint, key.reading)
    return bears(found?.row) ? found : nil
  }

  /// Remission where it is asked for.
  private func main(_ key: KeyRates) -> Outcome {
    key.outcomes.contains(.remission) ? .remission : key.outcomes[0]
  }

  private func verb(_ outcome: Outcome) -> String { outcome == .remission ? "remitted" : "responded" }

  /// A sentence an endpoint, up to four groups each.
  private func groups(_ key: KeyRates) -> [Finding] {
    let outcome = key.outcomes.contains(.response) ? Outcome.response : key.outcomes[0]
    // Of many endpoints the first and the last; the figure has all.
    let endpoints =
      key.endpoints.count > 3 ? [key.endpoints[0], key.endpoints[key.endpoints.count - 1]] : key.endpoints
    return endpoints.compactMap { endpoint in
      let rows = key.groups.compactMap { told(key, $0, outcome, endpoint) }
      guard !rows.isEmpty else { return nil }
      var parts: [Finding.Part] = [.text("At the \(Self.place(endpoint)) ")]
      for (place, found) in rows.prefix(Self.mostGroups).enumerated() {
        if place > 0 { parts.append(.text(place + 1 == min(rows.count, Self.mostGroups) ? " and " : ", ")) }
        parts.append(number(found))
        if place == 0 { parts.append(.text(" \(verb(outcome))")) }
        parts.append(.text(" with \(key.names.label(found.row.group, by: key.by))"))
      }
      if rows.count > Self.mostGroups {
        parts.append(.text("; \(rows.count - Self.mostGroups) more stand in the figure"))
      }
      parts.append(.text("."))
      return Finding(parts)
    }
  }

  private static func place(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .lastScore: "last score of the step"
    case .nearest(let day, _): "score nearest to day \(day)"
    }
  }

  private static func near(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .lastScore: "after their start"
    case .nearest(let day, _): "near day \(day)"
    }
  }

  private func strategies(_ key: KeyRates) -> [Finding] {
    guard let endpoint = key.endpoints.first else { return [] }
    let outcome = main(key)
    var findings: [Finding] = []
    if let first = told(key, ["FIRST_LINE"], outcome, endpoint) {
      var parts: [Finding.Part] = [
        .text("Of first treatments with a score, "), number(first), .text(" \(verb(outcome))"),
      ]
      if let faint = key.faint, let worst = key.row(["FIRST_LINE"], outcome, endpoint, faint),
        let estimate = worst.row.estimate, let n = worst.row.n
      {
        parts += [
          .text("; at worst "), .number("\(NumberText.percent(estimate, of: n)) %", anchor(worst)),
          .text(", if all without a score failed"),
        ]
      }
      findings.append(Finding(parts + [.text(".")]))
    }
    findings += secondStep(key, outcome, endpoint)
    let further = key.groups.filter { !["FIRST_LINE", "FIRST_LINE_OTHER", "UNDETERMINED"].contains($0[0]) }
      .compactMap { told(key, $0, outcome, endpoint) }
    if let finding = spread(key, further, outcome) { findings.append(finding) }
    return findings
  }

  /// The two most frequent strategies at the second step.
  private func secondStep(_ key: KeyRates, _ outcome: Outcome, _ endpoint: Endpoint) -> [Finding] {
    var rows: [KeyRates.Row] = []
    for (place, table) in shown.rates.enumerated()
    where table.by == ["strategy", "step"] && place < content.rateFilters.count
      && content.rateFilters[place] == nil
    {
      rows += table.rows.filter {
        $0.group[1] == "2" && $0.outcome == outcome && $0.endpoint == endpoint && $0.scale == key.scale
          && $0.baseline == key.baseline && $0.missing == key.reading && bears($0)
      }.map { KeyRates.Row(table: place, row: $0) }
    }
    let order = rows.indices.sorted { (-(rows[$0].row.n ?? 0), $0) < (-(rows[$1].row.n ?? 0), $1) }
    guard order.count >= 2 else { return [] }
    let (first, second) = (rows[order[0]], rows[order[1]])
    func name(_ row: KeyRates.Row) -> String { key.names.value(row.row.group[0], of: "strategy") }
    return [
      Finding([
        .text("At the second step "), number(first),
        .text(" \(verb(outcome)) after \(quoted(name(first))) and "),
        number(second), .text(" after \(quoted(name(second))); \(Self.apart(first.row, second.row))"),
      ])
    ]
  }

  private func quoted(_ name: String) -> String { "“\(name)”" }

  private static func apart(_ one: SuppressedRates.Row, _ other: SuppressedRates.Row) -> String {
    guard let low = one.confLow, let high = one.confHigh, let otherLow = other.confLow,
      let otherHigh = other.confHigh
    else { return "limits are not given." }
    return low > otherHigh || otherLow > high
      ? "their limits lie apart, and their patients differ in more than that." : "their limits overlap."
  }

  private func spread(_ key: KeyRates, _ rows: [KeyRates.Row], _ outcome: Outcome) -> Finding? {
    guard rows.count >= 3,
      let highest = rows.indices.max(by: {
        (rows[$0].row.estimate ?? 0, -$0) < (rows[$1].row.estimate ?? 0, -$1)
      }),
      let lowest = rows.indices.min(by: {
        (rows[$0].row.estimate ?? 0, $0) < (rows[$1].row.estimate ?? 0, $1)
      }),
      let above = rows[highest].row.confLow, let below = rows[lowest].row.confHigh
    else { return nil }
    let what = ReportWords.outcome(outcome).lowercased()
    guard above > below else {
      return Finding(
        "No two of the \(rows.count) further strategies have limits of \(what) that lie apart: these data do not rank them."
      )
    }
    func name(_ place: Int) -> String { quoted(key.names.value(rows[place].row.group[0], of: "strategy")) }
    return Finding([
      .text(
        "Of \(rows.count) further strategies, over all steps, \(what) was most frequent after \(name(highest)), "
      ),
      number(rows[highest]), .text(", and least after \(name(lowest)), "), number(rows[lowest]),
      .text(": who had them, and when, differs."),
    ])
  }

  // MARK: The rest

  /// A difference a sentence, of the first and the last endpoint.
  private var differences: [Finding] {
    let endpoints = shown.differences.map(\.endpoint)
    let level = NumberText.shortest(shown.level * 100)
    var findings: [Finding] = []
    for row in shown.differences
    where (row.endpoint == endpoints.first || row.endpoint == endpoints.last) && row.missing == .observed {
      guard let estimate = row.estimate, let low = row.confLow, let high = row.confHigh else { continue }
      let worst = shown.differences.first {
        $0.missing == .worstCase && $0.endpoint == row.endpoint && $0.outcome == row.outcome
          && $0.scale == row.scale
          && $0.baseline == row.baseline && $0.first == row.first && $0.second == row.second
      }
      var parts: [Finding.Part] = [
        .text(DifferencePlot.comparison(row, shown.names) + ": "),
        .number(
          "\(DifferencePlot.points(estimate)) points (\(level) % CI \(DifferencePlot.points(low)) to \(DifferencePlot.points(high)))",
          "differences"),
      ]
      if let worst, let estimate = worst.estimate, let low = worst.confLow, let high = worst.confHigh {
        parts += [
          .text("; worst case "),
          .number(
            "\(DifferencePlot.points(estimate)) (\(DifferencePlot.points(low)) to \(DifferencePlot.points(high)))",
            "differences"),
        ]
      }
      parts.append(.text(low <= 0 && high >= 0 ? "; the limits include no difference." : "."))
      findings.append(Finding(parts))
    }
    return Array(findings.prefix(3))
  }

  /// By the end of the fourth step, or of the last one that enough entered.
  private var cumulative: [Finding] {
    let scale = shown.cumulative.first?.scale
    let rows = shown.cumulative.filter {
      $0.scale == scale && $0.step > 1 && $0.step <= 4 && $0.entered ?? 0 >= Self.least
    }
    guard let row = rows.last, let observed = row.observed, let events = row.observedEvents,
      let n = row.observedN
    else { return [] }
    var parts: [Finding.Part] = [
      .text("By the end of step \(row.step), "),
      .number(
        "\(NumberText.percent(observed, of: n)) % (\(NumberText.grouped(events)) of \(NumberText.grouped(n)))",
        "road"),
      .text(" of the patients whose state is known had remitted"),
    ]
    if let worst = row.worstCase, let n = row.worstCaseN {
      parts += [
        .text("; of all who began, at least "), .number("\(NumberText.percent(worst, of: n)) %", "road"),
      ]
    }
    return [Finding(parts + [.text(".")])]
  }

  /// Only where every group is shown: a sum beside its parts would give a hidden part back.
  private func missing(_ key: KeyRates) -> [Finding] {
    guard let faint = key.faint, let endpoint = key.endpoints.first else { return [] }
    let outcome = main(key)
    var (known, all) = (0, 0)
    for group in key.groups {
      guard let observed = key.row(group, outcome, endpoint, key.reading)?.row.n,
        let worst = key.row(group, outcome, endpoint, faint)?.row.n
      else { return [] }
      known += observed
      all += worst
    }
    guard all > known, all >= Self.least else { return [] }
    let share = Double(all - known) / Double(all)
    let lack = NumberText.grouped(all - known)
    return [
      Finding(
        "\(NumberText.percent(share, of: all)) % of steps (\(lack) of \(NumberText.grouped(all))) have no score "
          + Self.near(endpoint)
          + ": the truth lies between the observed rate and the worst case only if those without one "
          + "did no better than the others.")
    ]
  }
}
