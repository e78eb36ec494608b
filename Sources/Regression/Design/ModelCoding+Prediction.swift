public import Treatment

extension ModelCoding {
  /// Rows of new data under the coding of a model.
  public struct NewRows: Sendable, Equatable {
    /// Row-major over ``ModelCoding/columns``, the complete rows only.
    public var x: [Double]
    public var offset: [Double]
    /// For every row of the table, whether it has all the columns; the others have no prediction.
    public var isComplete: [Bool]
  }

  /// The columns of the model matrix for new data, by the levels, knots and polynomials of the fit.
  ///
  /// Throws: ``DesignError/unknownColumn(name:purpose:nearest:)``, ``DesignError/unseenLevel(column:rows:)`` and what is
  /// wrong with values.
  public func rows(of table: FlatTable) throws(DesignError) -> NewRows {
    var mask = [Bool](repeating: true, count: table.rowCount)
    for input in inputs {
      guard let column = table[input.name] else {
        throw .unknownColumn(
          name: input.name, purpose: "the model",
          nearest: NearestName.nearest(input.name, among: table.knownNames, limit: 1).first)
      }
      switch column.values {
      case .numbers(let numbers): for row in mask.indices where numbers[row].isNaN { mask[row] = false }
      case .texts(let codes, _): for row in mask.indices where codes[row] < 0 { mask[row] = false }
      }
    }
    let pick = RowPick(mask, of: table)
    var values: [CodedVariable] = []
    for variable in variables {
      let form = try VariableForm(FormulaParser.expression(variable.name), in: variable.name)
      values.append(try variable.coded(form.expression, in: table, rows: pick))
    }
    return NewRows(
      x: ModelMatrix(self, values).rowMajor(count: pick.count), offset: try offset(in: table, pick),
      isComplete: mask)
  }

  /// The sum of the offsets, one a row.
  func offset(in table: FlatTable, _ rows: RowPick) throws(DesignError) -> [Double] {
    var result = [Double](repeating: 0, count: rows.count)
    for text in offsets {
      let node = try FormulaParser.expression(text)
      let values = rows.picked(try ExpressionValue(node, in: table).numbers(node, count: table.rowCount))
      let undefined = rows.dataRows(of: values) { !$0.isFinite }
      guard undefined == 0 else { throw .notFinite(expression: "offset(\(text))", rows: undefined) }
      for row in values.indices { result[row] += values[row] }
    }
    return result
  }
}
