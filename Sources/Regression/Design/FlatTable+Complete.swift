public import Treatment

extension FlatTable {
  /// Which rows have every column that the formula reads.
  ///
  /// Throws: ``DesignError`` where there are no rows, or a column has no value at all.
  public func completeRows(of formula: Formula) throws(DesignError) -> [Bool] {
    try Completeness(formula.columns, weights: nil, in: self).mask
  }
}
