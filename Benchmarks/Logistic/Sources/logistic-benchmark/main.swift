import Foundation
import LinearAlgebra
import Regression

// Times a logistic regression in process, from a matrix in memory.
//
//     logistic-benchmark DATA ROWS WIDTH ml|firth THREADS ROUNDS [full]
//
// DATA is binary, little-endian doubles: y, then x by rows with its column of ones. Prints one line of JSON: the times in
// milliseconds, the coefficients, standard errors and deviance. `full` times the whole report but for the term tests, which are
// a fit each.

let arguments = CommandLine.arguments
guard arguments.count >= 7, let rows = Int(arguments[2]), let width = Int(arguments[3]),
  let method = RegressionOptions.Method(rawValue: arguments[4]), let threads = Int(arguments[5]),
  let rounds = Int(arguments[6]), let data = FileManager.default.contents(atPath: arguments[1]),
  data.count == rows * (width + 1) * 8
else {
  FileHandle.standardError.write(
    Data("usage: logistic-benchmark DATA ROWS WIDTH ml|firth THREADS ROUNDS [full]\n".utf8))
  exit(2)
}

let y = data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)[..<rows]) }
let x = data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)[rows...]) }
let design = Design(
  columns: ["(Intercept)"] + (1..<width).map { "x\($0)" }, assignment: Array(-1..<(width - 1)),
  terms: (1..<width).map { "x\($0)" }, count: rows, x: x, y: y)
var options = RegressionOptions()
options.method = method
options.threads = threads
options.wantsTests = false
let regression = LogisticRegression(options)

var times: [Double] = []
var estimate: LogisticRegression.Estimate?
for _ in 0..<rounds {
  let elapsed = try ContinuousClock().measure {
    if arguments.last == "full" {
      _ = try regression.fit(design)
    } else {
      estimate = try regression.estimate(design)
    }
  }
  times.append(Double(elapsed.components.seconds) * 1000 + Double(elapsed.components.attoseconds) * 1e-15)
}
let errors =
  estimate.map { found in (0..<width).map { found.covariance[$0 * width + $0].squareRoot() } } ?? []
print(
  "{\"times\": \(times), \"coefficients\": \(estimate?.coefficients ?? []), \"errors\": \(errors), "
    + "\"deviance\": \(estimate?.deviance ?? 0), \"rounds\": \(estimate?.rounds ?? 0), \"kernel\": \"\(BLASKernel.name)\"}"
)
