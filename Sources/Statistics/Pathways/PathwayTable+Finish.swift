import Regression
import Summaries
import Treatment

extension PathwayTable {
  /// Fills the table with the counts of a cohort.
  mutating func fill(_ summary: PathwaySummary, _ interval: ProportionInterval) throws(StatisticError) {
    let counts = summary.chosen
    self.interval = interval.method
    level = interval.level
    mostPathways = max(summary.mostPathways, 1)
    var ends: [String: [(end: PathwayEnd, count: Int)]] = [:]
    for (key, count) in counts.paths.unordered { ends[key.pathway, default: []].append((key.end, count)) }
    rows = ends.map { pathway, ends in
      Row(
        pathway: pathway, count: ends.reduce(0) { $0 + $1.count }, ends: ends.sorted { $0.end < $1.end })
    }
    .sorted { $0.count != $1.count ? $0.count > $1.count : Self.precedes($0.pathway, $1.pathway) }
    if rows.isEmpty { throw .noRows(wanted: "a pathway") }
    attrition = Self.stages(of: unit, parameters).map { stage, reasonID, reason in
      guard let stage else {
        return Stage(reasonID: reasonID, reason: reason, records: nil, subjects: summary.patients)
      }
      return Stage(
        reasonID: reasonID, reason: reason, records: counts.records[stage.rawValue],
        subjects: counts.subjects[stage.rawValue])
    }
    years = counts.years.ordered.map { ($0.key, $0.count) }
    let treatments = rows.map { PathwayName.treatments(of: $0.pathway) }
    fillEvents(counts, treatments)
    fillTransitions(interval, treatments)
  }

  private static func precedes(_ a: String, _ b: String) -> Bool {
    // The order of scalars is that of their UTF-8.
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  private mutating func fillEvents(_ counts: PathwaySummary.Counts, _ treatments: [[String]]) {
    // How often each treatment stands at each place, whether or not its days are known.
    var places: [PathwaySummary.EventKey: Int] = [:]
    for (row, treatments) in zip(rows, treatments) {
      for (place, treatment) in treatments.enumerated() {
        places[.init(treatment: treatment, line: place + 1), default: 0] += row.count
      }
    }
    var overall: [String: (count: Int, days: DayCounts)] = [:]
    var byLine: [Event] = []
    for (key, count) in places.sorted(by: { $0.key.line < $1.key.line }) {
      let days = counts.days[key] ?? DayCounts()
      overall[key.treatment, default: (0, DayCounts())].count += count
      overall[key.treatment]?.days.merge(days)
      byLine.append(Event(treatment: key.treatment, line: key.line, count: count, days: days.summary))
    }
    events = overall.map { Event(treatment: $0, line: nil, count: $1.count, days: $1.days.summary) } + byLine
    events.sort { a, b in
      if a.line != b.line { return a.line ?? 0 < b.line ?? 0 }
      return a.count != b.count ? a.count > b.count : Self.precedes(a.treatment, b.treatment)
    }
  }

  private mutating func fillTransitions(_ interval: ProportionInterval, _ treatments: [[String]]) {
    struct Key: Hashable {
      var line: Int
      var from: String
      var next: Transition.Next
    }
    var found: [Key: Int] = [:]
    var totals: [PathwaySummary.EventKey: Int] = [:]
    for (row, treatments) in zip(rows, treatments) {
      for (place, from) in treatments.enumerated() {
        totals[.init(treatment: from, line: place + 1), default: 0] += row.count
        if place + 1 < treatments.count {
          found[Key(line: place + 1, from: from, next: .treatment(treatments[place + 1])), default: 0] +=
            row.count
        } else {
          for end in row.ends {
            found[Key(line: place + 1, from: from, next: .end(end.end)), default: 0] += end.count
          }
        }
      }
    }
    transitions = found.map { key, count in
      let of = totals[.init(treatment: key.from, line: key.line)] ?? count
      return Transition(
        line: key.line, from: key.from, next: key.next, count: count, of: of,
        limits: interval.limits(events: count, of: of).map { ($0.low, $0.high) })
    }
    transitions.sort { a, b in
      if a.line != b.line { return a.line < b.line }
      if a.from != b.from { return a.of != b.of ? a.of > b.of : Self.precedes(a.from, b.from) }
      return a.next < b.next
    }
  }

  /// The rules that a kind of pathway goes through, with TreatmentPatterns' numbers for their reasons.
  private static func stages(
    of unit: String, _ parameters: PathwayParameters
  ) -> [(stage: PathwayBuilder.Stage?, reasonID: Int, reason: String)] {
    let filter: (PathwayBuilder.Stage?, Int, String) = (
      .filterTreatments, 8, "filterTreatments (\(parameters.filterTreatments.rawValue))"
    )
    let length: (PathwayBuilder.Stage?, Int, String) = (
      .maxPathLength, 10, "Max path length (\(parameters.maxPathLength))"
    )
    if unit == "strategy" {
      return [(nil, 0, "Patients in the files"), (.qualifying, 1, "With a step"), filter, length]
    }
    let window =
      "\(parameters.startAnchor.rawValue): \(parameters.windowStart) | \(parameters.endAnchor.rawValue): \(parameters.windowEnd)"
    return [
      (nil, 0, unit == "cohort" ? "Subjects with a record of the target" : "Patients in the files"),
      (.qualifying, 1, "Qualifying records"),
      (.minEraDuration, 2, "Removing records < minEraDuration (\(parameters.minEraDuration))"),
      (.window, 3, "Removing events outside window (\(window))"),
      (.eraCollapse, 5, "Collapsing eras, eraCollapse (\(parameters.eraCollapseSize))"),
      (
        .combination, 7,
        "After combination: minPostCombinationDuration (\(parameters.minPostCombinationDuration)), combinationWindow (\(parameters.combinationWindow))"
      ),
      filter, length,
    ]
  }
}

extension PathwayTable.Transition.Next: Comparable {
  /// Treatments by name, then ends.
  public static func < (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.treatment(let a), .treatment(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    case (.treatment, .end): true
    case (.end, .treatment): false
    case (.end(let a), .end(let b)): a < b
    }
  }
}
