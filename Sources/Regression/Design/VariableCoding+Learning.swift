internal import Treatment

extension VariableCoding {
  /// The coding of a variable, learnt from the rows that are used.
  ///
  /// Levels that occur in those rows, by number or by byte; the polynomial over those rows, or over every row in which its own
  /// expression is known, as in R. The knots of a spline come
  /// from every row in which its own expression is known, as in R.
  /// Throws: ``DesignError/constant(column:)`` and the errors of its values.
  init(
    learning form: VariableForm, name: String, in table: FlatTable, rows: RowPick,
    polynomials: PolynomialRows = .used,
    hasIntercept: Bool
  ) throws(DesignError) {
    let expression = form.expression
    let value = try ExpressionValue(expression, in: table)
    let coding: Coding
    switch form {
    case .plain:
      if case .name(let column) = expression.kind, let stray = table[column]?.strayText {
        throw .unusable(
          column: column,
          problem: "holds numbers and, at \(stray), a text. Correct the cell or leave it empty; "
            + "if the column holds levels, write factor(\(FormulaText.name(column))).")
      }
      switch value {
      case .texts: coding = .levels(Self.levels(of: value, rows))
      case .truths: coding = .truth
      case .numbers, .constant: coding = .number
      }
    case .factor(_, let reference):
      var levels = Self.levels(of: value, rows)
      if let reference {
        guard let place = levels.firstIndex(of: reference) else {
          throw .unusable(
            column: expression.text,
            problem: "has no level '\(reference)', which ref names, in the rows that are used.")
        }
        levels.insert(levels.remove(at: place), at: 0)
      }
      coding = .levels(levels)
    case .spline(_, .given(let knots)): coding = .spline(knots: knots)
    case .spline(_, .count(let count)):
      let known = try value.numbers(expression, count: table.rowCount)
      guard
        let knots = SplineBasis.defaultKnots(ValueCounts(known, frequencies: table.frequencies), count: count)
      else {
        throw .unusable(
          column: expression.text,
          problem: "has too few different values for a spline: fewer than three knots differ. "
            + "Use it as it stands, or give the knots: rcs(\(expression.text), c(…)).")
      }
      coding = .spline(knots: knots)
    case .polynomial(_, let degree, let raw):
      let known = try value.numbers(expression, count: table.rowCount)
      let all = polynomials == .all
      let values = all ? known : rows.picked(known)
      let frequencies = all ? table.frequencies : rows.frequencies
      let used = values.filter(\.isFinite)
      guard Set(used.prefix(10_000)).count > degree || Set(used).count > degree else {
        throw .unusable(
          column: expression.text,
          problem: "has too few different values for a polynomial of degree \(degree).")
      }
      let basis =
        raw
        ? nil
        : PolynomialBasis(
          over: used,
          frequencies: frequencies.isEmpty
            ? [] : values.indices.filter { values[$0].isFinite }.map { frequencies[$0] },
          degree: degree)
      coding = basis.map { .polynomial(alpha: $0.alpha, norm2: $0.norm2) } ?? .rawPolynomial(degree: degree)
    }
    var inputs: [String] = []
    for (input, _) in expression.columnNames where !inputs.contains(input) { inputs.append(input) }
    self.init(name: name, inputs: inputs, coding: coding, inner: inputs.first ?? expression.text)
    guard levels.count <= Self.mostLevels else {
      throw .unusable(
        column: inputs.first ?? name,
        problem: "has \(levels.count) levels, more than \(Self.mostLevels), as a factor. "
          + "If it names patients or sites, use it for --cluster and not as a predictor.")
    }
    if isConstant(value, rows), hasIntercept || isFactor { throw .constant(column: inputs.first ?? name) }
  }

  /// More levels than any model of a clinical cohort estimates.
  private static let mostLevels = 1000

  private func isConstant(_ value: ExpressionValue, _ rows: RowPick) -> Bool {
    switch (coding, value) {
    case (.levels(let levels), _): levels.count < 2
    case (_, .constant): true
    case (_, .numbers(let numbers)), (_, .truths(let numbers)): Self.isConstant(numbers, rows)
    case (_, .texts): false
    }
  }

  private static func isConstant(_ numbers: [Double], _ rows: RowPick) -> Bool {
    guard let places = rows.places else { return !numbers.contains { $0 != numbers[0] } }
    return !places.contains { numbers[$0] != numbers[places[0]] }
  }

  /// The levels that occur in the rows, numbers by size and texts by their bytes.
  private static func levels(of value: ExpressionValue, _ rows: RowPick) -> [String] {
    switch value {
    case .texts(let codes, let levels):
      var occurs = [Bool](repeating: false, count: levels.count)
      for code in rows.picked(codes) where code >= 0 { occurs[Int(code)] = true }
      return levels.indices.filter { occurs[$0] }.map { levels[$0] }.sorted(by: LevelText.precedes)
    case .numbers(let numbers), .truths(let numbers):
      return Set(rows.picked(numbers)).filter { !$0.isNaN }.sorted().map(LevelText.text)
    case .constant(let number): return [LevelText.text(of: number)]
    }
  }
}

extension VariableForm {
  var expression: FormulaNode {
    switch self {
    case .plain(let node), .factor(let node, _), .spline(let node, _), .polynomial(let node, _, _): node
    }
  }
}
