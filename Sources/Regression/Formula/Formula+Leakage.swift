public import Treatment

extension Formula {
  /// The terms with the columns that each is made of, as the leakage guard judges them; offsets too.
  public var leakageTerms: [LeakageGuard.Term] {
    let own = zip(terms, termLabels).map { places, label in
      LeakageGuard.Term(label, variables: Self.names(places.map { variables[$0] }))
    }
    return own + offsets.map { LeakageGuard.Term($0.text, variables: Self.names([$0])) }
  }

  /// The columns that the outcome is made of.
  public var outcomeColumns: [String] { Self.names([outcome]) }

  private static func names(_ nodes: [FormulaNode]) -> [String] {
    nodes.flatMap(\.columnNames).reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
  }
}
