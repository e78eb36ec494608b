import Causal
import Foundation
import LinearAlgebra
import Regression
import TestSupport

// Times a doubly robust effect (three models, means and errors) beside one logistic fit of as many rows and columns, in process and in turn.
//
//     effects-benchmark [ROWS] [COLUMNS]

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let (rows, width) = (arguments.first ?? 1_000_000, arguments.dropFirst().first ?? 20)

var draws = SplitMix64(seed: 1)
var (x, action, outcome): ([Double], [Double], [Double]) = ([], [], [])
x.reserveCapacity(rows * (width + 1))
for _ in 0..<rows {
  x.append(1)
  var sum = 0.0
  for column in 0..<width {
    let value = draws.uniform() * 2 - 1
    x.append(value)
    sum += value * Double(column % 5 - 2) * 0.15
  }
  let own = draws.uniform() < LogOdds.probability(sum) ? 1.0 : 0.0
  action.append(own)
  outcome.append(draws.uniform() < LogOdds.probability(-0.5 + 0.4 * own - sum) ? 1 : 0)
}
func design(_ x: [Double], _ y: [Double]) -> Design {
  let width = x.count / y.count - 1
  let columns = ["(Intercept)"] + (1...width).map { "x\($0)" }
  return Design(
    columns: columns, assignment: [-1] + Array(0..<width), terms: Array(columns.dropFirst()), count: y.count, x: x,
    y: y)
}

/// Seconds of the processors that all threads took.
func used(_ work: () throws -> Void) rethrows -> Double {
  let start = clock()
  try work()
  return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

let (one, all) = (
  design(x, outcome), ActionRows(design(x, action), outcome: outcome, kind: .binary, first: "1", second: "0")
)
var (fits, whole, effects): ([Double], [Double], [Double]) = ([], [], [])
for _ in 0..<5 {
  fits.append(try used { _ = try LogisticRegression(RegressionOptions()).estimate(one) })
  whole.append(try used { _ = try LogisticRegression(RegressionOptions()).fit(one) })
  effects.append(try used { _ = try ActionModels(all).effect(.doublyRobust) })
}
let (fit, report, effect) = (fits.sorted()[2], whole.sorted()[2], effects.sorted()[2])
print(
  "\(rows) rows, \(width) covariates, medians of five, seconds of the processor: coefficients of one logistic fit "
    + String(
      format: "%.2f, with its tests and measures %.2f, a doubly robust effect %.2f: %.2f and %.2f times.", fit,
      report, effect, effect / fit, effect / report))
