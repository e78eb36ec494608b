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
    case "lifestyle": "Lifestyle programme"
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
