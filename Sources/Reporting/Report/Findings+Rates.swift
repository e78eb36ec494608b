import Treatment

/// What rates say: a sentence an endpoint, or of strategies the sentences of a road.
extension Findings {
  private static let mostGroups = 4

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

  /// From what a response is counted, where the report counts from several.
  private func against(_ key: KeyRates, _ outcome: Outcome) -> String {
    let all = shown.rates.flatMap(\.rows).filter { $0.outcome == .response }.map(\.baseline)
    guard outcome == .response, Set(all).count > 1 else { return "" }
    return " against \(ReportWords.baseline(key.baseline))"
  }

  private func verb(_ outcome: Outcome) -> String { outcome == .remission ? "remitted" : "responded" }

  /// A sentence an endpoint, up to four groups each.
  func groups(_ key: KeyRates) -> [Finding] {
    let outcome = key.outcomes.contains(.response) ? Outcome.response : key.outcomes[0]
    // Of many endpoints the first and the last; the figure has all.
    let endpoints =
      key.endpoints.count > 3 ? [key.endpoints[0], key.endpoints[key.endpoints.count - 1]] : key.endpoints
    return endpoints.compactMap { endpoint in
      let rows = key.groups.compactMap { told(key, $0, outcome, endpoint) }
      guard !rows.isEmpty else { return nil }
      var parts: [Finding.Part] = [.text("At the \(Self.place(endpoint)), ")]
      for (place, found) in rows.prefix(Self.mostGroups).enumerated() {
        if place > 0 { parts.append(.text(place + 1 == min(rows.count, Self.mostGroups) ? " and " : ", ")) }
        parts.append(number(found))
        if place == 0 { parts.append(.text(" \(verb(outcome))\(against(key, outcome))")) }
        parts.append(.text(" with \(key.names.label(found.row.group, by: key.by))"))
      }
      if rows.count > Self.mostGroups {
        parts.append(.text("; \(rows.count - Self.mostGroups) more stand in the figure"))
      }
      parts.append(.text("."))
      return Finding(parts)
    }
  }

  func strategies(_ key: KeyRates) -> [Finding] {
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
    where table.by == ["strategy", "step"] && content.isOfAll(place) {
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

  /// The two whose limits lie furthest apart; that there are none is a finding, too.
  private func spread(_ key: KeyRates, _ rows: [KeyRates.Row], _ outcome: Outcome) -> Finding? {
    func low(_ place: Int) -> Double { rows[place].row.confLow ?? 0 }
    func high(_ place: Int) -> Double { rows[place].row.confHigh ?? 1 }
    guard rows.count >= 3, let more = rows.indices.max(by: { (low($0), -$0) < (low($1), -$1) }),
      let less = rows.indices.min(by: { (high($0), $0) < (high($1), $1) })
    else { return nil }
    let what = ReportWords.outcome(outcome).lowercased()
    guard low(more) > high(less) else {
      return Finding(
        "No two of the \(rows.count) further strategies have limits of \(what) that lie apart: these data do not rank them."
      )
    }
    func name(_ place: Int) -> String { quoted(key.names.value(rows[place].row.group[0], of: "strategy")) }
    return Finding([
      .text(
        "Of \(rows.count) further strategies, over all steps, \(what) was more frequent after \(name(more)), "
      ),
      number(rows[more]), .text(", than after \(name(less)), "), number(rows[less]),
      .text("; who had them, and when, differs."),
    ])
  }
}
