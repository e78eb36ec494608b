import Foundation
import TestSupport
import Testing
import Treatment

/// The derivation against its slow twin, on generated histories.
///
/// `REMIT_REFERENCE_HISTORIES=100000` compares as many; `make reference` does.
@Suite struct ReferenceComparisonTests {
  private static let blocks = 10

  private static var histories: UInt64 {
    ProcessInfo.processInfo.environment["REMIT_REFERENCE_HISTORIES"].flatMap(UInt64.init) ?? 2000
  }

  /// The defaults, and in turn the ends of the sensitivity grid.
  private static func parameters(_ seed: UInt64) -> DerivationParameters {
    var parameters = DerivationParameters()
    switch seed % 6 {
    case 1: (parameters.overlapSwitchMax, parameters.eraGapDays) = (14, 60)
    case 3: (parameters.overlapSwitchMax, parameters.eraGapDays) = (60, 14)
    case 5: (parameters.seqSwitchGapMax, parameters.optimiseFactor) = (42, 1.5)
    default: break
    }
    if seed % 4 == 2 { parameters.programmeDays = 5 }
    return parameters
  }

  private static func roads(_ history: PatientHistory, _ parameters: DerivationParameters) -> (
    production: ComparedRoad, reference: ComparedRoad
  ) {
    var derivation = StepDerivation(
      DrawnHistory.catalogue, formulary: DrawnHistory.formulary, parameters: parameters)
    let reference = SlowDerivation(
      catalogue: DrawnHistory.catalogue, formulary: DrawnHistory.formulary, parameters: parameters)
    var record = TreatmentRecord()
    derivation.derive(history, into: &record)
    return (ComparedRoad(record), ComparedRoad(reference.derive(history)))
  }

  private static func differs(_ history: PatientHistory, _ parameters: DerivationParameters) -> Bool {
    let (production, reference) = roads(history, parameters)
    return production != reference
  }

  /// Drops rows and scores as long as the two still disagree.
  private static func shrunk(_ history: PatientHistory, _ parameters: DerivationParameters) -> PatientHistory
  {
    var history = history
    var place = 0
    while place < history.exposures.count {
      var smaller = history
      smaller.exposures.remove(at: place)
      if differs(smaller, parameters) { history = smaller } else { place += 1 }
    }
    place = 0
    while place < history.assessments.count {
      var smaller = history
      smaller.assessments.remove(at: place)
      if differs(smaller, parameters) { history = smaller } else { place += 1 }
    }
    return history
  }

  @Test("The derivation and its slow twin agree on every generated history", arguments: 0..<blocks)
  func agreement(block: Int) throws {
    var mismatches = 0
    for seed in UInt64(0)..<Self.histories where seed % UInt64(Self.blocks) == UInt64(block) {
      let history = try GeneratedHistory.history(seed: seed)
      let parameters = Self.parameters(seed)
      guard Self.differs(history, parameters) else { continue }
      let smaller = Self.shrunk(history, parameters)
      let (production, reference) = Self.roads(smaller, parameters)
      let only = production.lines.filter { !reference.lines.contains($0) }
      let missing = reference.lines.filter { !production.lines.contains($0) }
      Issue.record(
        """
        seed \(seed):
        \(GeneratedHistory.drawing(smaller))
        only production: \(only.joined(separator: "\n  "))
        only reference: \(missing.joined(separator: "\n  "))
        production
        \(production)
        reference
        \(reference)
        """)
      mismatches += 1
      // A few are enough to read.
      if mismatches == 3 { return }
    }
  }

  @Test(
    "They agree on patients with hundreds of overlapping rows, as a wrong column of identifiers makes them")
  func manyRows() throws {
    for seed in UInt64(0)..<6 {
      var random = SplitMix64(seed: seed)
      var history = PatientHistory()
      for name in ["sertraline", "lithium", "venlafaxine", "quetiapine"] {
        let agent = try #require(DrawnHistory.catalogue.agent(named: name))
        for _ in 0..<120 {
          let start = Int.random(in: 0...900, using: &random)
          var row = Exposure(
            agent: agent, startDay: start, endDay: start + Int.random(in: 0...90, using: &random))
          row.dose = [50, 100, 300, .nan][Int.random(in: 0..<4, using: &random)]
          history.exposures.append(row)
        }
      }
      history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
      let (production, reference) = Self.roads(history, DerivationParameters())
      #expect(production == reference, "seed \(seed)")
    }
  }
}
