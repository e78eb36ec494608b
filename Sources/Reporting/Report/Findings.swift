import Treatment

/// What the first page says in sentences, chosen by rule from what the data can bear.
///
/// Differences of randomised arms come first; after the rates of a crossover stands the difference within its patients. Rates are told of groups with 20 scored steps or more; of strategies the first
/// treatment, the two most frequent at the second step, and the two whose limits lie furthest apart, if any do. Then cumulative
/// remission, and how many endpoints are missing.
struct Findings {
  static let least = RateWords.firm

  let content: ReportContent
  let shown: SuppressedResults
  let key: KeyRates?

  /// How they were chosen.
  var rule: String {
    if !differences.isEmpty { return "Chosen by rule: the differences at the first and the last endpoint." }
    let groups = "Chosen by rule: groups with \(Self.least) scored steps or more"
    guard key?.by == ["strategy"] else { return groups + "." }
    return groups
      + "; of strategies the first treatment, the two most frequent at the second step, and of the others the two whose limits lie "
      + "furthest apart."
  }

  var all: [Finding] {
    var findings = differences
    if let key, findings.isEmpty {
      findings = Array((key.by == ["strategy"] ? strategies(key) : groups(key)).prefix(3))
      if findings.isEmpty {
        findings.append(
          Finding(
            key.isHidden
              ? "Every rate is hidden: the groups are too small for their numbers to be shown."
              : "No group has \(Self.least) scored steps: this cohort can bear no finding. See the tables."))
      }
    }
    if let key { findings += withinPatients(key) }
    findings += cumulative
    if let key { findings += missing(key) }
    return findings
  }

  /// Remission where it is asked for.
  func main(_ key: KeyRates) -> Outcome { key.outcomes.contains(.remission) ? .remission : key.outcomes[0] }

  static func place(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .lastScore: "last score of the step"
    case .nearest(let day, _): "score nearest to day \(day)"
    }
  }
}
