import Treatment

/// What the concepts in use mean: ingredients with their strengths, procedures and scales.
///
/// Only concepts that the event tables hold are looked up, so that a whole vocabulary need not be in memory.
struct OMOPVocabulary {
  struct Ingredient {
    var agent: Int32
    /// Milligrams in one unit of the drug; NaN = unknown.
    var milligrams: Double
  }

  /// The concept of milligrams as a unit.
  private static let milligram: Int64 = 8576

  /// Numbers above it are a site's own.
  private static let lastStandard: Int64 = 2_000_000_000

  /// Vocabularies whose codes of depression are known.
  private static let diagnoses: Set<String> = ["ICD9CM", "ICD10CM", "ICD10"]

  let codes: OMOPCodes
  private let catalogue: Catalogue
  /// Ingredients by their own concept: those of the codes, and those that the concept table names.
  private var agents: [Int64: Int]
  private var allIngredients: Set<Int64> = []
  private var ingredients: [Int64: [Ingredient]] = [:]
  /// What the brand in a drug's name is for, where it is not depression.
  private var indications: [Int64: Indication] = [:]
  private var procedures: [Int64: Int]
  private var scales: [Int64: Int]
  private var depressionConcepts: Set<Int64> = []
  private var traced: Set<Int64> = []
  /// Whether the vocabulary tables speak of drugs at all, so that a drug they do not name is one without a mapping.
  private(set) var coversDrugs = false

  init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    codes = OMOPCodes(catalogue)
    agents = codes.agents
    procedures = codes.procedures
    scales = codes.scales
  }

  /// The catalogue's agents in a drug; empty for any other drug.
  func ingredients(of drug: Int64) -> [Ingredient] {
    if let known = ingredients[drug] { return known }
    return agents[drug].map { [Ingredient(agent: Int32($0), milligrams: .nan)] } ?? []
  }

  func indication(of drug: Int64) -> Indication? { indications[drug] }

  /// Whether nothing says what the drug is: no concept, or one that the vocabulary tables leave without ingredient.
  func isUnmapped(drug: Int64) -> Bool {
    if drug == 0 { return true }
    return coversDrugs && ingredients[drug] == nil && agents[drug] == nil && !traced.contains(drug)
      && !allIngredients.contains(drug)
  }

  func procedure(_ concept: Int64) -> Int? { procedures[concept] }
  func scale(_ concept: Int64) -> Int? { scales[concept] }

  /// What a source's own code of a procedure stands for.
  func procedure(coded source: String) -> Int? {
    let plain = OMOPCodes.plain(source)
    return codes.procedureCodes.first { $0.matches(plain) }?.target
  }

  func scale(coded source: String) -> Int? {
    let plain = OMOPCodes.plain(source)
    return codes.scaleCodes.first { $0.matches(plain) }?.target
  }

  /// Whether the concept of a source's code is one of depression, by the concept table.
  func isDepression(_ concept: Int64) -> Bool { depressionConcepts.contains(concept) }

  func isDepression(_ source: String) -> Bool {
    let plain = OMOPCodes.plain(source)
    return codes.depressionCodes.contains { $0.matches(plain) }
  }

  /// Reads the concept table: which of its ingredients the catalogue has, and the codes of concepts in use.
  mutating func readConcepts(_ table: OMOPReader, inUse: Set<Int64>) throws(IntakeError) {
    let id = table.field("concept_id")
    let vocabulary = table.field("vocabulary_id")
    let code = table.field("concept_code")
    let name = table.field("concept_name")
    let kind = table.field("concept_class_id")
    var byRxcui: [String: Int] = [:]
    for (place, agent) in catalogue.agents.enumerated() where !codes.notByIngredient.contains(place) {
      if let number = agent.drug?.rxcui, !number.isEmpty, byRxcui[number] == nil { byRxcui[number] = place }
    }
    while try table.next() {
      let concept = table.integer(id, needed: true)
      guard try table.accept(), let concept else { continue }
      let source = table.text(vocabulary) ?? ""
      let isRxNorm = source == "RxNorm" || source == "RxNorm Extension"
      if isRxNorm {
        coversDrugs = true
        if table.text(kind) == "Ingredient" {
          allIngredients.insert(concept)
          let number = source == "RxNorm" ? table.text(code) : nil
          if agents[concept] == nil {
            agents[concept] = number.flatMap { byRxcui[$0] } ?? drug(named: table.text(name) ?? "")
          }
        }
      }
      if Self.diagnoses.contains(source), isDepression(table.text(code) ?? "") {
        depressionConcepts.insert(concept)
      }
      guard inUse.contains(concept) else { continue }
      if concept > Self.lastStandard { takeLocal(concept, named: table.text(name) ?? "") }
      if isRxNorm, let brand = Self.brand(in: table.text(name) ?? ""),
        let indication = catalogue.meaning(ofAgentNamed: brand)?.indication, indication != .depression
      {
        indications[concept] = indication
      }
      let plain = OMOPCodes.plain(table.text(code) ?? "")
      for candidate in codes.procedureCodes
      where candidate.vocabulary == source && candidate.matches(plain) && procedures[concept] == nil {
        procedures[concept] = candidate.target
      }
      for candidate in codes.scaleCodes
      where candidate.vocabulary == source && candidate.matches(plain) && scales[concept] == nil {
        scales[concept] = candidate.target
      }
    }
  }

  /// A site's own concept that is named as the catalogue names a scale, a procedure or a therapy.
  private mutating func takeLocal(_ concept: Int64, named name: String) {
    if let scale = catalogue.scale(named: name) {
      if scales[concept] == nil { scales[concept] = scale }
    } else if let agent = catalogue.agent(named: name), procedures[concept] == nil {
      // Asked of rows of procedures alone: an infusion of ketamine is one.
      procedures[concept] = agent
    }
  }

  /// The brand of a drug's name, which RxNorm puts in square brackets at its end.
  private static func brand(in name: String) -> String? {
    guard name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") else { return nil }
    return String(name[bracket...].dropFirst().dropLast())
  }

  /// A drug of the catalogue by its name, control arms and procedures apart.
  private func drug(named name: String) -> Int? {
    guard let place = catalogue.agent(named: name), catalogue.agents[place].kind == .drug,
      !codes.notByIngredient.contains(place)
    else { return nil }
    return place
  }

  /// Reads pairs of drug and ingredient: ancestors, or relationships of the kinds that lead to an ingredient.
  mutating func readPairs(_ table: OMOPReader, inUse: Set<Int64>) throws(IntakeError) {
    let isAncestors = table.table == .conceptAncestor
    let drug = table.field(isAncestors ? "descendant_concept_id" : "concept_id_1")
    let ingredient = table.field(isAncestors ? "ancestor_concept_id" : "concept_id_2")
    let relationship = table.field("relationship_id")
    let invalid = table.field("invalid_reason")
    while try table.next() {
      let first = table.integer(drug, needed: true)
      let second = table.integer(ingredient, needed: true)
      guard try table.accept(), let first, let second, inUse.contains(first) else { continue }
      if !isAncestors {
        guard ["RxNorm has ing", "Maps to"].contains(table.text(relationship) ?? ""),
          table.text(invalid) == nil
        else { continue }
      }
      add(second, to: first, .nan)
    }
  }

  /// Reads the milligrams of each ingredient in a unit of the drug; liquids and other units give no dose.
  mutating func readStrengths(_ table: OMOPReader, inUse: Set<Int64>) throws(IntakeError) {
    let drug = table.field("drug_concept_id")
    let ingredient = table.field("ingredient_concept_id")
    let amount = table.field("amount_value")
    let unit = table.field("amount_unit_concept_id")
    let invalid = table.field("invalid_reason")
    while try table.next() {
      let first = table.integer(drug, needed: true)
      let second = table.integer(ingredient, needed: true)
      let milligrams = table.number(amount)
      let measure = table.integer(unit)
      guard try table.accept(), let first, let second, inUse.contains(first),
        table.text(invalid) == nil
      else { continue }
      add(second, to: first, measure == Self.milligram ? milligrams ?? .nan : .nan)
    }
  }

  private mutating func add(_ ingredient: Int64, to drug: Int64, _ milligrams: Double) {
    guard let agent = agents[ingredient] else {
      if allIngredients.contains(ingredient) { traced.insert(drug) }
      return
    }
    var list = ingredients[drug] ?? []
    if let place = list.firstIndex(where: { $0.agent == Int32(agent) }) {
      let before = list[place].milligrams
      if before.isNaN {
        list[place].milligrams = milligrams
      } else if !milligrams.isNaN, milligrams != before {
        // Two strengths of one drug: neither is known to be the right one.
        list[place].milligrams = .nan
      }
    } else {
      list.append(Ingredient(agent: Int32(agent), milligrams: milligrams))
    }
    ingredients[drug] = list
  }
}
