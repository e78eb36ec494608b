internal import Treatment

extension Scale {
  /// A scale from a row of `scales.csv`.
  init(catalogueRow row: [String: String]) {
    self.init(
      id: row["scale_id"] ?? "", name: row["full_name"] ?? "", lowest: 0, highest: 0,
      responseRule: Self.responseRule(""))
    fill(from: row)
  }

  /// Takes what the row's filled cells say and keeps the rest; synonyms are added.
  mutating func fill(from row: [String: String]) {
    let row = FilledCells(row)
    row.text("full_name", into: &name)
    row.text("items_scored", into: &facts.itemsScored)
    row.number("min", into: &lowest)
    row.number("max", into: &highest)
    row.text("direction", into: &facts.direction)
    row.text("rater", into: &rater)
    row.text("response_rule", into: &facts.responseRule)
    row.text("response_baseline", into: &facts.responseBaseline)
    row.text("remission_cutoff", into: &facts.remissionCutoff)
    row.text("remission_alternatives", into: &remissionAlternatives)
    row.text("severity_bands", into: &facts.severityBands)
    row.text("relapse_cutoff", into: &facts.relapseCutoff)
    row.text("version_traps", into: &facts.versionTraps)
    row.text("source", into: &source)
    row.text("provenance", into: &provenance)
    row.text("confidence", into: &facts.confidence)
    row.names("synonyms", into: &synonyms)
    if !facts.responseRule.isEmpty { responseRule = Self.responseRule(facts.responseRule) }
    if !facts.remissionCutoff.isEmpty { remissionCutoff = Self.firstNumber(in: facts.remissionCutoff) }
    if !facts.severityBands.isEmpty { severityBands = Self.bands(facts.severityBands, highest: highest) }
  }

  /// `>=50% …`, `…decrease>=2 points`, `score 1 or 2`; anything else is no rule, for the reason it gives.
  static func responseRule(_ text: String) -> ResponseRule {
    if text.contains("not established") { return .none(reason: text) }
    if text.hasPrefix(">="), let percent = firstNumber(in: text),
      text.drop(while: { !$0.isNumber }).drop(while: { $0.isNumber || $0 == "." }).hasPrefix("%")
    {
      return .fall(fraction: percent / 100)
    }
    if let range = text.firstRange(of: "decrease>="), text.contains("points"),
      let points = firstNumber(in: String(text[range.upperBound...]))
    {
      return .points(points)
    }
    if text.hasPrefix("score "), let last = text.split(separator: " ").last.flatMap({ Double($0) }) {
      return .atMost(last)
    }
    return .none(reason: text.isEmpty ? "the catalogue sets no rule" : text)
  }

  /// The list marked `A(…):`, or the only one; a band is `7-19 mild`, `>=24 severe` or `1 normal`.
  static func bands(_ text: String, highest: Double) -> [SeverityBand] {
    let lists = text.split(separator: ";;").map(trimmed)
    guard var list = lists.first(where: { $0.hasPrefix("A(") }) ?? lists.first else { return [] }
    if let mark = list.firstRange(of: "): ") { list = String(list[mark.upperBound...]) }
    return list.split(separator: "|").map { item in
      let words = trimmed(item).split(separator: " ", maxSplits: 1)
      let limits = words.first ?? ""
      let name = words.count > 1 ? String(words[1]) : ""
      if limits.hasPrefix(">=") { return SeverityBand(name: name, upTo: highest) }
      return SeverityBand(
        name: name, upTo: limits.split(separator: "-").last.flatMap { Double($0) } ?? highest)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func firstNumber(in text: String) -> Double? {
    Double(text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." })
  }
}
