import Causal
import Regression

extension StageDecisions {
  /// Takes terms from models that are to lack them.
  mutating func leaveOut(_ options: RoadmapOptions) {
    func kept(_ columns: [Int], _ left: Set<String>) -> [Int] {
      if left.isEmpty { return columns }
      return (columns.isEmpty ? Array(design.columns.indices) : columns).filter { column in
        let term = design.assignment[column]
        return !(design.terms.indices.contains(term) && left.contains(design.terms[term]))
      }
    }
    outcomeColumns = kept(outcomeColumns, options.leftOutOfOutcome)
    treatmentColumns = kept(treatmentColumns, options.leftOutOfWeights)
    lossColumns = kept(lossColumns, options.leftOutOfWeights)
  }
}

extension Design {
  /// The design with columns more.
  func joined(with others: [(name: String, values: [Double])]) -> Design {
    let width = columns.count
    var own: [Double] = []
    own.reserveCapacity(count * (width + others.count))
    for row in 0..<count {
      own += x[(row * width)..<((row + 1) * width)]
      for other in others { own.append(other.values[row]) }
    }
    return Design(
      columns: columns + others.map(\.name),
      assignment: assignment + others.indices.map { terms.count + $0 }, terms: terms + others.map(\.name),
      count: count, x: own, y: y)
  }

  /// The rows that the mask keeps.
  func kept(_ mask: [Bool]) -> Design {
    let rows = mask.indices.filter { mask[$0] }
    let width = columns.count
    var own: [Double] = []
    own.reserveCapacity(rows.count * width)
    for row in rows { own += x[(row * width)..<((row + 1) * width)] }
    return Design(
      columns: columns, assignment: assignment, terms: terms, count: rows.count, x: own,
      y: rows.map { y[$0] })
  }
}
