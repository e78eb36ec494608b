import Reporting
import Treatment

/// What the catalogue answers to a name.
struct CatalogueAnswer {
  private let catalogue: Catalogue
  private let name: String
  private let findings: [Catalogue.Finding]

  /// Throws: ``Failure`` of configuration, with the nearest names, for a name that stands for nothing.
  init(to name: String, in catalogue: Catalogue) throws(Failure) {
    self.catalogue = catalogue
    self.name = name
    findings = catalogue.findings(for: name)
    guard findings.isEmpty else { return }
    let near = catalogue.nearestNames(to: name)
    throw Failure(
      .configuration,
      "The catalogue has no '\(name)'."
        + (near.isEmpty
          ? " remit catalogue lists everything." : " The nearest: \(near.joined(separator: ", "))."))
  }

  func table() -> Table {
    let notes = said + findings.dropFirst().map { "'\(name)' is also \(words(for: $0))." }
    switch findings[0] {
    case .agent(let place):
      let agent = catalogue.agents[place]
      return CatalogueFigure.table(
        of: agent.figures,
        caption: asked(agent.name) + "\(agent.name): \(agent.kindName), \(agent.group)"
          + (agent.label == agent.name ? "" : ", printed as \(agent.label)"),
        notes: notes)
    case .scale(let place):
      let scale = catalogue.scales[place]
      return CatalogueFigure.table(
        of: scale.figures, caption: asked(scale.id) + "\(scale.id): \(scale.name)", notes: notes)
    case .members(let kind, let name, let agents):
      var table = CatalogueOverview(
        agents.map { catalogue.agents[$0] },
        caption: "\(Self.words(for: kind)) \(name): \(agents.count) agent\(agents.count == 1 ? "" : "s")"
      ).table
      table.notes += notes
      return table
    }
  }

  /// What the name says beside its agent (F36).
  private var said: [String] {
    guard let indication = catalogue.meaning(ofAgentNamed: name)?.indication, indication != .depression else {
      return []
    }
    return [
      "'\(name)' stands for another indication (\(indication.rawValue)): its rows open no step and make no trial, unless their "
        + "'indication' says depression."
    ]
  }

  /// Under what name it was asked for, where that is another.
  private func asked(_ own: String) -> String { name == own ? "" : "'\(name)' is " }

  private func words(for finding: Catalogue.Finding) -> String {
    switch finding {
    case .agent(let place): "the agent \(catalogue.agents[place].name)"
    case .scale(let place): "the scale \(catalogue.scales[place].id)"
    case .members(let kind, let name, let agents):
      "the \(Self.words(for: kind)) \(name) of "
        + agents.map { catalogue.agents[$0].name }.joined(separator: ", ")
    }
  }

  private static func words(for kind: Catalogue.Sharing) -> String {
    switch kind {
    case .agentClass: "class"
    case .switchClass: "switch class"
    case .role: "role"
    case .strategy: "strategy"
    case .mechanism: "mechanism"
    case .atcGroup: "ATC group"
    }
  }
}
