import Causal
import Foundation

// Cohorts whose true effect is known, and how each way of estimating fares: `make truth-effects` writes the page from this.
let cohorts = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
let patients = 2000

func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

print(
  """
  # Effects held to a known truth

  Written by `make truth-effects` from \(cohorts) drawn cohorts of \(patients) (`Tests/CausalTests/KnownTruth.swift`; no patient stands behind any
  row). The sicker get the first action more often, remit less, and gain less from it; the true difference of remission is \
  \(text(100 * KnownTruth.difference, 2))
  points. *Right*: whether theory says that the estimate is. The bias is given with 1.96 errors of the mean over the cohorts.

  | estimate | right | bias, points | 95 % limits hold the truth |
  |---|---|--:|--:|
  """)
var isHeld = true
for way in Way.allCases {
  var fate = Fate()
  for seed in 1...cohorts { fate.add(try way.estimate(patients, seed: UInt64(seed))) }
  print(
    "| \(way.rawValue) | \(way.isRight ? "yes" : "no") | \(text(100 * fate.bias, 2)) ± \(text(196 * fate.error, 2)) | "
      + "\(text(100 * fate.coverage, 1)) % |")
  // Two errors of a share of that many cohorts, beyond half a point that limits of this size may lack.
  let width = 0.005 + 2 * (0.05 * 0.95 / Double(cohorts)).squareRoot()
  isHeld = isHeld && (way.isRight ? abs(fate.coverage - 0.95) < width : fate.coverage < 0.9)
}
if !isHeld { exit(1) }
