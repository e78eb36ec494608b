import Causal
import Foundation
import Regression

// Times the values of policies from matrices in memory, beside Benchmarks/policies' numpy script; and the search for a tree.
//
//     policies-benchmark FILE STEPS COLUMNS POLICIES FOLDS
//
// FILE holds for each step: the number of patients, their numbers, actions (0, 1), rewards, and the columns row by row; all doubles.

/// Numbers of a file, from the first to the last.
struct NumberFile {
  private let numbers: [Double]
  private var place = 0

  init(_ path: String) throws {
    numbers = try Data(contentsOf: URL(fileURLWithPath: path)).withUnsafeBytes {
      Array($0.bindMemory(to: Double.self))
    }
  }

  mutating func take(_ count: Int) -> [Double] {
    place += count
    return Array(numbers[place - count..<place])
  }
}

let arguments = CommandLine.arguments
let (steps, columns) = (Int(arguments[2]) ?? 3, Int(arguments[3]) ?? 20)
let (policies, folds) = (Int(arguments[4]) ?? 10, Int(arguments[5]) ?? 5)

var file = try NumberFile(arguments[1])
var stages: [StageDecisions] = []
for step in 0..<steps {
  let count = Int(file.take(1)[0])
  let (patients, actions, rewards) = (file.take(count), file.take(count), file.take(count))
  stages.append(
    StageDecisions(
      name: "step \(step + 1)", actions: ["0", "1"], patients: patients.map { Int($0) },
      taken: actions.map { Int($0) },
      design: Design(
        columns: ["(Intercept)"] + (1..<columns).map { "x\($0)" }, assignment: Array(-1..<columns - 1),
        terms: (1..<columns).map { "x\($0)" }, count: count, x: file.take(count * columns),
        y: Array(repeating: 0, count: count)), reward: rewards))
}
let rows = try StagedRows(count: stages[0].count, stages: stages, kind: .continuous)

/// Policy p gives action 1 where the column after the intercept is above its threshold.
func policy(_ number: Int, _ policies: Int, _ rows: StagedRows) -> StagedPolicy {
  let threshold = Double(number) / Double(policies) * 2 - 1
  return StagedPolicy(
    name: "policy \(number)",
    rules: rows.stages.map { stage in
      let (x, width) = (stage.design.x, stage.design.columns.count)
      return .actions((0..<stage.count).map { x[$0 * width + 1] > threshold ? 1 : 0 })
    })
}

let start = clock()
var options = EffectOptions()
options.folds = folds
let models = try StagedModels(rows, options)
let judged = models.judged((0..<policies).map { policy($0, policies, rows) })
let values = try judged.map { try $0.get().value(.doublyRobust).value.estimate }
// Of the processor, so that what else the machine does counts for neither tool.
let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
print("{\"seconds\": \(seconds), \"values\": \(values)}")
