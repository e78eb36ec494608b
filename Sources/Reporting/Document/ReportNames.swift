import Treatment

/// What people read for names of columns and their values; files keep the codes.
///
/// A study's own labels win over the catalogue's words for strategies and agents.
public struct ReportNames: Sendable, Equatable {
  /// By the name of the column.
  public var columns: [String: String] = [:]
  /// By column, then value.
  public var levels: [String: [String: String]] = [:]
  /// The column that arms are of.
  public var arm = "strategy"
  /// Whether strategies are read in words, and in clinical order.
  var usesWords = false

  /// Names as the files have them.
  public static let codes = ReportNames()

  private init() {}

  /// The words of the catalogue, and a study's labels over them.
  public init(columns: [String: String], levels: [String: [String: String]], arm: String = "strategy") {
    self.arm = arm
    self.columns = columns
    self.levels = levels
    usesWords = true
  }

  /// The column's name as a heading; a covariate without a label keeps the name that its file gives it.
  func heading(_ key: String) -> String {
    if let own = columns[key] { return Self.isolated(own) }
    return switch key {
    case "strategy": "Strategy"
    case "step": "Step"
    case "prior_failures": "Prior failures"
    case "agent": "Agent"
    case "scale": "Scale"
    case "baseline_severity": "Severity at baseline"
    case "lifestyle": "Lifestyle programme"
    case "design": "Design"
    default: Self.isolated(key)
    }
  }

  /// A name in letters that run from right to left, kept from turning the numbers beside it (Unicode's first strong isolate).
  static func isolated(_ text: String) -> String {
    let isTurned = text.unicodeScalars.contains {
      (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFDFF).contains($0.value)
        || (0xFE70...0xFEFC).contains($0.value)
    }
    return isTurned ? "\u{2068}" + text + "\u{2069}" : text
  }

  /// One value of a column.
  func value(_ value: String, of key: String) -> String {
    if value.isEmpty { return "(missing)" }
    let own = levels[key]?[value]
    return Self.isolated(own ?? (usesWords && key == "strategy" ? Strategy.words(for: value) : nil) ?? value)
  }

  /// One value of a column where room is small.
  func short(_ value: String, of key: String) -> String {
    if let own = levels[key]?[value] { return Self.isolated(own) }
    return usesWords && key == "strategy"
      ? Strategy.shortWords(for: value) ?? value : self.value(value, of: key)
  }

  /// An arm's name.
  func arm(_ value: String) -> String { self.value(value, of: arm) }

  /// A group's values as one label; where a figure has room for `limit` letters of each, long ones are cut, so that the step after a
  /// long name is still told.
  func label(_ group: [String], by keys: [String], limit: Int = .max) -> String {
    if group.isEmpty { return "All steps" }
    return zip(keys, group).map { key, value in
      var text = self.value(value, of: key)
      if text.count > limit {
        text = String(text.prefix(limit - 1)) + "…" + (text.hasPrefix("\u{2068}") ? "\u{2069}" : "")
      }
      // A bare number says nothing without its column.
      return text.allSatisfy { $0.isNumber || "<>=.-".contains($0) }
        ? (columns[key] ?? key) + " " + text : text
    }.joined(separator: " · ")
  }

  /// Groups in the order in which people read them: strategies as a clinician thinks of them, the rest as they stand.
  func ordered<Element>(
    _ elements: [Element], by keys: [String], group: (Element) -> [String]
  ) -> [Element] {
    guard usesWords, let column = keys.firstIndex(of: "strategy") else { return elements }
    var order: [[String]] = []
    var members: [[String]: [Element]] = [:]
    for element in elements {
      let own = group(element)
      if members[own] == nil { order.append(own) }
      members[own, default: []].append(element)
    }
    // Columns before the strategy keep their order.
    var before: [[String]: Int] = [:]
    for one in order where before[Array(one[..<column])] == nil {
      before[Array(one[..<column])] = before.count
    }
    let ranks = order.map { (before[Array($0[..<column])] ?? 0, Strategy.clinicalPlace(of: $0[column])) }
    let sorted = order.indices.sorted { a, b in
      (ranks[a].0, ranks[a].1, a) < (ranks[b].0, ranks[b].1, b)
    }
    return sorted.flatMap { members[order[$0]] ?? [] }
  }
}
