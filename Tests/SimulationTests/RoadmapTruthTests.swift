import Causal
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Simulation

/// `make truth-roadmap` draws 500 cohorts of 4,000 and writes a page beside the other benchmarks; the test draws one small one.
@Suite("Policies held to a simulation's truth")
struct RoadmapTruthTests {
  private static let asked = ProcessInfo.processInfo.environment["REMIT_ROADMAP_COHORTS"].flatMap { Int($0) }

  @Test(
    "Values lie within four errors of the truth, and those who happened to follow a policy lie far above it")
  func one() throws {
    let truth = try SimulatedRoads.truth(2)
    let table = try SimulatedRoads.table(1500, seed: 7, lastStep: 2)
    for entry in table.policies {
      let value = try #require(entry.main?.value, "\(entry.name): \(String(describing: entry.failure))")
      let error = try #require(value.standardError)
      let expected = try #require(truth[entry.name])
      #expect(abs(value.estimate - expected) < 4 * error, "\(entry.name)")
      let followers = try #require(entry.followers)
      #expect(Double(followers.events) / Double(followers.patients) > expected + 0.1)
    }
  }

  private struct Fate {
    var cohorts = 0
    var sum = 0.0
    var held = 0
    var followers = 0.0
  }

  @Test("Limits hold the truth as often as they say", .enabled(if: asked != nil))
  func coverage() throws {
    let cohorts = Self.asked ?? 0
    let truth = try SimulatedRoads.truth()
    var lines = [
      "# Policies held to a simulation's truth", "",
      "Written by `make truth-roadmap` from \(cohorts) simulated cohorts of 4,000 (`Tests/SimulationTests/SimulatedRoads.swift`): remission by the "
        + "end of step 3, outcomes without error of measurement, confounding and dropout as bundled. Doubly robust estimates; *followers*: those "
        + "who happened to follow the policy to the end of their road.", "",
      "| policy | models | truth | bias, points | 95 % limits hold the truth | bias of followers, points |",
      "|---|---|--:|--:|--:|--:|",
    ]
    for fault in SimulatedRoads.Fault.allCases {
      var fates: [String: Fate] = [:]
      for seed in 1...cohorts {
        for entry in try SimulatedRoads.table(4000, seed: UInt64(1000 + seed), fault).policies {
          guard let value = entry.main?.value, let low = value.low, let high = value.high,
            let expected = truth[entry.name]
          else { continue }
          var fate = fates[entry.name] ?? Fate()
          fate.cohorts += 1
          fate.sum += value.estimate - expected
          fate.held += low <= expected && expected <= high ? 1 : 0
          fate.followers +=
            Double(entry.followers?.events ?? 0) / Double(max(1, entry.followers?.patients ?? 0)) - expected
          fates[entry.name] = fate
        }
      }
      for (name, fate) in fates.sorted(by: { $0.key < $1.key }) {
        let n = Double(fate.cohorts)
        lines.append(
          "| \(name) | \(fault.rawValue) | \(text(100 * (truth[name] ?? 0), 1)) % | \(text(100 * fate.sum / n, 2)) | "
            + "\(text(100 * Double(fate.held) / n, 1)) % of \(fate.cohorts) | \(text(100 * fate.followers / n, 1)) |"
        )
      }
    }
    try (lines.joined(separator: "\n") + "\n").write(
      to: Repository.root.appendingPathComponent("Benchmarks/ROADMAP.md"), atomically: true, encoding: .utf8)
  }

  private func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}
