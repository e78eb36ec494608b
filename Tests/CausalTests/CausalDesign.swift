import Causal
import Regression

/// An intercept and some columns.
func design(_ columns: [[Double]], names: [String], count: Int) -> Design {
  var x: [Double] = []
  for row in 0..<count { x += [1] + columns.map { $0[row] } }
  return Design(
    columns: ["(Intercept)"] + names, assignment: Array(-1..<names.count), terms: names, count: count, x: x,
    y: Array(repeating: 0, count: count))
}

extension StagedRows {
  /// A column of a stage's design by its name.
  func column(_ name: String, at stage: Int) -> [Double] {
    let design = stages[stage].design
    guard let place = design.columns.firstIndex(of: name) else { return [] }
    return (0..<design.count).map { design.x[$0 * design.columns.count + place] }
  }
}
