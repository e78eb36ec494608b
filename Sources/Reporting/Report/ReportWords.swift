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
    number == 1 ? "1 \(one)" : "\(number) \(many)"
  }
}

/// A group's values as one label.
enum GroupName {
  /// The column's name as a heading; a covariate keeps the name that its file gives it.
  static func heading(_ key: String) -> String {
    switch key {
    case "strategy": "Strategy"
    case "step": "Step"
    case "prior_failures": "Prior failures"
    case "agent": "Agent"
    case "scale": "Scale"
    case "baseline_severity": "Severity at baseline"
    case "design": "Design"
    default: key
    }
  }

  static func label(_ group: [String], by keys: [String]) -> String {
    if group.isEmpty { return "All steps" }
    return zip(keys, group).map { key, value in
      let value = value.isEmpty ? "(missing)" : value
      // A bare number says nothing without its column.
      return value.allSatisfy { $0.isNumber || "<>=.-".contains($0) } ? key + " " + value : value
    }.joined(separator: " · ")
  }
}

/// A rate in words.
enum RateWords {
  /// `22.2 % (6 of 27; 10.6 to 40.8 %)`, or that it is hidden.
  static func short(_ row: SuppressedRates.Row) -> String {
    guard let rate = row.estimate, let events = row.events, let n = row.n else {
      return row.suppressed == .none ? "no rate, n is 0" : "hidden"
    }
    var text = NumberText.percent(rate) + " % (\(events) of \(n)"
    if let low = row.confLow, let high = row.confHigh {
      text += "; \(NumberText.percent(low)) to \(NumberText.percent(high)) %"
    }
    return text + ")"
  }
}
