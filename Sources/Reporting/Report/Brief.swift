import Treatment

/// The main rates in sentences, for the box at the head of a report.
enum Brief {
  private static let mostGroups = 8

  static func sentences(for content: ReportContent, _ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    var sentences = rates.sections.map { sentence(for: $0, of: rates) }
    for row in shown.differences {
      guard let estimate = row.estimate, let low = row.confLow, let high = row.confHigh else { continue }
      sentences.append(
        "\(DifferencePlot.label(row)): \(DifferencePlot.points(estimate)) percentage points "
          + "(\(NumberText.shortest(shown.level * 100)) % CI \(DifferencePlot.points(low)) to \(DifferencePlot.points(high)))."
      )
    }
    if content.design == .cohort, !sentences.isEmpty {
      sentences.append("These are changes without a control group, not effects of treatment.")
    }
    return sentences
  }

  private static func sentence(for section: SuppressedRates.Section, of rates: SuppressedRates) -> String {
    var readings: [MissingReading] = []
    for row in section.rows where !readings.contains(row.missing) { readings.append(row.missing) }
    let first = readings.first ?? .observed
    let main = section.rows.filter { $0.missing == first }
    var groups = main.prefix(mostGroups).map { row in
      var text = GroupName.label(row.group, by: rates.by) + " " + RateWords.short(row)
      let worst = section.rows.first { $0.missing == .worstCase && $0.group == row.group }
      if first != .worstCase, let worst, let events = worst.events, let n = worst.n {
        text += ", worst case \(events) of \(n)"
      }
      return text
    }
    if main.count > mostGroups { groups.append("\(main.count - mostGroups) more in the table") }
    return
      "\(ReportWords.outcome(section.outcome)) on \(section.scale) against \(ReportWords.baseline(section.baseline)), at "
      + "\(ReportWords.endpoint(section.endpoint)), endpoints \(ReportWords.reading(first)) "
      + "(\(NumberText.shortest(rates.level * 100)) % CI): " + groups.joined(separator: "; ") + "."
  }
}
