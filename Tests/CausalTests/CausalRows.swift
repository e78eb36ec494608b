import Causal
import Regression
import TestSupport
import Testing

/// The rows of a reference file, as a design with an intercept and the named columns.
func causalRows(
  _ path: String, action: String, outcome: String, covariates: [String], cluster: String? = nil,
  kind: ActionRows.OutcomeKind
) throws -> ActionRows {
  let rows = try referenceRows(path)
  func number(_ row: [String: String], _ name: String) -> Double? { row[name].flatMap(Double.init) }
  var x: [Double] = []
  for row in rows { x += [1] + covariates.map { number(row, $0) ?? .nan } }
  let design = Design(
    columns: ["(Intercept)"] + covariates, assignment: Array(-1..<covariates.count), terms: covariates,
    count: rows.count, x: x, y: rows.map { number($0, action) ?? .nan },
    clusters: cluster.map { name in rows.map { Int32(number($0, name) ?? 0) - 1 } } ?? [])
  return ActionRows(
    design, outcome: rows.map { number($0, outcome) ?? .nan }, kind: kind, first: "one", second: "other")
}

/// Rows drawn from a seed: two covariates, an action that hangs on both, a binary outcome, some of it not seen.
func drawnRows(_ count: Int, seed: UInt64, seen: Double = 1, clusters: Int? = nil) -> ActionRows {
  var draws = SplitMix64(seed: seed)
  var (x, actions, outcomes): ([Double], [Double], [Double]) = ([], [], [])
  for _ in 0..<count {
    let (first, second) = (draws.uniform(), draws.uniform() < 0.4 ? 1.0 : 0.0)
    let action = draws.uniform() < 0.25 + 0.4 * first + 0.1 * second ? 1.0 : 0.0
    let event = draws.uniform() < 0.2 + 0.4 * first - 0.1 * second + 0.15 * action ? 1.0 : 0.0
    x += [1, first, second]
    actions.append(action)
    outcomes.append(draws.uniform() < seen - 0.2 * first * (seen < 1 ? 1 : 0) ? event : .nan)
  }
  return ActionRows(
    Design(
      columns: ["(Intercept)", "x1", "x2"], assignment: [-1, 0, 1], terms: ["x1", "x2"], count: count, x: x,
      y: actions,
      clusters: clusters.map { many in (0..<count).map { Int32($0 % many) } } ?? []),
    outcome: outcomes, kind: .binary, first: "one", second: "other")
}
