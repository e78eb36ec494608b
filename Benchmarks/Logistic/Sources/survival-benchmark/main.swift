import Foundation
import Remit

// survival-benchmark FILE N ROUNDS: N days and N kinds (0 censored, 1 the event, 2 another end) as Int32. Times
// counting them and Kaplan-Meier, then Aalen-Johansen, with limits; prints milliseconds of processor time and the last estimates.

let arguments = CommandLine.arguments
guard arguments.count == 4, let n = Int(arguments[2]), let rounds = Int(arguments[3]),
  let data = FileManager.default.contents(atPath: arguments[1]), data.count == 8 * n
else { fatalError("survival-benchmark FILE N ROUNDS") }
let values = data.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }

var times: [String: [Double]] = ["km": [], "aj": []]
var last: (survival: Double, incidence: Double) = (1, 0)
func counts(kinds: Int) throws -> SurvivalCounts {
  var result = SurvivalCounts(kinds: kinds)
  for person in 0..<n {
    let kind = Int(values[n + person])
    try result.add(to: Int(values[person]), kind: kind == 0 || kind > kinds ? nil : kind - 1)
  }
  return result
}

/// Of the processor, which others on the machine do not lengthen.
func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let start = clock()
  try work()
  return Double(clock() - start) * 1e3 / Double(CLOCKS_PER_SEC)
}

for _ in 0..<rounds {
  times["km"]?.append(
    try milliseconds {
      last.survival = KaplanMeier(try counts(kinds: 1)).points.last?.survival.estimate ?? 1
    })
  times["aj"]?.append(
    try milliseconds {
      last.incidence = AalenJohansen(try counts(kinds: 2)).points.last?.incidence[0].estimate ?? 0
    })
}
let report: [String: Any] = ["times": times, "survival": last.survival, "incidence": last.incidence]
print(
  String(decoding: try JSONSerialization.data(withJSONObject: report, options: .sortedKeys), as: UTF8.self))
