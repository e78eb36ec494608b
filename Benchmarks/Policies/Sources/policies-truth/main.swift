import Causal
import Foundation

// Policies held to a known truth, over many cohorts: prints the page Benchmarks/POLICIES.md.

let cohorts = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 500 : 500

func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

func page() throws {
  print(
    """
    # Values of policies held to a known truth

    Written by `make truth-policies` from \(cohorts) drawn cohorts of 4,000 (`Tests/CausalTests/StagedTruth.swift`; no patient stands behind any row).
    Three steps, three strategies; the sicker get other strategies; who remits ends; about 8 % are lost at each step. Chance of remission by the
    end of the third step. *Right*: whether theory says that the estimate is.

    | policy | truth, % | estimate | right | bias, points | 95 % limits hold the truth |
    |---|--:|---|---|--:|--:|
    """)
  for way in StagedWay.allCases {
    var fates = StagedTruth.policies.map { _ in StagedFate() }
    for seed in 1...cohorts {
      for (place, found) in try way.values(4000, seed: UInt64(seed), losing: true).enumerated() {
        fates[place].add(found)
      }
    }
    for (policy, fate) in zip(StagedTruth.policies, fates) {
      print(
        "| \(policy.name) | \(text(100 * StagedTruth.value(policy.rule), 2)) | \(way.rawValue) | \(way.isRight ? "yes" : "no") | "
          + "\(text(100 * fate.bias, 2)) ± \(text(196 * fate.error, 2)) | \(text(100 * fate.coverage, 1)) % |"
      )
    }
  }
  try trees()
}

func trees() throws {
  let (best, observed) = (StagedTruth.value(StagedTruth.best), StagedTruth.value(StagedTruth.observed))
  print(
    """

    ## Learned trees

    Depth 2 a step, leaves of 50, honest value by five folds. The best rule is worth \(text(100 * best, 2)) %, what was observed \(text(100 * observed, 2)) %.

    | patients | cohorts | share of the best rule's gain | honest value less true, points | in sample less true, points |
    |--:|--:|--:|--:|--:|
    """)
  var options = TreeOptions()
  (options.smallestLeaf, options.bootstraps) = (50, 0)
  for (count, many) in [(2000, cohorts / 5), (4000, cohorts / 5), (20_000, cohorts / 25)] where many > 0 {
    var (flattered, honest, gained) = (StagedFate(), StagedFate(), 0.0)
    for seed in 1...many {
      let rows = try StagedTruth.cohort(count, seed: UInt64(5000 + seed))
      let learned = try StagedModels(rows).learned(
        .trees(StagedTruth.covariates(rows), options), name: "tree", folds: 5)
      let truth = StagedTruth.value(of: learned.trees)
      flattered.add((truth, learned.inSample.value(.doublyRobust).value))
      honest.add((truth, learned.honest.value(.doublyRobust).value))
      gained += (truth - observed) / (best - observed) / Double(many)
    }
    print(
      "| \(count) | \(many) | \(text(100 * gained, 1)) % | \(text(100 * honest.bias, 2)) ± \(text(196 * honest.error, 2)) | "
        + "\(text(100 * flattered.bias, 2)) ± \(text(196 * flattered.error, 2)) |")
  }
}

try page()
