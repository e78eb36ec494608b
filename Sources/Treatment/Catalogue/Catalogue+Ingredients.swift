/// One ingredient of a fixed combination, found in the catalogue, with the dose that it comes to.
///
/// Source: Documentation/Treatment/Derivation.md, F11 and F40.
public struct Ingredient: Sendable, Hashable {
  /// Index into the catalogue's agents.
  public var agent: Int32
  /// Milligrams a day that the product's strength settles; NaN = it settles none.
  public var dose: Double
  /// The part of the dose in the row that is this ingredient's; NaN = the row's dose does not tell.
  public var share: Double

  /// Milligrams a day in a row that states so many (NaN = none); NaN = unknown.
  public func dose(stated: Double) -> Double { stated.isNaN || share.isNaN ? dose : stated * share }
}

extension Catalogue {
  /// What a fixed combination is split into, in the order of its row; empty for any other agent.
  ///
  /// The dose of a row is that of the ingredient which the product's strength leaves open, an antidepressant before others
  /// (olanzapine of OFC, whose fluoxetine is 25 mg). Where every strength is settled it is that of the first antidepressant,
  /// and the others keep the product's proportion to it.
  public func ingredients(of agent: Agent) -> [Ingredient] {
    let parts = agent.components.compactMap { part in
      self.agent(named: part.name).map { (agent: $0, dose: part.dose) }
    }
    guard parts.count == agent.components.count else { return [] }
    let open = parts.indices.filter { parts[$0].dose == nil }
    let candidates = open.isEmpty ? Array(parts.indices) : open
    let taker = candidates.first { agents[parts[$0].agent].role == "antidepressant" } ?? candidates.first
    return parts.enumerated().map { place, part in
      var share = place == taker ? 1 : Double.nan
      if open.isEmpty, let taker, let own = part.dose, let whole = parts[taker].dose { share = own / whole }
      return Ingredient(agent: Int32(part.agent), dose: part.dose ?? .nan, share: share)
    }
  }
}
