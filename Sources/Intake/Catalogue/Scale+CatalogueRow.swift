internal import Treatment

extension Scale {
  /// A scale from a row of `scales.csv`.
  init(catalogueRow row: [String: String]) {
    func cell(_ name: String) -> String { row[name] ?? "" }
    let highest = Double(cell("max")) ?? 0
    self.init(
      id: cell("scale_id"), name: cell("full_name"), lowest: Double(cell("min")) ?? 0,
      highest: highest, rater: cell("rater"),
      responseRule: Self.responseRule(cell("response_rule")),
      remissionCutoff: Self.firstNumber(in: cell("remission_cutoff")),
      remissionAlternatives: cell("remission_alternatives"),
      severityBands: Self.bands(cell("severity_bands"), highest: highest),
      source: cell("source"), provenance: cell("provenance"),
      synonyms: cell("synonyms").split(separator: "|").map(String.init))
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
