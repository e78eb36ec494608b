import Treatment

/// A row of a user's own catalogue that declares a fixed combination, to be checked once every row is laid.
struct CombinationRow {
  let place: Int
  private let file: String
  private let cells: [String: OwnCatalogue.Cell]

  /// `nil` where the row says nothing of ingredients.
  init?(_ row: OwnCatalogue.Row, _ file: String, of place: Int) {
    cells = row.cells.filter { $0.key == "combination_of" || $0.key == "combination_mg" }
    if cells.isEmpty { return nil }
    self.place = place
    self.file = file
  }

  /// What is wrong with the ingredients, at its cell.
  func issue(for agent: Agent, in catalogue: Catalogue) -> InputIssue? {
    if let cell = cells["combination_of"] {
      var seen: Set<Int> = []
      for part in agent.components {
        guard let found = catalogue.agent(named: part.name) else {
          let near = catalogue.nearestAgents(to: part.name)
          return cell.issue(
            in: file, expected: "ingredients of the catalogue in 'combination_of'",
            found: "'\(part.name)', which it does not have\(InputIssue.hint(near))")
        }
        let ingredient = catalogue.agents[found]
        guard ingredient.kind == .drug, ingredient.components.isEmpty, seen.insert(found).inserted else {
          return cell.issue(
            in: file, expected: "single drugs in 'combination_of', each once",
            found: "'\(part.name)', which is none or stands there again")
        }
      }
    }
    guard let cell = cells["combination_mg"], Agent.parts(cell.text).count != agent.components.count else {
      return nil
    }
    return cell.issue(
      in: file, expected: "one item for each ingredient of 'combination_of' in 'combination_mg'",
      found: "another number of items")
  }
}

extension Agent {
  /// Whether a row of that file and name is about this agent; a drug and the procedure that gives it are one (F38).
  func isCalled(_ entry: String, in file: CatalogueFileKind) -> Bool {
    let wanted = Catalogue.folded(entry)
    switch file {
    case .agents: return kind == .drug && Catalogue.folded(name) == wanted
    case .procedures:
      return procedureName.map { Catalogue.folded($0) == wanted }
        ?? (kind == .procedure && Catalogue.folded(name) == wanted)
    case .scales: return false
    }
  }
}
