import Treatment

/// The words that people read for the codes that files hold.
enum ReportWords {
  static func outcome(_ outcome: Outcome) -> String {
    switch outcome {
    case .response: "Response"
    case .remission: "Remission"
    }
  }

  static func reading(_ reading: MissingReading) -> String {
    switch reading {
    case .observed: "observed"
    case .worstCase: "worst case"
    case .locf: "last carried"
    case .locfBaseline: "last or baseline"
    }
  }

  static func baseline(_ baseline: BaselineKind) -> String {
    switch baseline {
    case .step: "the start of the step"
    case .entry: "entry"
    }
  }

  static func endpoint(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .last: "the last score of the step"
    case .lastScore: endpoint.words
    case .nearest(let day, 0): "the score on day \(day)"
    case .nearest(let day, let window): "the score nearest to day \(day), at most \(window) days from it"
    }
  }

  static func design(_ design: StudyDesign) -> String {
    switch design {
    case .randomised: "randomised comparison"
    case .crossover: "crossover"
    case .cohort: "cohort; patients were not randomised to their groups"
    }
  }

  /// `a, b and c`.
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1 ? "1 \(one)" : "\(NumberText.grouped(number)) \(many)"
  }

  /// The most groups that a sentence names.
  static let mostGroups = 8

  /// The groups as a list; of many the first ones.
  static func named(_ groups: [String]) -> String {
    groups.count > mostGroups
      ? groups.prefix(mostGroups).joined(separator: ", ") + " and others, see the tables"
      : list(groups)
  }

  /// Each name once, where it comes first.
  static func inOrder(_ names: [String]) -> [String] {
    var seen: [String] = []
    for name in names where !seen.contains(name) { seen.append(name) }
    return seen
  }
}
