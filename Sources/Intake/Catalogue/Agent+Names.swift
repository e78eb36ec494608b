import Treatment

extension Agent {
  /// Adds the names of the row, each with the indication or the route that its note stands for (F36, F38).
  ///
  /// `route` is that of names without one of their own, since they are names of a procedure.
  mutating func fillNames(from row: FilledCells, route own: Route = []) {
    row.names("synonyms", into: &synonyms)
    for noted in row.notedNames("synonyms") where !noted.note.isEmpty || !own.isEmpty {
      let name = Catalogue.folded(noted.name)
      if let indication = Indication(note: noted.note) { namedIndications[name] = indication }
      let route = Route(noted.note).isEmpty ? own : Route(noted.note)
      if !route.isEmpty { namedRoutes[name] = route }
    }
  }

  /// Takes the ingredients of a fixed combination where the row names them (F40).
  mutating func fillIngredients(from row: FilledCells) {
    let names = Self.parts(row.text("combination_of"))
    let doses = Self.parts(row.text("combination_mg"))
    if names.count > 1 {
      components = names.map { name in
        // A row that has no doses keeps those that were there for the same ingredient.
        Component(name: name, dose: components.first { $0.name == name }?.dose)
      }
    }
    guard !doses.isEmpty, doses.count == components.count else { return }
    for (place, dose) in doses.enumerated() { components[place].dose = Double(dose) }
  }

  /// The items of a cell, `+` between them; an item may be empty.
  static func parts(_ cell: String) -> [String] {
    cell.isEmpty
      ? []
      : cell.split(separator: "+", omittingEmptySubsequences: false).map {
        $0.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed()
      }.map { String($0) }
  }

  /// This drug with the procedure that gives it, as one agent (F38): the procedure's sessions judge its courses.
  func given(by procedure: Agent) -> Agent {
    var result = self
    result.procedure = procedure.procedure
    result.procedureName = procedure.name
    result.strategyCode = procedure.strategyCode
    result.provenance += "; \(procedure.name): \(procedure.provenance)"
    result.synonyms += ([procedure.name] + procedure.synonyms).filter { !synonyms.contains($0) }
    let route = Route(procedure.procedure?.route ?? "")
    result.namedRoutes[Catalogue.folded(procedure.name)] = route
    for name in procedure.synonyms { result.namedRoutes[Catalogue.folded(name)] = route }
    result.namedRoutes.merge(procedure.namedRoutes) { $1 }
    result.namedIndications.merge(procedure.namedIndications) { $1 }
    for column in CatalogueFileKind.procedures.figureColumns {
      result.origins[column] = procedure.origin(of: column)
    }
    return result
  }
}
