import Treatment

/// The main rates in sentences, for the box at the head of a report: the first table at its first endpoint, and the
/// differences of the first and the last endpoint.
enum Brief {
  private static let mostGroups = 8
  private static let mostRates = 5
  private static let mostRatesBesideDifferences = 3
  private static let mostDifferences = 4

  static func sentences(for content: ReportContent, _ shown: SuppressedResults) -> [String] {
    guard let rates = shown.rates.first else { return [] }
    let most = shown.differences.isEmpty ? mostRates : mostRatesBesideDifferences
    let first = rates.sections.filter { $0.endpoint == rates.sections.first?.endpoint }
    var sentences = first.prefix(most).compactMap { sentence(for: $0, of: rates) }
    var notes: [String] = []
    if first.count > most || rates.sections.count > first.count || shown.rates.count > 1 {
      notes.append("Further rates stand in the tables.")
    }
    sentences += differences(shown)
    if shown.differences.count > 2 {
      notes.append(
        "The \(shown.differences.count) differences of this report are not adjusted for multiplicity.")
    }
    if !sentences.isEmpty {
      if content.design == .cohort {
        notes.append(
          "Patients were not randomised to their groups: these are changes, not effects of treatment.")
      }
      if !notes.isEmpty { sentences.append(notes.joined(separator: " ")) }
    }
    return sentences
  }

  /// A difference a sentence, observed and in the worst case, at the first and the last endpoint.
  private static func differences(_ shown: SuppressedResults) -> [String] {
    let endpoints = shown.differences.map(\.endpoint)
    let rows = shown.differences.filter {
      ($0.endpoint == endpoints.first || $0.endpoint == endpoints.last)
        && ($0.missing == .observed || $0.missing == .worstCase)
    }
    var lines: [(key: String, text: String)] = []
    let level = NumberText.shortest(shown.level * 100)
    for row in rows {
      guard let estimate = row.estimate, let low = row.confLow, let high = row.confHigh else { continue }
      let key = DifferencePlot.comparison(row)
      let limits = "\(DifferencePlot.points(low)) to \(DifferencePlot.points(high))"
      if let place = lines.firstIndex(where: { $0.key == key }) {
        lines[place].text +=
          "; \(ReportWords.reading(row.missing)) \(DifferencePlot.points(estimate)) (\(limits))"
      } else {
        lines.append(
          (
            key,
            "\(DifferencePlot.label(row)): \(DifferencePlot.points(estimate)) percentage points (\(level) % CI \(limits))"
          ))
      }
    }
    return lines.prefix(mostDifferences).map { $0.text + "." }
  }

  private static func sentence(for section: SuppressedRates.Section, of rates: SuppressedRates) -> String? {
    var readings: [MissingReading] = []
    for row in section.rows where !readings.contains(row.missing) { readings.append(row.missing) }
    let first = readings.first ?? .observed
    let main = section.rows.filter { $0.missing == first && !section.isNeverScored($0.group) }
    guard !main.isEmpty else { return nil }
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
