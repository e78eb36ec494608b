/// Agents by code and by the text of a product.
///
/// Source: Documentation/Formats/Cohort.md, "exposures.csv": an agent is a name, synonym, brand, ATC code, `rxcui:N`, `omop:N`, salt or
/// product text, and two possible ingredients are an error.
extension Catalogue {
  /// The agents that a text may stand for: one, none, or several between which the text does not decide.
  public func meanings(ofAgentNamed text: String) -> [AgentName] {
    if let own = ownMeaning(ofAgentNamed: text) { return [own] }
    let coded = agents(coded: text)
    return coded.isEmpty ? products(in: text) : coded.map { AgentName(agent: $0) }
  }

  /// `N06AB06`, `rxcui:36437`, `omop:739138`.
  private func agents(coded text: String) -> [Int] {
    func drugs(_ code: (DrugFacts) -> String, _ wanted: some StringProtocol) -> [Int] {
      agents.indices.filter { agents[$0].drug.map(code) == String(wanted) && !wanted.isEmpty }
    }
    let folded = text.lowercased()
    for (prefix, code) in [("rxcui:", \DrugFacts.rxcui), ("omop:", \.omopConceptID)]
    where folded.hasPrefix(prefix) {
      return drugs({ $0[keyPath: code] }, folded.dropFirst(prefix.count))
    }
    return folded.utf8.count == 7 ? drugs({ $0.atc.lowercased() }, folded) : []
  }

  /// The drugs that a product's text names: `sertraline hydrochloride 50 MG Oral Tablet [Zoloft]`.
  ///
  /// Every other word must be one of a salt, strength or form, so that no text is guessed at. A combination's own name
  /// stands for it beside the names of its ingredients.
  private func products(in text: String) -> [AgentName] {
    let words = ProductText.words(of: text)
    var found: [AgentName] = []
    var place = 0
    while place < words.count {
      let longest = (1...ProductText.mostWords).reversed().first { count in
        place + count <= words.count && drug(words[place..<place + count]) != nil
      }
      if let longest, let drug = drug(words[place..<place + longest]) {
        found.append(drug)
        place += longest
      } else if ProductText.saysNoAgent(words[place]) {
        place += 1
      } else {
        return []
      }
    }
    let whole = found.first { name in
      !agents[name.agent].components.isEmpty
        && found.allSatisfy { $0.agent == name.agent || isIngredient($0.agent, of: agents[name.agent]) }
    }
    var result: [AgentName] = []
    for name in whole.map({ [$0] }) ?? found {
      if let known = result.firstIndex(where: { $0.agent == name.agent }) {
        // A brand says more than the ingredient beside it.
        result[known].indication = result[known].indication ?? name.indication
        result[known].route.formUnion(name.route)
      } else {
        result.append(name)
      }
    }
    return result
  }

  private func drug(_ words: ArraySlice<String>) -> AgentName? {
    guard let name = ownMeaning(ofAgentNamed: words.joined()), agents[name.agent].kind == .drug else {
      return nil
    }
    return name
  }

  private func isIngredient(_ agent: Int, of combination: Agent) -> Bool {
    combination.components.contains { ownMeaning(ofAgentNamed: $0.name)?.agent == agent }
  }
}

/// The words of a product's text.
private enum ProductText {
  /// The most words of one name.
  static let mostWords = 4

  private static let salts: Set<String> = [
    "acetate", "anhydrous", "base", "besilate", "besylate", "bromide", "calcium", "carbonate", "chloride",
    "citrate",
    "dihydrate", "dihydrochloride", "dimesilate", "dimesylate", "fumarate", "hbr", "hcl", "hemifumarate",
    "hemihydrate",
    "hydrate", "hydrobromide", "hydrochloride", "lactate", "magnesium", "malate", "maleate", "mesilate",
    "mesylate",
    "monohydrate", "oxalate", "pamoate", "phosphate", "potassium", "sodium", "succinate", "sulfate",
    "sulphate",
    "tartrate", "tosylate",
  ]
  private static let forms: Set<String> = [
    "actuation", "ampoule", "and", "cap", "capsule", "capsules", "caps", "chewable", "coated", "controlled",
    "cr", "delayed",
    "disintegrating", "dose", "dr", "drops", "drug", "ec", "enteric", "er", "extended", "film", "for",
    "granules", "hour",
    "hours", "hr", "immediate", "in", "infusion", "injectable", "injection", "intramuscular", "intranasal",
    "intravenous", "ir", "la", "liquid", "metered", "modified", "mr", "nasal", "odt", "of", "oral",
    "orodispersible", "pack",
    "patch", "pellet", "per", "pill", "powder", "product", "prolonged", "release", "retard", "solution",
    "soluble",
    "spray", "sr", "subcutaneous", "sublingual", "suspension", "sustained", "syrup", "system", "tab",
    "tablet", "tablets",
    "tabs", "transdermal", "vial", "xl", "xr",
  ]
  private static let units: Set<String> = [
    "", "actuat", "day", "g", "h", "hr", "iu", "mcg", "meq", "mg", "ml", "mmol", "ug", "unit", "units", "x",
  ]

  /// Lower case; letters with hyphens and dots between them stay together, everything else parts words.
  static func words(of text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || "-.'’".contains($0)) }
      .map { $0.trimming { $0 == "-" || $0 == "." } }.filter { !$0.isEmpty }
  }

  /// Whether a word is one of a salt, a form, a strength or a unit.
  static func saysNoAgent(_ word: String) -> Bool {
    if salts.contains(word) || forms.contains(word) || units.contains(word) { return true }
    let number = word.prefix { $0.isNumber || $0 == "." }
    return !number.isEmpty && units.contains(String(word.dropFirst(number.count)))
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isLeft: (Character) -> Bool) -> String {
    var rest = self[...]
    while let first = rest.first, isLeft(first) { rest = rest.dropFirst() }
    while let last = rest.last, isLeft(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
