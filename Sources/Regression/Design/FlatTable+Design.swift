public import Treatment

extension FlatTable {
  /// The design of a model on the rows that have all of its columns.
  ///
  /// `event` names the level of the outcome that counts as the event; `weights` a column of case weights, of which 0
  /// leaves a row out; `cluster` a column that groups rows. `polynomials` says of which rows the basis of `poly()` is.
  ///
  /// Shapes: rows keep their order; clusters are numbered as they come, of rows that stand for themselves alone.
  /// Throws: ``DesignError``.
  public func design(
    _ formula: Formula, event: String? = nil, weights: String? = nil, cluster: String? = nil,
    polynomials: PolynomialRows = .used
  ) throws(DesignError) -> (design: Design, coding: ModelCoding, rows: MissingRows) {
    precondition(frequencies.isEmpty || cluster == nil, "rows that are counted together have no one cluster")
    for (name, column) in formula.columnPlaces where self[name] == nil {
      throw .unknownVariable(
        name: name, formula: formula.text, column: column,
        nearest: NearestName.nearest(name, among: knownNames, limit: 1).first)
    }
    let completeness = try Completeness(formula.columns, weights: weights, in: self)
    var mask = completeness.mask
    var rows = completeness.rows
    if case .call("cbind", let sides) = formula.outcome.bare.kind, sides.count == 2 {
      try leaveOutEmptyGroups(sides.map(\.value), formula.text, &mask, &rows)
    }
    let pick = RowPick(mask, of: self)
    rows.used = pick.dataRows
    guard pick.count > 0 else { throw .noRows(reason: rows.reason) }
    let outcome = try OutcomeColumn(
      formula.outcome, formula: formula.text, event: event, in: self, rows: pick)
    let (coding, values) = try learned(formula, outcome.coding, pick, polynomials)
    guard coding.width <= ModelCoding.mostColumns else {
      throw .unusable(
        column: coding.widest,
        problem: "takes part in terms that make \(coding.width) columns, more than "
          + "\(ModelCoding.mostColumns). Leave out interactions, or join its levels.")
    }
    let matrix = ModelMatrix(coding, values)
    var complete = coding
    complete.columns = matrix.names
    var weight = outcome.trials
    if let weights, let column = self[weights] {
      let own = pick.picked(try Completeness.numbers(column, purpose: "weights"))
      weight = weight.isEmpty ? own : zip(weight, own).map { $0 * $1 }
    }
    let design = Design(
      columns: matrix.names, assignment: matrix.assignment, terms: coding.terms.map(\.label),
      count: pick.count,
      x: matrix.rowMajor(count: pick.count), y: outcome.events, weights: weight,
      offset: try coding.offset(in: self, pick), frequencies: pick.frequencies,
      clusters: try cluster.map { name throws(DesignError) in try clusters(name, pick) } ?? [])
    return (design, complete, rows)
  }

  private func learned(
    _ formula: Formula, _ outcome: ModelCoding.Outcome, _ rows: RowPick, _ polynomials: PolynomialRows
  ) throws(DesignError) -> (ModelCoding, [CodedVariable]) {
    var variables: [VariableCoding] = []
    var values: [CodedVariable] = []
    for node in formula.variables {
      let form = try VariableForm(node, in: formula.text)
      let own = try VariableCoding(
        learning: form, name: node.text, in: self, rows: rows, polynomials: polynomials,
        hasIntercept: formula.hasIntercept)
      values.append(try own.coded(form.expression, in: self, rows: rows))
      variables.append(own)
    }
    let coding = ModelCoding(
      formula: formula.text, outcome: outcome, hasIntercept: formula.hasIntercept, variables: variables,
      terms: ModelCoding.Term.all(of: formula, variables), offsets: formula.offsets.map(\.text), columns: [],
      inputs: inputs(of: formula, variables, rows))
    return (coding, values)
  }

  /// The columns that predictors and offsets read, with what is typical of them.
  private func inputs(of formula: Formula, _ variables: [VariableCoding], _ rows: RowPick) -> [ModelCoding
    .Input]
  {
    var result: [ModelCoding.Input] = []
    for (name, _) in (formula.variables + formula.offsets).flatMap(\.columnNames) {
      guard !result.contains(where: { $0.name == name }), let column = self[name] else { continue }
      let reference = variables.first {
        $0.inputs == [name] && $0.isFactor && !$0.levels.isEmpty && $0.coding != .truth
      }?.levels.first
      switch column.values {
      case .numbers(let numbers):
        let counts = ValueCounts(rows.picked(numbers), frequencies: rows.frequencies)
        result.append(
          ModelCoding.Input(
            name: name, isNumber: true,
            quantiles: [0.05, 0.5, 0.95].map { counts.quantile($0) },
            reference: reference))
      case .texts:
        result.append(ModelCoding.Input(name: name, isNumber: false, quantiles: [], reference: reference))
      }
    }
    return result
  }

  private func leaveOutEmptyGroups(
    _ sides: [FormulaNode], _ formula: String, _ mask: inout [Bool], _ rows: inout MissingRows
  ) throws(DesignError) {
    var counts: [[Double]] = []
    for side in sides {
      try ExpressionRules.check(side, in: formula)
      counts.append(try ExpressionValue(side, in: self).numbers(side, count: rowCount))
    }
    for row in mask.indices where mask[row] && counts[0][row] == 0 && counts[1][row] == 0 {
      mask[row] = false
      rows.withoutWeight += frequency(of: row)
    }
  }

  private func clusters(_ name: String, _ rows: RowPick) throws(DesignError) -> [Int32] {
    try clusters(
      name, of: rows.picked(Array(0..<rowCount)), called: "row",
      remedy: "Fill it in, or leave those rows out with --where '\(name) is not missing'.")
  }

  /// The cluster of each of some rows, numbered as they come.
  ///
  /// - Parameter called: what a row stands for in a message.
  /// - Parameter remedy: what to do where the column is blank.
  /// Throws: ``DesignError`` for a column that is not there, or is blank in a row.
  public func clusters(
    _ name: String, of rows: [Int], called noun: String, remedy: String
  ) throws(DesignError) -> [Int32] {
    guard let column = self[name] else {
      throw .unknownColumn(
        name: name, purpose: "the clusters",
        nearest: NearestName.nearest(name, among: knownNames, limit: 1).first)
    }
    func missing(_ count: Int) -> DesignError {
      .unusable(
        column: name,
        problem:
          "names the clusters and is missing in \(count) \(noun)\(count == 1 ? "" : "s") that the model uses. \(remedy)"
      )
    }
    switch column.values {
    case .texts(let codes, let levels):
      let own = rows.map { codes[$0] }
      let lacking = own.count { $0 < 0 }
      guard lacking == 0 else { throw missing(lacking) }
      return Self.numbered(own, levels: levels.count)
    case .numbers(let numbers):
      let own = rows.map { numbers[$0] }
      let lacking = own.count(where: \.isNaN)
      guard lacking == 0 else { throw missing(lacking) }
      return Self.numbered(own)
    }
  }

  private static func numbered<Value: Hashable>(_ values: [Value]) -> [Int32] {
    var places: [Value: Int32] = [:]
    return values.map { value in
      if let place = places[value] { return place }
      let place = Int32(places.count)
      places[value] = place
      return place
    }
  }

  private static func numbered(_ codes: [Int32], levels: Int) -> [Int32] {
    var places = [Int32](repeating: -1, count: levels)
    var next: Int32 = 0
    return codes.map { code in
      if places[Int(code)] < 0 {
        places[Int(code)] = next
        next += 1
      }
      return places[Int(code)]
    }
  }
}
