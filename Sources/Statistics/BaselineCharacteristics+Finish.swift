public import Summaries
import Treatment

extension BaselineCharacteristics {
  public func finish(_ summary: Summary) throws(StatisticError) -> BaselineTable {
    let order = GroupOrder(arm)
    let arms = summary.patients.ordered.map(\.key).sorted { order.rank(of: $0) < order.rank(of: $1) }
    guard !arms.isEmpty else { throw .noRows(wanted: "baseline characteristics") }
    // Everyone is the union of the columns, so it is one more set of arms.
    let columns = arms.map { [$0] } + [arms]
    var rows: [BaselineTable.Row] = []
    var variables: [BaselineTable.Variable] = []
    let scored = scores.map { CovariateRequest("\($0) at the first step's start", as: .number) }
    for (place, covariate) in (covariates + scored).enumerated() {
      let own = summary.levels.ordered.filter { $0.key.covariate == place }
      func count(_ column: [String], where holds: (String) -> Bool) -> Int {
        own.reduce(0) { $0 + (column.contains($1.key.arm) && holds($1.key.text) ? $1.count : 0) }
      }
      switch covariate.kind {
      case .number:
        let values = columns.map { numbers(place, of: $0, in: summary) }
        let cells = zip(columns, values).map { column, own in
          cell(of: own.moments, missing: count(column) { _ in true })
        }
        rows.append(
          .init(name: covariate.name, level: "", cells: cells, quartiles: values.map(\.quartiles)))
        let skewness = values.last?.skewness
        variables.append(
          .init(
            name: covariate.name, summary: .ofNumber(skewness: skewness), skewness: skewness,
            difference: .largest(
              ofMeans: values.dropLast().map { ($0.moments.mean, $0.moments.standardDeviation) })))
      case .text:
        let texts = Set(own.map(\.key.text)).filter { !$0.isEmpty }
        guard texts.count <= GroupLevels.limit else {
          throw .tooManyLevels(of: covariate.name, limit: GroupLevels.limit, numeric: false)
        }
        let levelOrder = GroupOrder(.covariate(covariate.name), pooled: pools[covariate.name]?.label)
        let known = columns.map { column in count(column) { !$0.isEmpty } }
        var levels: [[Int]] = arms.map { _ in [] }
        for text in texts.sorted(by: { levelOrder.rank(of: $0) < levelOrder.rank(of: $1) }) {
          let counts = columns.map { column in count(column) { $0 == text } }
          for (arm, count) in zip(arms.indices, counts) { levels[arm].append(count) }
          let cells = zip(counts, known).map { BaselineTable.Cell.count($0, of: $1) }
          rows.append(.init(name: covariate.name, level: text, cells: cells))
        }
        variables.append(
          .init(name: covariate.name, summary: .share, difference: .largest(ofCounts: levels)))
      }
      let missing = columns.map { column in count(column) { $0.isEmpty } }
      if missing.contains(where: { $0 > 0 }) {
        rows.append(.init(name: covariate.name, level: "missing", cells: missing.map { .missing($0) }))
      }
    }
    var table = BaselineTable(
      arms: arms + [Self.everyone],
      patients: columns.map { column in column.reduce(0) { $0 + summary.patients[$1] } }, rows: rows,
      variables: variables)
    let shown = Set(rows.map(\.name))
    table.pools = pools.filter { shown.contains($0.key) }
    return table
  }

  /// A number's values over the arms of a column.
  private func numbers(_ place: Int, of column: [String], in summary: Summary) -> NumberCounts {
    var numbers = NumberCounts()
    for arm in column {
      if let own = summary.numbers[.init(arm: arm, covariate: place)] { numbers.merge(own) }
    }
    return numbers
  }

  /// The mean; the patients without a value where nobody has one.
  private func cell(of moments: Moments, missing: Int) -> BaselineTable.Cell {
    guard let mean = moments.mean else { return .missing(missing) }
    return .mean(mean, standardDeviation: moments.standardDeviation, n: moments.n)
  }
}
