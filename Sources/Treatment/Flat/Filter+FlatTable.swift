extension Filter {
  /// The columns of a flat table that the filter reads, each once, and the kind it reads them as.
  public var flatColumns: [CovariateRequest] {
    var result: [CovariateRequest] = []
    for name in root.names where !result.contains(where: { $0.name == name.text }) {
      result.append(CovariateRequest(name.text, as: name.kind))
    }
    return result
  }

  /// Which rows of a flat table the filter keeps, by the same rules as on step rows.
  ///
  /// Names are columns of the table, `strategy` and `step` too; texts are compared as they are written. A number
  /// in a column of texts, or a text in one of numbers, is compared as what the cell says: `site == '2'` finds the
  /// number 2. The table must hold ``flatColumns``.
  public func mask(of table: FlatTable) -> [Bool] { FlatMask(table: table).of(root) }
}

private struct FlatMask {
  let table: FlatTable

  func of(_ condition: Filter.Condition) -> [Bool] {
    switch condition {
    case .all(let parts): joined(parts) { $0 && $1 }
    case .any(let parts): joined(parts) { $0 || $1 }
    case .not(let part): of(part).map { !$0 }
    case .missing(let name, let wanted): missing(name.text).map { $0 == wanted }
    case .number(let name, let comparison, let value): numbers(name.text) { comparison.holds($0, value) }
    case .numbers(let name, let values): numbers(name.text) { values.contains($0) }
    case .text(let name, let equal, let value): texts(name.text) { ($0 == value) == equal }
    case .texts(let name, let values): texts(name.text) { values.contains($0) }
    }
  }

  private func joined(_ parts: [Filter.Condition], _ join: (Bool, Bool) -> Bool) -> [Bool] {
    guard let first = parts.first else { return Array(repeating: true, count: table.rowCount) }
    return parts.dropFirst().reduce(into: of(first)) { result, part in
      let next = of(part)
      for row in result.indices { result[row] = join(result[row], next[row]) }
    }
  }

  private func column(_ name: String) -> FlatColumn.Values {
    guard let column = table[name] else { preconditionFailure("The table does not hold '\(name)'.") }
    return column.values
  }

  private func missing(_ name: String) -> [Bool] {
    switch column(name) {
    case .numbers(let numbers): numbers.map(\.isNaN)
    case .texts(let codes, _): codes.map { $0 < 0 }
    }
  }

  private func numbers(_ name: String, where holds: (Double) -> Bool) -> [Bool] {
    switch column(name) {
    case .numbers(let numbers): numbers.map { !$0.isNaN && holds($0) }
    case .texts(let codes, let levels):
      judged(codes, levels.map { TokenReader.number($0).map(holds) ?? false })
    }
  }

  private func texts(_ name: String, where holds: (String) -> Bool) -> [Bool] {
    switch column(name) {
    case .numbers(let numbers): numbers.map { !$0.isNaN && holds(TokenReader.text(of: $0)) }
    case .texts(let codes, let levels): judged(codes, levels.map(holds))
    }
  }

  private func judged(_ codes: [Int32], _ levels: [Bool]) -> [Bool] {
    codes.map { $0 >= 0 && levels[Int($0)] }
  }
}

extension Filter.Comparison {
  fileprivate func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .equal: value == limit
    case .unequal: value != limit
    case .below: value < limit
    case .atMost: value <= limit
    case .above: value > limit
    case .atLeast: value >= limit
    }
  }
}
