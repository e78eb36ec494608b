internal import LinearAlgebra
internal import Treatment

/// A variable's values in the rows that are used, ready to be written into a model matrix.
enum CodedVariable {
  /// Columns of numbers.
  case dense([[Double]])
  /// Places of the levels; -1 for a level that the coding does not know.
  case levels([Int32])
}

extension VariableCoding {
  /// The values of the rows under this coding.
  ///
  /// Throws: ``DesignError/notFinite(expression:rows:)``, ``DesignError/unseenLevel(column:rows:)`` and
  /// ``DesignError/unusable(column:problem:)``.
  func coded(_ expression: FormulaNode, in table: FlatTable, rows: RowPick) throws(DesignError)
    -> CodedVariable
  {
    let value = try ExpressionValue(expression, in: table)
    if isFactor {
      let codes = try levelCodes(value, rows, table.rowCount)
      let unseen = rows.dataRows(of: codes) { $0 < 0 }
      guard unseen == 0 else { throw .unseenLevel(column: inputs.first ?? name, rows: unseen) }
      return .levels(codes)
    }
    let numbers = rows.picked(try value.numbers(expression, count: table.rowCount))
    let undefined = rows.dataRows(of: numbers) { !$0.isFinite }
    guard undefined == 0 else { throw .notFinite(expression: expression.text, rows: undefined) }
    switch coding {
    case .spline(let knots):
      let basis = SplineBasis(knots: knots)
      return .dense(
        (0..<knots.count - 1).map { place in place == 0 ? numbers : numbers.map { basis.value(place, at: $0) }
        })
    case .polynomial(let alpha, let norm2):
      let basis = PolynomialBasis(alpha: alpha, norm2: norm2)
      return .dense((1...alpha.count).map { degree in numbers.map { basis.value(degree, at: $0) } })
    case .rawPolynomial(let degree):
      return .dense((1...degree).map { degree in numbers.map { power($0, Double(degree)) } })
    case .number, .truth, .levels:
      return .dense([numbers])
    }
  }

  private func levelCodes(_ value: ExpressionValue, _ rows: RowPick, _ count: Int) throws(DesignError)
    -> [Int32]
  {
    if case .truth = coding {
      return rows.picked(try value.numbers(FormulaNode(kind: .name(name), column: 1), count: count)).map {
        $0.isNaN ? -1 : Int32($0)
      }
    }
    let places = Dictionary(zip(levels, levels.indices.map(Int32.init))) { first, _ in first }
    switch value {
    case .texts(let codes, let texts):
      let own = texts.map { places[$0] ?? -1 }
      return rows.picked(codes).map { $0 < 0 ? -1 : own[Int($0)] }
    case .numbers(let numbers), .truths(let numbers):
      var known: [Double: Int32] = [:]
      return rows.picked(numbers).map { number in
        if let place = known[number] { return place }
        let place = places[LevelText.text(of: number)] ?? -1
        known[number] = place
        return place
      }
    case .constant(let number):
      return Array(repeating: places[LevelText.text(of: number)] ?? -1, count: rows.count)
    }
  }
}
