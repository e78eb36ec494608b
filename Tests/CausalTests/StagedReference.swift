import Causal
import Regression
import TestSupport
import Testing

/// The rows of a reference file, one decision a named action column, with an intercept and that stage's covariates; rewards in their order, the
/// first of which is known at entry where there is one more than stages.
func stagedRows(
  _ path: String, actions: [String], covariates: [[String]], rewards: [String],
  kind: ActionRows.OutcomeKind = .continuous
) throws -> StagedRows {
  let rows = try referenceRows(path)
  func numbers(_ name: String) throws -> [Double] {
    try rows.map { row in try #require(row[name].flatMap(Double.init)) }
  }
  let known = try rewards.map(numbers)
  let late = Array(known.suffix(actions.count))
  var stages: [StageDecisions] = []
  for (place, action) in actions.enumerated() {
    let columns = try covariates[place].map(numbers)
    stages.append(
      StageDecisions(
        name: "stage \(place + 1)", actions: ["0", "1"], patients: Array(rows.indices),
        taken: try numbers(action).map { Int($0) },
        design: design(columns, names: covariates[place], count: rows.count), reward: late[place]))
  }
  return try StagedRows(
    count: rows.count, stages: stages, kind: kind, entry: known.count > actions.count ? known[0] : [])
}
