import Treatment

/// What differences of arms, cumulative remission and missing endpoints say.
extension Findings {
  private static func near(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .lastScore: "after their start"
    case .nearest(let day, _): "near day \(day)"
    }
  }

  /// A difference a sentence, of the first and the last endpoint.
  var differences: [Finding] {
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
    return Array(findings.prefix(4))
  }

  /// Of a crossover the difference within the patients who had both treatments, as the rates are told.
  func withinPatients(_ key: KeyRates) -> [Finding] {
    let outcome = key.outcomes.contains(.response) ? Outcome.response : key.outcomes[0]
    let found = shown.paired.first {
      $0.outcome == outcome && $0.scale == key.scale && $0.baseline == key.baseline
        && $0.endpoint == key.endpoints.first && $0.missing == key.reading
    }
    guard let found, let estimate = found.estimate, let low = found.confLow, let high = found.confHigh,
      let n = found.n, n >= Self.least
    else { return [] }
    let level = NumberText.shortest(shown.level * 100)
    return [
      Finding([
        .text("Within the \(NumberText.grouped(n)) patients who had both, "),
        .text(DifferencePlot.comparison(SuppressedDifference(found), shown.names) + ": "),
        .number(
          "\(DifferencePlot.points(estimate)) points (\(level) % CI \(DifferencePlot.points(low)) to \(DifferencePlot.points(high)))",
          "differences"),
        .text(low <= 0 && high >= 0 ? "; the limits include no difference." : "."),
      ])
    ]
  }

  /// By the end of the fourth step, or of the last one that enough entered.
  var cumulative: [Finding] {
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
  func missing(_ key: KeyRates) -> [Finding] {
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
