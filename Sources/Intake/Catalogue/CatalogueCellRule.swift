import Treatment

/// What a cell of a user's own catalogue must hold, where a rule computes with it.
///
/// The bundled rows need no such check: tests read them.
enum CatalogueCellRule {
  case text
  case word([String])
  case amount, count, number
  case name, names, code
  case ingredients, strengths
  case responseRule, cutoff, bands

  static let roles = ["antidepressant", "augmenter", "rapid-acting", "sleep", "anxiolytic", "background"]

  init(_ column: String) {
    switch column {
    case "role", "low_dose_role": self = .word(Self.roles)
    case "direction": self = .word(["higher=worse"])
    case "min_adequate_mg_per_day", "athf_longform_level3_mg", "usual_max_mg_per_day", "min_adequate_weeks",
      "low_dose_below_mg":
      self = .amount
    case "min_sessions_adequate", "strict_min_sessions", "max_gap_days_within_course", "items_scored":
      self = .count
    case "min", "max": self = .number
    case "generic_name", "procedure_id", "scale_id", "label", "name", "full_name": self = .name
    case "synonyms": self = .names
    case "combination_of": self = .ingredients
    case "combination_mg": self = .strengths
    case "strategy_code": self = .code
    case "response_rule": self = .responseRule
    case "remission_cutoff": self = .cutoff
    case "severity_bands": self = .bands
    default: self = .text
    }
  }

  /// What is expected in words; `nil` where the text is that.
  func expectation(of text: String) -> String? {
    switch self {
    case .text: nil
    case .word(let words):
      words.contains(text) ? nil : "one of \(words.joined(separator: ", "))"
    case .amount: Self.finite(text).map { $0 > 0 } ?? false ? nil : "a number above 0"
    case .count: Int(text).map { $0 > 0 && $0 < 10_000 } ?? false ? nil : "a whole number from 1"
    case .number: Self.finite(text) == nil ? "a number" : nil
    case .name: Self.isName(text) ? nil : "a name of letters or digits without | and +"
    case .names:
      text.split(separator: "|", omittingEmptySubsequences: false).allSatisfy { part in
        let noted = NotedName.names(in: String(part))
        return noted.count == 1 && Self.isName(noted[0].name) && !part.contains("=") && !part.contains("+")
          && noted[0].isUnderstood
          && (!part.contains("(") || part.drop { $0 == " " }.last == ")" && !noted[0].note.isEmpty)
      }
        ? nil
        : "names with | between them, without = +, in brackets nothing but what the name is for "
          + "(\(Indication.notedWords.joined(separator: ", "))) or how it is given"
    case .ingredients:
      Agent.parts(text).count > 1 && Agent.parts(text).allSatisfy(Self.isName)
        ? nil : "two or more ingredients joined by +"
    case .strengths:
      Agent.parts(text).allSatisfy { $0.isEmpty || Self.finite($0).map { $0 > 0 } ?? false }
        ? nil
        : "milligrams of each ingredient joined by +, with nothing where the strength does not settle them"
    case .code:
      text.utf8.allSatisfy { $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        ? nil : "a code in capitals, digits and _"
    case .responseRule:
      Scale.isResponseRule(text)
        ? nil : "a rule as '>=50% reduction', 'decrease>=2 points', 'score 1 or 2' or 'not established: …'"
    case .cutoff:
      Self.isPlainScore(text.hasPrefix("<=") ? text.dropFirst(2) : text[...])
        ? nil : "a score as '<=10' or '10'"
    case .bands: Scale.areBands(text) ? nil : "bands as '0-6 none|7-19 mild|20-60 severe', ascending"
    }
  }

  /// Whether a cohort's cell could hold the name, alone or in a list, and a message print it.
  private static func isName(_ text: some StringProtocol) -> Bool {
    !Catalogue.folded(String(text)).isEmpty && !text.contains("|") && !text.contains("+")
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  private static func isPlainScore(_ text: Substring) -> Bool {
    let digits = text.drop { $0 == " " }
    return digits.allSatisfy { "0123456789.".contains($0) } && Double(digits) != nil
  }

  private static func finite(_ text: String) -> Double? {
    Double(text.drop { $0 == " " }).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension Scale {
  static func isResponseRule(_ text: String) -> Bool {
    if case .none = responseRule(text) { return text.contains("not established") }
    return true
  }

  /// Whether every band of the text begins with its limits, each above the one before.
  static func areBands(_ text: String) -> Bool {
    let items = text.split(separator: "|", omittingEmptySubsequences: false)
    for (place, item) in items.enumerated() {
      let limits = item.split(separator: " ").first ?? ""
      let isOpen = limits.hasPrefix(">=") && place == items.count - 1
      let numbers = (isOpen ? limits.dropFirst(2) : limits).split(
        separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(numbers.count), numbers.allSatisfy({ Double($0) != nil }) else { return false }
    }
    let limits = bands(text, highest: .infinity).map(\.upTo)
    return zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 }
  }
}
