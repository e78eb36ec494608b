import Causal
import Foundation
import TestSupport
import Testing

/// `make truth-effects` draws 2,000 cohorts of 2,000 and writes Benchmarks/EFFECTS.md; the tests draw few.
@Suite("Effects held to a known truth")
struct KnownTruthTests {
  private static let asked = ProcessInfo.processInfo.environment["REMIT_EFFECT_COHORTS"].flatMap { Int($0) }

  private func fate(_ way: Way, _ cohorts: Int, _ count: Int) throws -> Fate {
    var fate = Fate()
    for seed in 1...cohorts { fate.add(try way.estimate(count, seed: UInt64(seed))) }
    return fate
  }

  @Test(
    "Right models are unbiased within chance, wrong ones and the naive difference are not",
    arguments: [
      Way.naive, .standardised, .weighted, .doublyRobust, .wrongOutcome, .wrongTreatment, .wrongOutcomeG,
      .censoring,
    ])
  func bias(way: Way) throws {
    let fate = try fate(way, 12, 1000)
    // Twelve cohorts: four errors of the mean of the right ones hold the truth, and the wrong ones lie outside three.
    #expect(way.isRight ? abs(fate.bias) < 4 * fate.error : abs(fate.bias) > 3 * fate.error, "\(fate)")
  }

  @Test("Coverage and bias over many cohorts", .enabled(if: asked != nil))
  func coverage() throws {
    let cohorts = Self.asked ?? 0
    var lines = [
      "# Effects held to a known truth", "",
      "Written by `make truth-effects` from \(cohorts) drawn cohorts of 2,000 (`Tests/CausalTests/KnownTruth.swift`; no patient stands behind any "
        + "row). The sicker get the first action more often, remit less, and gain less from it; the true difference of remission is "
        + "\(text(100 * KnownTruth.difference, 2)) points. *Right*: whether theory says that the estimate is.",
      "",
      "| estimate | right | bias, points | 95 % limits hold the truth |", "|---|---|--:|--:|",
    ]
    for way in Way.allCases {
      let fate = try fate(way, cohorts, 2000)
      lines.append(
        "| \(way.rawValue) | \(way.isRight ? "yes" : "no") | \(text(100 * fate.bias, 2)) ± \(text(196 * fate.error, 2)) | "
          + "\(text(100 * fate.coverage, 1)) % |")
      // Three errors of a share of that many cohorts.
      let width = 3 * (0.05 * 0.95 / Double(cohorts)).squareRoot()
      #expect(way.isRight ? abs(fate.coverage - 0.95) < 0.015 + width : fate.coverage < 0.9, "\(way) \(fate)")
    }
    try (lines.joined(separator: "\n") + "\n").write(
      to: Repository.root.appendingPathComponent("Benchmarks/EFFECTS.md"), atomically: true, encoding: .utf8)
  }

  private func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}
